"""The individual audit of all nine attributes of the study, at its size, on two cores.

    python -m bench people

Asked about are the 43,287 rows of the test set, with the settings of ``fairlab audit
--individual``: the graph by FCI and none beside it, five draws of twins, ten bootstrap samples.
There is no peer; the model is not what is measured, so its trees are few.
"""

import time

import numpy as np
import pandas as pd

from bench.timing import row, timed
from fairlab.causal import TwinSettings
from fairlab.data import telecom
from fairlab.experiment.individual_audit import audit_people
from fairlab.experiment.inquiry import inquiry_of_test_set
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB

STUDY, SMALL, JOBS = 536_243, 10_000, 2


def rows(quick: bool = False) -> pd.DataFrame:
    """Time the audits by the clock: name, ours_s, peer_s, ratio, goal and note."""
    data = telecom(rows=SMALL if quick else STUDY)
    parts = data.split(0)
    model = TunedXGB(trials=1, trees=50, params={"max_depth": 6, "learning_rate": 0.1})
    fitted = Strategy("baseline", model).fit(parts, 0)
    inquiry = inquiry_of_test_set(fitted, parts)
    asked = data.sensitive[:2] if quick else data.sensitive

    audits, spent = timed(
        lambda: list(audit_people(inquiry, asked, TwinSettings(), jobs=JOBS)),
        time.perf_counter,
    )
    moved = [len(audit.graph.descendants) for audit in audits]
    name = f"individual audit, {len(asked)} attributes, {parts.train.rows:,} training rows"
    note = (
        f"seconds of the clock, {JOBS} processes; {parts.test.rows:,} people asked about; "
        f"{min(moved)} to {max(moved)} columns move with an attribute"
    )
    return pd.DataFrame([row(name, np.array([spent]), None, "" if quick else "300 s", note)])
