"""What ``fairlab compare --why`` says of runs whose parts of the variance can be told or not."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from fairlab.audit import audit_groups
from fairlab.commands.why import show_reasons
from fairlab.compare.paired_seeds import compare
from fairlab.compare.select import compared_metrics, overlap_of
from fairlab.errors import RequestError

ROWS = 200


def tables(run_id: str) -> dict[str, pd.DataFrame]:
    """A run's recorded tables; where the test set is one, so are the labels."""
    vary, strategy, seed = run_id.split("-")
    y = np.random.default_rng(0 if vary in ("model", "given") else int(seed)).random(ROWS) < 0.3
    rng = np.random.default_rng([len(strategy), int(seed)])
    score = rng.random(ROWS) * 0.5 + 0.3 * y
    frame = pd.DataFrame({"y": y.astype(int), "score": score, "flagged": score > 0.4})
    groups = pd.DataFrame({"sex": list("fm") * (ROWS // 2)})
    return {"predictions": frame, "groups": audit_groups(y, frame["flagged"], groups)}


def run(vary: str, strategy: str, seed: int, **more: str) -> dict:
    metrics = {"test/auc": 0.7 + 0.01 * seed, "fair.sex/recall_parity": 0.1 + 0.02 * seed**2}
    params = {"vary": vary, "split.test": "drawn", "rows.train": "480", "rows.test": str(ROWS)}
    params |= {"rows.validation": "120", "seed": str(seed), "model__trials": "5", **more}
    about = {"run_id": f"{vary}-{strategy}-{seed}", "strategy": strategy, "seed": seed}
    about |= {"settings_hash": f"{vary}{strategy}{more}"}
    return about | {f"params.{name}": value for name, value in params.items()} | metrics


def runs_of(*varies: str) -> pd.DataFrame:
    names = ("baseline", "other")
    return pd.DataFrame([run(v, name, seed) for v in varies for name in names for seed in range(4)])


@pytest.fixture
def said(monkeypatch):
    monkeypatch.setattr("fairlab.record.artifacts.run_tables", lambda store, run_id: tables(run_id))

    def call(chosen: pd.DataFrame, every: pd.DataFrame) -> str:
        ledger = SimpleNamespace(store=None, table=lambda: every)
        console = Console(width=120)
        table = compare(compared_metrics(chosen), overlap=overlap_of(chosen))
        with console.capture() as seen:
            show_reasons(ledger, chosen, table, console)
        return " ".join(seen.get().split())

    return call


def test_seeds_that_vary_both_leave_two_questions_and_say_what_answers_them(said):
    runs = runs_of("both")
    text = said(runs, runs)
    assert "rows tested / rows trained on and training, in %" in text
    assert "told apart by the same runs with --vary model" in text
    assert "Each seed tests other rows" in text


def test_runs_of_the_same_settings_that_vary_the_model_answer_both(said):
    every = runs_of("both", "model")
    text = said(every[every["params.vary"] == "both"], every)
    assert "rows tested / rows trained on / training, in %" in text
    assert "Two seeds of baseline differ in " in text
    assert "of 200 decisions" in text
    assert "Each seed tests other rows" not in text


def test_of_one_test_part_no_shares_are_shown_that_cannot_be_told(said):
    runs = runs_of("both").assign(**{"params.split.test": "given"})
    runs["run_id"] = runs["run_id"].str.replace("both", "given")
    text = said(runs, runs)
    assert "Every seed has the same test set: all of the spread" in text
    assert "in % of the variance" not in text


def test_runs_of_other_settings_do_not(said):
    runs = runs_of("both")
    others = pd.DataFrame([run("model", "baseline", s, model__trials="20") for s in range(4)])
    assert "Each seed tests other rows" in said(runs, pd.concat([runs, others], ignore_index=True))


def test_two_versions_of_what_is_needed_are_refused(said):
    runs = runs_of("both", "model")
    runs.loc[runs["run_id"] == "model-other-3", "settings_hash"] = "another"
    with pytest.raises(RequestError, match="other was run"):
        said(runs[runs["params.vary"] == "both"], runs)
