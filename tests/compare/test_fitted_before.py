"""A model that was fitted before may have seen anybody, and that is said."""

import numpy as np
import pandas as pd
import pytest
from sklearn.calibration import CalibratedClassifierCV
from sklearn.frozen import FrozenEstimator
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from fairlab.compare.fitted_before import fitted_before
from fairlab.experiment.strategy import Strategy

FITTED = LogisticRegression().fit(np.array([[0.0], [1.0]]), [0, 1])
SCALED = StandardScaler().fit(np.array([[0.0], [1.0]]))


def runs_of(*models):
    made = [Strategy(f"s{at}", model) for at, model in enumerate(models)]
    rows = [{"strategy": one.name, **one.params()} for one in made]
    return pd.DataFrame(rows).rename(columns=lambda n: n if n == "strategy" else f"params.{n}")


@pytest.mark.parametrize(
    "model",
    [
        FrozenEstimator(FITTED),
        CalibratedClassifierCV(FrozenEstimator(FITTED)),
        make_pipeline(FrozenEstimator(SCALED), LogisticRegression()),
    ],
)
def test_a_frozen_model_is_told_wherever_it_stands(model):
    said = fitted_before(runs_of(LogisticRegression(), model))
    assert said.startswith("The model of s1 was fitted before")


def test_models_that_learn_in_their_folds_are_not_told():
    assert fitted_before(runs_of(LogisticRegression(), make_pipeline(LogisticRegression()))) == ""
