"""Decisions side by side: the design is the one that the runs were made in."""

import numpy as np
import pandas as pd
import pytest
from sklearn.tree import DecisionTreeClassifier

from fairlab.compare.decided_people import decided_people
from fairlab.data import Dataset
from fairlab.experiment.design import Design
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.strategy import Strategy

ROWS = 120
TABLE = pd.DataFrame({"age": range(ROWS), "when": range(ROWS), "bad": [0, 0, 1] * (ROWS // 3)})
PEOPLE = pd.DataFrame({"y": TABLE["bad"], "group.sex": ["f", "m"] * (ROWS // 2)})


def design_of(data: Dataset, design: Design) -> str:
    spec = RunSpec(Strategy("tree", DecisionTreeClassifier()), data.identity, 0, design=design)
    params = {f"params.{name}": value for name, value in spec.params.items()}
    runs = pd.DataFrame([{"run_id": "a", "strategy": "tree", "seed": 0, **params}])
    judged = np.arange(ROWS)
    fold = np.zeros(ROWS, int) if design.kind == "holdout" else judged % design.folds
    made = pd.DataFrame({"row": judged, "fold": fold, "flagged": 0, "score": 0.5})
    return decided_people(runs, lambda _: {"predictions": made}, PEOPLE).design


@pytest.mark.parametrize(
    ("time", "kind", "expected"),
    [
        (None, "folds", "folds"),
        ("when", "folds", "rolling"),
        (None, "holdout", "holdout"),
        ("when", "holdout", "holdout"),
    ],
)
def test_people_are_judged_in_the_design_of_their_runs(time, kind, expected):
    data = Dataset("people", TABLE, "bad", time=time)
    assert design_of(data, Design(kind)) == expected
