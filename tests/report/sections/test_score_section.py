"""What is said of scores by group."""

from dataclasses import replace

import numpy as np
import pandas as pd

from fairlab.audit.sources import AuditSource
from fairlab.report.sections.score_section import score_section


def test_a_thin_line_is_spoken_of_where_one_is_drawn():
    score = pd.Series(np.linspace(0, 1, 100))
    sex = pd.DataFrame({"sex": pd.Categorical(np.resize(["f", "m"], 100))})
    source = AuditSource("t", "", None, score >= 0.5, sex, score)

    def shown(threshold):
        section = score_section(replace(source, threshold=threshold))
        drawn = 'stroke-width="0.8"' in section.panels[0].pictures[0].svg
        return drawn, "thin line is the threshold" in section.text

    assert shown(0.5) == (True, True)
    assert shown(None) == shown(7) == (False, False)
