"""The answer of an audit of one run or source."""

import pandas as pd

from fairlab.audit import audit_groups
from fairlab.report.audit_page import audit_answer


def _audit(y, flagged):
    groups = pd.DataFrame({"sex": pd.Categorical(["f"] * 10 + ["m"] * 10)})
    return audit_groups(y, flagged, groups)


def test_nobody_to_compare_is_said_and_not_called_none_that_differ():
    (sentence,) = audit_answer(_audit([0] * 20, [0] * 20), [])
    assert "cannot be compared" in sentence


def test_comparisons_that_chance_can_make_are_counted():
    (sentence,) = audit_answer(_audit([1] * 20, [1, 0] * 10), [])
    assert "none of 2 comparisons" in sentence


def test_a_difference_beyond_chance_is_named():
    (sentence,) = audit_answer(_audit([1] * 20, [1] * 10 + [0] * 10), [])
    assert "`sex` recall parity" in sentence
