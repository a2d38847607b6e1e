"""Rates per group as a table, also where nobody is flagged and so nothing is known of precision."""

import numpy as np
import pandas as pd

from fairlab.audit import audit_groups
from fairlab.audit.registry import rates
from fairlab.report.sections.group_rates import group_sheet


def test_a_rate_that_is_undefined_in_every_group_and_run_is_told_as_such():
    sex = pd.DataFrame({"sex": pd.Categorical(np.resize(["f", "m"], 40))})
    audit = audit_groups(np.resize([0, 0, 1], 40), np.zeros(40, int), sex)
    groups = audit[audit["kind"] == "group"].assign(strategy="baseline", seed=0)
    shown = [rate for rate in rates() if rate.name in ("precision", "recall")]
    sheet = group_sheet(groups, shown)
    assert [row[:3] for row in map(list, sheet.rows)] == [
        ["sex", "f", "baseline"],
        ["sex", "m", "baseline"],
    ]
    (precision, _, recall, _) = sheet.rows[0][3:]
    assert [rate.name for rate in shown] == ["precision", "recall"]
    assert precision == "-"
    assert recall == "0 %"
