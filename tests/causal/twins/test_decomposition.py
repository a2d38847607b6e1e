import numpy as np
import pytest

from fairlab.causal import TwinSettings, audit_individual
from tests.causal.parts import DAG, flags, people, true_parts

N = 4000


@pytest.fixture(scope="module")
def drawn():
    return people(N)


def parts(drawn, **how):
    data = drawn.data
    settings = TwinSettings("given", graph=DAG, **how)
    return audit_individual(data, data, flags, "sex", settings).decomposition.set_index("group")


def test_a_spread_is_as_wide_as_the_formula_says_where_there_is_one(drawn):
    rows = parts(drawn, replicates=4, draws=1, allowed=("income",))
    frame = drawn.data.frame
    share = flags(frame).groupby(frame["sex"]).agg(["mean", "count"])
    errors = np.sqrt(share["mean"] * (1 - share["mean"]) / share["count"])
    reach = (rows["gap_high"] - rows["gap_low"]) / 2
    assert reach.to_numpy() == pytest.approx(3.182 * np.hypot(*errors), rel=1e-3)  # t, 3 degrees
    # What goes through income moves with the model too, what the model looks at does not.
    women = (frame["sex"] == 0).to_numpy()
    alone = flags(frame.assign(sex=1))[women].astype(int) - flags(frame)[women]
    of_women = alone.std(ddof=0) / len(alone) ** 0.5
    assert (rows["direct_high"] - rows["direct_low"])["0"] / 2 == pytest.approx(
        3.182 * of_women, rel=1e-3
    )
    moved = flags(drawn.twins)[women].astype(int) - flags(drawn.twins_of_same_income)[women]
    of_people = moved.std(ddof=0) / len(moved) ** 0.5
    assert (rows["allowed_high"] - rows["allowed_low"])["0"] / 2 > 3.182 * 0.95 * of_people
    for name in ("direct", "indirect", "allowed", "spurious"):
        assert (rows[f"{name}_low"] < rows[name]).all()
        assert (rows[name] < rows[f"{name}_high"]).all()


@pytest.mark.parametrize("allowed", [(), ("income",)])
def test_a_gap_is_the_sum_of_parts_that_are_true(drawn, allowed):
    rows, true = parts(drawn, replicates=0, allowed=allowed), true_parts(drawn)
    if not allowed:
        true["indirect"] += true.pop("allowed")
        assert rows.pop("allowed").abs().max() < 1e-9
    told = rows[true.columns]
    assert told.drop(columns="gap").sum(axis=1).to_numpy() == pytest.approx(told["gap"].to_numpy())
    assert told[["gap", "direct"]].to_numpy() == pytest.approx(true[["gap", "direct"]].to_numpy())
    assert told.to_numpy() == pytest.approx(true.to_numpy(), abs=0.02)
