"""Files of decisions as they are typed: what is guessed, said, written, and how it ends."""

import io
import json
import sys
from hashlib import sha256
from pathlib import Path
from shutil import copy

import numpy as np
import pandas as pd
import pytest

from fairlab.record import open_store

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def frame():
    rng = np.random.default_rng(7)
    n = 1500
    found = pd.DataFrame({"id": range(n), "sex": rng.choice(["f", "m"], n)})
    found["age"] = rng.integers(18, 80, n)
    found["y_true"] = (rng.random(n) < 0.3).astype(int)
    found["score"] = (rng.random(n) / 2 + found["y_true"] * 0.3).round(4)
    found["y_pred"] = (found["score"] > 0.5).astype(int)
    return found


@pytest.fixture
def audit(audit_typed, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    return audit_typed


def test_columns_are_guessed_told_and_the_page_is_written(audit, frame, tmp_path):
    frame.to_csv("preds.csv", index=False)
    code, out, _ = audit("preds.csv")
    assert code == 0
    assert "In brackets: what a rate is a share of" in out
    typed = "--label y_true --score score --decision y_pred --groups sex,age"
    assert f"fairlab audit preds.csv {typed}" in out
    page = (tmp_path / "audit-preds.html").read_text()
    assert "<h2>Approvals and impact ratios</h2>" in page
    assert "<h2>Scores by group (y_pred)</h2>" in page
    assert not (tmp_path / "mlflow.db").exists()
    again = audit("preds.csv", *typed.split())[1]
    assert "Read as:" not in again
    assert again.endswith(out.partition("- 1,500 people")[2])
    limited = out.rpartition("Limit it: fairlab audit ")[2].partition(" (exits with 1")[0]
    code, out, _ = audit(*limited.split())
    assert code in (0, 1, 2)
    assert "/adverse_impact_ratio of y_pred must be at least 0.8" in out
    assert "Limit it:" not in out


def test_a_limit_is_proposed_that_can_be_broken_and_none_where_it_cannot_be_tested(
    audit, frame, monkeypatch
):
    frame.assign(w=2.0).to_csv("preds.csv", index=False)
    asked = ["preds.csv", "--score", "score", "--threshold", 0.5, "--groups", "sex"]
    assert "--max fair.sex/recall_parity=0.1" in audit(*asked)[1]
    assert "Limit it:" not in audit(*asked, "--weight", "w")[1]
    frame.drop(columns="y_true").to_csv("preds.csv", index=False)
    monkeypatch.setattr(sys, "prefix", str(Path.cwd() / ".venv"))
    said = audit(*asked)[1]
    assert "--min fair.sex/adverse_impact_ratio=0.8" in said
    assert said.count(" .venv/bin/fairlab audit preds.csv") == said.count("fairlab audit") == 1


def test_no_audit_is_written_over_another_and_each_over_its_own(audit, frame):
    frame.assign(sex=frame["sex"].str.upper()).to_csv("preds.csv", index=False)
    Path("audit-preds.html").write_text("<title>written by hand</title>")
    asked = ["preds.csv", "--label", "y_true", "--score", "score", "--groups", "sex"]
    assert "audit-preds-2.html (" in audit(*asked)[1]
    out = audit(*asked, "--threshold", 0.6)[1]
    assert "The page: audit-preds-3.html (" in out
    assert "; audit-preds.html is of another audit" in out
    assert "audit-preds-2.html (" in audit(*asked)[1]
    assert Path("audit-preds.html").read_text() == "<title>written by hand</title>"
    assert len([*Path().glob("*.html")]) == 3


def test_both_readings_of_a_decision_are_commands_and_a_word_that_denies_is_told(audit, frame):
    said = frame["y_pred"].map({0: "approve", 1: "Reject"})
    frame[["sex"]].assign(decision=said).to_csv("decisions.csv", index=False)
    code, out, err = audit("decisions.csv")
    assert (code, "say which one approves" in err) == (2, True)
    typed = "fairlab audit decisions.csv --decision decision --approve {} --groups sex"
    assert out == f"Either: {typed.format('approve')} Or: {typed.format('Reject')}"
    wrong = audit(*typed.format("Reject").split()[2:])[1]
    assert "'Reject' is approved, everything else is flagged. By its word 'Reject' denies" in wrong
    assert "By its word" not in audit(*typed.format("approve").split()[2:])[1]


def test_columns_that_nobody_reads_are_named_where_the_outcome_is_unknown(audit, frame):
    kept = frame[["y_pred", "sex"]].assign(outcome_12m=frame["y_true"])
    kept.to_csv("preds.csv", index=False)
    assert "Not read: outcome_12m (--label" in audit("preds.csv")[1]
    kept.drop(columns="outcome_12m").to_csv("preds.csv", index=False)
    assert "Not read:" not in audit("preds.csv")[1]


@pytest.mark.slow
def test_a_file_of_excel_and_one_of_pandas_say_the_same(audit, frame):
    frame.to_csv("excel.csv", index=False, sep=";", decimal=",")
    frame.set_index("id").to_parquet("pandas.parquet")
    frame.to_csv("zipped.csv.gz", index=False)
    told = []
    for name in ("excel.csv", "pandas.parquet", "zipped.csv.gz"):
        assert audit(name, "--json", "a.json")[0] == 0
        found = json.loads(Path("a.json").read_text())
        told.append(found["statements"])
    assert told[0] == told[1] == told[2]


def test_standard_input(audit, frame, monkeypatch):
    raw = io.BytesIO(frame.to_csv(index=False).encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(raw))
    code, out, _ = audit("-")
    assert code == 0
    assert "audit-input.html" in out


def test_limits_end_as_those_of_the_gate_and_nothing_is_guessed(audit, frame):
    frame.to_csv("preds.csv", index=False)
    limits = ("--max", "fair.sex/recall_parity=0.5", "--min", "test/auc=0.7")
    code, _, err = audit("preds.csv", *limits)
    assert code == 2
    assert "nothing is guessed" in err
    named = ("--label", "y_true", "--score", "score", "--threshold", 0.5, "--groups", "sex")
    assert "Name it: --label" in audit("preds.csv", *named[2:], *limits)[2]
    undecided = named[:4] + named[6:]
    assert "Or cut the score instead: --threshold" in audit("preds.csv", *undecided, *limits)[2]
    assert audit("preds.csv", *named, *limits)[0] == 0
    assert audit("preds.csv", *named, "--min", "test/auc=0.99")[0] == 1


@pytest.mark.parametrize(("typed", "flagged"), [("0", 400), ("0.0", 400)])
def test_a_threshold_of_zero_is_one(audit, typed, flagged):
    made = pd.DataFrame({"score": np.tile([0.25, 0.75], 200), "sex": np.repeat(["f", "m"], 200)})
    made.to_csv("preds.csv", index=False)
    asked = ("--score", "score", "--groups", "sex", "--threshold", typed, "--json", "-")
    code, out, _ = audit("preds.csv", *asked)
    assert (code, json.loads(out)["flagged"]) == (0, flagged)


def test_two_candidates_are_both_told(audit, frame):
    frame.assign(approved=1).to_csv("preds.csv", index=False)
    code, _, err = audit("preds.csv")
    assert code == 2
    assert "--decision y_pred or --decision approved" in err


def test_challengers_are_held_against_the_first(audit, frame):
    frame.assign(other=frame["score"][::-1].to_numpy()).to_csv("preds.csv", index=False)
    code, out, _ = audit(
        "preds.csv", "--score", "score", "--score", "other", "--budget", "0.1",
        "--label", "y_true", "--groups", "sex", "--csv", "a.csv",
    )  # fmt: skip
    assert code == 0
    assert "other against score" in out
    statements = pd.read_csv("a.csv")
    assert {"accuracy", "audit", "changes", "gaps left"} == set(statements["family"])


def test_options_of_runs_and_of_files_do_not_mix(audit, frame):
    frame.to_csv("preds.csv", index=False)
    assert "--strategy belongs to a recorded run" in audit("preds.csv", "--strategy", "a")[2]
    assert "--label belongs to a file" in audit("--label", "y")[2]
    assert "--record and --no-record" not in audit("preds.csv")[2]


def test_a_parquet_file_that_claims_too_much_is_not_opened(audit, frame):
    frame.to_parquet("preds.parquet")
    assert "--max-rows 1500" in audit("preds.parquet", "--max-rows", "100")[2]


def test_an_audit_is_recorded_where_that_is_asked_for(audit, frame, template_store):
    copy(template_store, "mlflow.db")
    frame.to_csv("preds.csv", index=False)
    code, out, err = audit("preds.csv", "--record", "--store", "sqlite:///mlflow.db")
    assert code == 0, err
    assert "experiment fairlab/preds/audit" in out
    store = open_store("sqlite:///mlflow.db")
    (run,) = store.client.search_runs([store.experiments()["fairlab/preds/audit"]])
    assert "fair.sex/adverse_impact_ratio" in run.data.metrics
    assert 0.5 < run.data.metrics["test/auc"] < 1


def test_scores_that_are_high_for_good_people_are_told(audit, frame):
    frame.assign(score=-frame["score"]).drop(columns="y_pred").to_csv("preds.csv", index=False)
    code, out, _ = audit("preds.csv", "--budget", "0.1")
    assert code == 0
    assert "Is a high score a good one?" in out
    assert "it is no probability" in out


def test_a_policy_asks_for_what_must_be_measured(audit, frame):
    frame.to_csv("preds.csv", index=False)
    text = 'attributes = ["sex", "race"]\nmeasures = ["adverse_impact_ratio"]\n'
    Path("policy.toml").write_text(text)
    named = ("--label", "y_true", "--score", "score", "--threshold", 0.5, "--groups", "sex")
    code, out, _ = audit("preds.csv", *named, "--policy", "policy.toml")
    assert code == 3
    assert "Not measured: fair.race/adverse_impact_ratio of score" in out
    Path("policy.toml").write_text('attributes = ["sex"]\n[min]\n"test/auc" = 0.7\n')
    assert audit("preds.csv", *named, "--policy", "policy.toml")[0] == 0
    assert "nothing is guessed" in audit("preds.csv", "--policy", "policy.toml")[2]


def test_the_margins_of_a_policy_hold_and_its_hash_is_on_the_page(audit, frame):
    frame.to_csv("preds.csv", index=False)
    text = 'attributes = ["sex"]\nmeasures = ["recall_parity"]\n[margins]\nprecision = 0.9\n'
    Path("policy.toml").write_text(text)
    named = ("--label", "y_true", "--score", "score", "--threshold", 0.5, "--groups", "sex")
    code, out, _ = audit("preds.csv", *named, "--policy", "policy.toml")
    assert code == 0
    assert "precision within 0.9 by sex" in out
    assert sha256(text.encode()).hexdigest() in Path("audit-preds.html").read_text()


def test_words_are_read_by_people_and_names_stay_in_files(audit, frame):
    frame.to_csv("preds.csv", index=False)
    words = ("--words", "sex=Sex at birth", "--words", "sex:f=female")
    named = ("--label", "y_true", "--score", "score", "--groups", "sex", "--json", "a.json")
    code, out, _ = audit("preds.csv", *named, "--csv", "a.csv", *words)
    assert code == 0
    assert "Sex at birth: female against m" in out
    page = Path("audit-preds.html").read_text()
    assert "Sex at birth" in page
    assert "female" in page
    assert set(pd.read_csv("a.csv")["attribute"].dropna()) == {"sex"}
    assert {row["group"] for row in json.loads(Path("a.json").read_text())["groups"]} >= {"f", "m"}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("race=Race", "which is not among the groups"),
        ("sex=", "write COLUMN=WORDS"),
    ],
)
def test_words_of_nothing_are_refused(audit, frame, typed, told):
    frame.to_csv("preds.csv", index=False)
    code, _, err = audit("preds.csv", "--label", "y_true", "--groups", "sex", "--words", typed)
    assert code == 2
    assert told in err


def test_a_file_that_is_not_there_is_told_with_the_nearest(audit, frame):
    frame.to_csv("preds.csv", index=False)
    assert "There is no file pred.csv. Did you mean 'preds.csv'?" in audit("pred.csv")[2]
