"""What stands beside an answer is held to the test that the answer has passed."""

import numpy as np
import pandas as pd

from fairlab.causal import Dag, TwinSettings, audit_individual
from fairlab.causal.effects import NOT_BESIDE
from fairlab.data import Dataset
from fairlab.report.sections.individual_messages import verdict


def test_no_rate_without_discovery_stands_beside_where_its_twins_are_told_from_people():
    rng = np.random.default_rng(0)
    sex, pay, noise = rng.integers(0, 2, 600), rng.normal(size=600), rng.normal(size=600)
    # Debt goes up with pay in one group and down in the other: moved apart, they do not fit.
    table = pd.DataFrame({"sex": sex, "pay": pay, "debt": (2 * sex - 1) * pay + 0.3 * noise})
    people = Dataset("people", table.assign(bad=rng.integers(0, 2, 600)), "bad", ("sex",))
    drawn = Dag.from_edges([("sex", "pay"), ("sex", "debt"), ("pay", "debt")])
    found = audit_individual(
        people,
        people,
        lambda rows: rows["pay"] + rows["debt"] > 1,
        "sex",
        TwinSettings("given", drawn, replicates=0),
    )
    assert not found.withheld
    assert found.rates.loc[found.rates["rate"] == "FR1", "value"].gt(0.1).all()
    assert found.rates["none"].isna().all()
    assert NOT_BESIDE in found.notes
    assert "without discovery" not in verdict(found)
