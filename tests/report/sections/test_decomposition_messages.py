"""Parts of a gap are told by twins of the group that is flagged more often."""

import numpy as np
import pandas as pd

from fairlab.causal.twins.decomposition import PARTS
from fairlab.report.sections.decomposition_messages import gap_sentence

OF_M = [0.157, 0.0, 0.213, 0.0, -0.056]
OF_F = [-0.157, 0.0, -0.218, 0.0, 0.061]


def test_no_order_of_levels_decides_whose_twins_tell():
    table = pd.DataFrame([OF_M, OF_F], columns=PARTS).assign(group=["m", "f"], to=["f", "m"])
    table = table.assign(**{f"{part}_{end}": np.nan for part in PARTS for end in ("low", "high")})
    said = "f are flagged more often than m, by 15.7 points: 0.0 as the model looks at the "
    said += "attribute, 21.8 through what it changes, -6.1 otherwise."
    assert {gap_sentence(table), gap_sentence(table[::-1])} == {said}
