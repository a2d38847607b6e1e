import numpy as np
import pandas as pd
import pytest

from fairlab.causal import Dag, TwinSettings, audit_individual
from fairlab.data import Dataset

RNG = np.random.default_rng(0)
N = 4000


def world():
    """Sex acts itself, through income, and goes with a region that acts too."""
    region = RNG.normal(size=N)
    sex = (region + RNG.logistic(size=N) > 0).astype(int)
    income = sex + RNG.normal(size=N)
    table = pd.DataFrame({"sex": sex, "region": region, "income": income})
    return table.assign(bad=(income + RNG.normal(size=N) > 1).astype(int))


def flags(rows):
    return rows["income"] + 0.5 * rows["sex"] + rows["region"] > 1


def test_a_spread_is_as_wide_as_the_formula_says_where_there_is_one():
    data = Dataset("people", world(), "bad", ("sex",))
    dag = Dag.from_edges([("region", "sex"), ("sex", "income")])
    how = TwinSettings("given", graph=dag, replicates=4, draws=1, allowed=("income",))
    rows = audit_individual(data, data, flags, "sex", how).decomposition.set_index("group")
    share = flags(data.frame).groupby(data.frame["sex"]).agg(["mean", "count"])
    errors = np.sqrt(share["mean"] * (1 - share["mean"]) / share["count"])
    reach = (rows["gap_high"] - rows["gap_low"]) / 2
    assert reach.to_numpy() == pytest.approx(3.182 * np.hypot(*errors), rel=1e-3)  # t, 3 degrees
    # What goes through income moves with the model too, what the model looks at does not.
    women = data.frame[data.frame["sex"] == 0]
    alone = (flags(women.assign(sex=1)).astype(int) - flags(women)).std(ddof=0) / len(women) ** 0.5
    reach = (rows["direct_high"] - rows["direct_low"])["0"] / 2
    assert reach == pytest.approx(3.182 * alone, rel=1e-3)
    moved = flags(women.assign(sex=1, income=women["income"] + 1)).astype(int)
    of_people = (moved - flags(women.assign(sex=1))).std(ddof=0) / len(women) ** 0.5
    assert (rows["allowed_high"] - rows["allowed_low"])["0"] / 2 > 3.182 * 0.95 * of_people
    for name in ("direct", "allowed", "spurious"):
        assert (rows[f"{name}_low"] < rows[name]).all()
        assert (rows[name] < rows[f"{name}_high"]).all()


@pytest.mark.parametrize("allowed", [(), ("income",)])
def test_a_gap_is_the_sum_of_its_parts(allowed):
    data = Dataset("people", world(), "bad", ("sex",))
    dag = Dag.from_edges([("region", "sex"), ("sex", "income")])
    how = TwinSettings("given", graph=dag, replicates=0, allowed=allowed)
    audit = audit_individual(data, data, flags, "sex", how)
    rows = audit.decomposition.set_index("group")
    parts = rows[["direct", "indirect", "allowed", "spurious"]]
    assert parts.sum(axis=1).to_numpy() == pytest.approx(rows["gap"].to_numpy())
    through = "allowed" if allowed else "indirect"
    women = data.frame[data.frame["sex"] == 0]
    alone = flags(women.assign(sex=1)).mean() - flags(women).mean()
    both = flags(women.assign(sex=1, income=women["income"] + 1)).mean() - flags(women).mean()
    assert rows.loc["0", "direct"] == pytest.approx(alone)
    assert rows.loc["0", through] == pytest.approx(both - alone, abs=0.02)
    assert rows.loc["0", "spurious"] > 0.05
    assert rows.loc["0", "indirect" if allowed else "allowed"] == pytest.approx(0, abs=1e-9)
