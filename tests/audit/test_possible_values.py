"""No band says that a share could be above 1."""

import numpy as np
import pandas as pd
import pytest

from fairlab.audit.basic_statistics import basic_statistics
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.audit.statements import accuracy_of, audit_of, changes_against


@pytest.fixture(scope="module")
def of_few():
    """Two seeds of two strategies on a small test set: bands that are wide."""
    rng = np.random.default_rng(0)
    y = (rng.random(200) < 0.3).astype(int)
    groups = pd.DataFrame({"sex": rng.choice(["f", "m"], 200)})
    flags = {name: (rng.random((2, 200)) < p).astype(int) for name, p in (("a", 0.2), ("b", 0.6))}
    scores = {name: rng.random((2, 200)) for name in flags}
    folds = np.zeros((2, 200), int)
    return basic_statistics(OutOfFold(y, groups, folds, flags, scores, design="holdout"))


def test_a_gap_lies_within_1_and_a_change_within_2(of_few):
    gaps, changes = audit_of(of_few, "a"), changes_against(of_few, "a")
    for table, most in ((gaps, 1), (changes[changes["attribute"] != ""], 2)):
        rates = table[~table["metric"].isin(["selection_rate", "approval_rate"])]
        known = rates[rates["low"].notna()]
        assert len(known)
        assert known["low"].min() >= -most
        assert known["high"].max() <= most
        assert known["largest_possible"].abs().max() <= most
    assert (gaps["high"] - gaps["low"]).max() > 1


def test_accuracy_ends_where_its_metric_ends(of_few):
    found = accuracy_of(of_few, "a").set_index("metric")
    assert found["low"].drop(["mcc", "kappa"]).min() >= 0
    assert found["high"].max() <= 1
    assert found.loc[["mcc", "kappa"], "low"].min() >= -1
