"""The gate as CI meets it: an exit code and a sentence."""

import numpy as np
import pandas as pd
import pytest

from fairlab.audit import audit_groups
from fairlab.audit.metric_names import fairness_metrics, fairness_notes
from fairlab.commands.gate import gate_session
from fairlab.errors import RequestError
from fairlab.record import Ledger

pytestmark = pytest.mark.slow

PARAMS = {"vary": "both", "split.test": "drawn", "rows.train": 60, "rows.test": 20}
PARITY = "fair.sex/recall_parity"


@pytest.fixture
def ask(store, finished_run):
    """Write three seeds of a strategy that catches half of the women that it should."""
    ledger = Ledger(store, "toy")
    for seed in range(3):
        rng = np.random.default_rng(seed)
        sex = pd.DataFrame({"sex": pd.Categorical(np.repeat(["f", "m"], 300))})
        flagged = rng.random(600) < np.repeat([0.4, 0.8], 300)
        audit = audit_groups([1] * 600, flagged, sex)
        ledger.write(
            *finished_run(
                seed=seed,
                key=f"{seed:016x}",
                params=PARAMS,
                metrics={**fairness_metrics(audit), "test/recall": flagged.mean()},
                notes=fairness_notes(audit),
                tables={"groups": audit},
                predictions=pd.DataFrame({"y": 1, "score": 0.5, "flagged": flagged}),
            )
        )

    def call(most=(), least=(), strategy=None, run=None, policy=None):
        return gate_session(most, least, strategy, run, None, (), store.uri, policy)

    call.run_id = ledger.table()["run_id"][0]
    return call


@pytest.mark.slow
@pytest.mark.parametrize(
    ("limit", "code", "word"),
    [(0.2, 1, "Broken"), (0.8, 0, "Kept"), (0.55, 2, "Cannot be told")],
)
@pytest.mark.parametrize("alone", [False, True])
def test_the_exit_code_says_what_became_of_a_limit(ask, capsys, limit, code, word, alone):
    assert ask([f"{PARITY}={limit}"], run=ask.run_id if alone else None) == code
    said = capsys.readouterr().out
    assert said.startswith(f"{word}: {PARITY} of baseline")
    assert ("over 3 seeds" in said) != alone
    assert "--min-size" not in said  # no group is small
    assert "interval" not in said
    assert "(p) on the side" in said.replace("\n", " ")


def test_details_can_be_limited_too_and_what_is_undefined_is_told_why(ask, capsys):
    assert ask(["fair.sex/recall_floor_95=0.9"]) == 0
    assert ask(["fair.sex/equalized_odds_difference=0.9"]) == 2
    assert "is undefined (no negatives)" in capsys.readouterr().out


def test_several_limits_are_told_one_by_one_and_the_worst_counts(ask, capsys):
    assert ask([f"{PARITY}=0.2"], ["test/recall=0.5"], strategy="baseline") == 1
    first, second, *more = capsys.readouterr().out.splitlines()
    assert "In brackets: the 95 % interval" in " ".join(more)
    assert first.startswith("Broken")
    assert second.startswith("Kept: test/recall of baseline must be at least 0.5 and is 0.")


def test_mistakes_are_told(ask, store):
    with pytest.raises(RequestError, match="'baseline'"):
        ask(["test/recall=0.5"], strategy="base_line")
    with pytest.raises(RequestError, match="There is no run"):
        ask(["test/recall=0.5"], run="f" * 32)
    with pytest.raises(RequestError, match="leave out --strategy"):
        ask(["test/recall=0.5"], strategy="baseline", run=ask.run_id)
    other = store.client.create_run(store.experiment("toy/audit")).info.run_id
    with pytest.raises(RequestError, match="no run of a strategy"):
        ask(["test/recall=0.5"], run=other)
    store.client.set_tag(other, "fairlab.kind", "fit")
    for tag, value in {"strategy": "lean", "seed": "3"}.items():
        store.client.set_tag(other, f"fairlab.{tag}", value)
    with pytest.raises(RequestError, match="one training, made for lean with seed 3"):
        ask(["test/recall=0.5"], run=other)
    store.client.update_run(ask.run_id, status="KILLED")
    with pytest.raises(RequestError, match="not finished"):
        ask(["test/recall=0.5"], run=ask.run_id)


def test_a_policy_asks_for_what_runs_must_have_measured(ask, capsys, tmp_path):
    policy = tmp_path / "policy.toml"
    policy.write_text('attributes = ["sex"]\n[max]\nrecall_parity = 0.8\n[margins]\ngap = 0.2')
    assert ask(policy=policy) == 0
    told = capsys.readouterr().out
    assert "The policy policy.toml, SHA-256 " in told
    assert "its margins say what audit FILE finds alike, and move no limit" in told
    policy.write_text('attributes = ["sex", "age"]\n[max]\nrecall_parity = 0.8\n')
    assert ask(policy=policy) == 3
    assert "Not measured: fair.age/recall_parity of baseline" in capsys.readouterr().out
