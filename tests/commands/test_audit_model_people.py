"""Any model asked person by person: its rates are those of the same decisions in memory."""

import json
import sys
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from fairlab.causal import TwinSettings, audit_individual
from fairlab.data import Dataset

pytestmark = pytest.mark.slow

MODULE = """
import numpy as np
def flag(people):
    assert "y" not in people and set(people["sex"]) <= {"f", "m"}
    return (people["income"] + 0.3 * (people["sex"] == "m") < 0).astype(int)
def approve(people):
    return np.where(people["income"] < 0, "bad", "good")
def never(people):
    raise AssertionError("asked")
def score(people):
    return 1 / (1 + np.exp(3 * people["income"]))
"""
ROLES = ("--label", "y", "--groups", "sex", "--individual", "--graph", "none")


@pytest.fixture(scope="module")
def frame():
    rng = np.random.default_rng(0)
    sex = rng.choice(["f", "m"], 800, p=[0.4, 0.6])
    income = (rng.normal(size=800) + 0.6 * (sex == "m")).round(3)
    bad = rng.random(800) < 1 / (1 + np.exp(2 * income))
    table = pd.DataFrame({"sex": sex, "income": income, "home": rng.choice(["a", "b"], 800)})
    return table.assign(cost=rng.integers(1, 9, 800), y=bad.astype(int))


@pytest.fixture
def audit(audit_typed, monkeypatch, tmp_path, frame):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.delitem(sys.modules, "bank", raising=False)
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    few = partial(TwinSettings, replicates=0, draws=1)
    monkeypatch.setattr("fairlab.commands.typed_graph.TwinSettings", few)
    frame.to_csv("people.csv", index=False)
    Path("bank.py").write_text(MODULE)

    def run(model, *arguments, roles=ROLES):
        words = ("--model", model, "--data", "people.csv", *roles, *arguments, "--json", "a.json")
        code, out, err = audit_typed(*words)
        found = json.loads(Path("a.json").read_text()) if code == 0 else {}
        return code, found, " ".join((out + err).split())

    return run


def score(rows):
    return 1 / (1 + np.exp(3 * rows["income"]))


def highest_tenth(frame):
    cut = np.sort(score(frame))[-80]
    return lambda rows: score(rows) >= cut


def costly(rows):
    missing = score(rows) * rows["cost"]
    return missing >= 1 - score(rows)


KINDS = {
    "flags": (
        ("bank:flag",),
        lambda frame: lambda rows: rows["income"] + 0.3 * (rows["sex"] == "m") < 0,
    ),
    "labels": (
        ("bank:approve", "--approve", "good"),
        lambda frame: lambda rows: rows["income"] < 0,
    ),
    "a budget": (("bank:score", "--budget", "0.1"), highest_tenth),
    "costs of each person": (
        ("bank:score", "--costs", "FP=1,FN=cost"),
        lambda frame: costly,
    ),
}


@pytest.mark.parametrize("name", KINDS)
def test_its_rates_are_those_of_the_same_decisions_in_memory(audit, frame, name):
    arguments, decides = KINDS[name]
    code, found, said = audit(*arguments)
    assert code == 0, said
    data = Dataset("people", frame, "y", ("sex",))
    how = TwinSettings("none", uncaused=("sex",), replicates=0, draws=1)
    expected = audit_individual(data, data, decides(frame), "sex", how).rates
    shown = pd.DataFrame(found["individual"])
    assert shown["value"].to_numpy(float) == pytest.approx(expected["value"], nan_ok=True)
    assert shown.loc[0, "value"] > 0.02
    assert "person by person: sex" in said
    assert " --attribute sex --calibrate 6" in said
    assert "--json a.json --attribute" not in said  # which the next one would write over
    assert "What sex moves" in Path("audit-people.html").read_text()


def test_without_labels_what_was_decided_stands_in_their_place(audit, frame):
    frame.drop(columns="y").to_csv("people.csv", index=False)
    code, found, said = audit("bank:flag", roles=("--groups", "sex", "--individual"))
    assert code == 0, said
    assert pd.DataFrame(found["individual"])["value"].max() > 0.1


def test_a_column_that_the_model_does_not_read_may_come_before(audit):
    code, found, said = audit("bank:flag", "--ignore", "home", "--before", "home")
    assert code == 0, said
    [told] = found["told"]
    assert (told["attribute"], told["name"], told["by"]) == ("sex", "home", "--before")
    assert found["assumed"] == [{"attribute": "sex", "what": "exogenous", "name": "sex"}]


MISTAKES = {
    "how, and not asked": (("bank:never", "--before", "home"), "Add --individual"),
    "no such column": (("bank:never", "--individual", "--before", "hme"), "Did you mean 'home'?"),
    "no such attribute": (("bank:never", "--individual", "--attribute", "sx"), "no column 'sx'"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_mistakes_in_words(audit, name):
    arguments, word = MISTAKES[name]
    code, _, said = audit(*arguments, roles=ROLES[:4])
    assert (code, word in said) == (2, True), said


def test_a_table_of_decisions_cannot_be_asked(audit_typed, audit):
    code, out, err = audit_typed("people.csv", "--individual")
    assert code == 2
    assert "--individual belongs to a recorded run or a --model" in " ".join((out + err).split())
