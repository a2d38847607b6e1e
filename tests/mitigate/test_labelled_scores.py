"""What every step of mitigation refuses: labels that are missing, rows in another order."""

import numpy as np
import pandas as pd
import pytest

from fairlab.errors import DataError
from fairlab.learn import TunedXGB
from fairlab.mitigate import FairSMOTE, FlagShare, GroupThresholds, Reweigh, UniformSampling

PEOPLE = pd.DataFrame({"sex": list("ffffmmmm") * 8, "x": np.arange(64.0)})
Y = pd.Series([1, 0, 0, 0, 1, 1, 0, 0] * 8)
SCORE = np.linspace(0, 1, 64)
STEPS = {
    "weights": lambda X, y: Reweigh("sex").weights(X, y),
    "rule": lambda X, y: FlagShare(0.2).fit(y, SCORE, X),
    "rule by group": lambda X, y: GroupThresholds(0.2, sensitive="sex").fit(y, SCORE, X),
    "sampler": lambda X, y: FairSMOTE(sensitive="sex").fit_resample(X, y),
    "sampler by cell": lambda X, y: UniformSampling(sensitive="sex").fit_resample(X, y),
    "model": lambda X, y: TunedXGB(trials=0, trees=2).fit(X, y),
}


@pytest.mark.filterwarnings("ignore:invalid value encountered in cast")  # of scikit-learn's check
@pytest.mark.parametrize("step", STEPS)
def test_a_missing_label_is_refused(step):
    with pytest.raises((DataError, ValueError), match=r"missing|NaN"):
        STEPS[step](PEOPLE, Y.mask(Y.index == 2))


@pytest.mark.parametrize("step", STEPS)
def test_labels_in_another_order_are_refused(step):
    with pytest.raises(DataError, match="in another order"):
        STEPS[step](PEOPLE, Y[::-1])


@pytest.mark.parametrize("step", STEPS)
def test_labels_without_row_labels_are_taken_by_place(step):
    STEPS[step](PEOPLE, Y.to_numpy())
