"""What a rule is handed, and what it and the model may give back."""

import numpy as np
import pandas as pd
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.tree import DecisionTreeClassifier

from fairlab.errors import DataError, RequestError
from fairlab.experiment.steps import FAILED_IN, decided
from fairlab.experiment.strategy import Strategy
from tests.small import small_credit


class Rule(BaseEstimator):
    """A rule whose decisions are made up by a function of the score and the rows."""

    on, needs = "validation", ()

    def __init__(self, make=None, columns=()):
        self.make = make
        self.columns = columns

    def fit(self, y, score, frame=None, reference=None):
        self.seen_ = frame
        return self

    def decide(self, score, frame=None):
        return self.make(score, frame)


class Told(ClassifierMixin, BaseEstimator):
    """A model that gives what a function makes of the number of rows."""

    def __init__(self, make=None):
        self.make = make

    def fit(self, X, y):
        self.classes_ = np.array([0, 1])
        return self

    def predict_proba(self, X):
        return self.make(len(X))


FRAME = pd.DataFrame({"sex": ["f", "m", "f"], "bad": [1, 0, 1]}, index=[7, 3, 5])
SCORE = np.array([0.2, 0.6, 0.9])


class Sampler(BaseEstimator):
    """A sampler that gives what a function makes of rows and labels."""

    def __init__(self, make=None):
        self.make = make

    def fit_resample(self, X, y):
        return self.make(X, y)


@pytest.mark.parametrize(
    ("make", "got"),
    [
        (lambda X, y: None, "None"),
        (lambda X, y: X, "a DataFrame"),
        (lambda X, y: (X, y, y), "3 values"),
        (lambda X, y: (X.to_numpy(), y), "a ndarray as rows"),
        (lambda X, y: (X, None), r"None of shape \(\) as labels of 360 rows"),
        (lambda X, y: (X[:10], y), r"a Series of shape \(360,\) as labels of 10 rows"),
    ],
)
def test_a_sampler_gives_rows_and_a_label_for_each(make, got):
    strategy = Strategy("own", DecisionTreeClassifier(), sampler=Sampler(make))
    with pytest.raises(DataError, match=rf"Sampler\.fit_resample gave {got}\.\n") as told:
        strategy.fit(small_credit().split(0), 0)
    assert getattr(told.value, FAILED_IN) == "sampler (Sampler)"


def test_a_rule_sees_its_own_columns_alone():
    def by_label(score, frame):
        return frame["bad"] == 1

    def by_sex(score, frame):
        assert frame.index.tolist() == [7, 3, 5]
        return frame["sex"] == "f"

    with pytest.raises(KeyError, match="bad"):
        decided(Rule(by_label, ("sex",)), SCORE, FRAME)
    assert decided(Rule(by_sex, ("sex",)), SCORE, FRAME).tolist() == [True, False, True]


def test_a_rule_changes_neither_scores_nor_rows():
    def overwrite(score, frame):
        score[:] = 1
        frame["sex"] = "m"
        return score >= 0.5

    score, frame = SCORE.copy(), FRAME.copy()
    assert decided(Rule(overwrite, ("sex",)), score, frame).all()
    np.testing.assert_array_equal(score, SCORE)
    pd.testing.assert_frame_equal(frame, FRAME)


def test_a_rule_is_fitted_on_its_own_columns_alone():
    rule = Rule(lambda score, frame: score >= 0.5, ("sex",))
    parts = small_credit().split(0)
    model = Told(lambda rows: np.full((rows, 2), 0.5))
    fitted = Strategy("own", model, rule=rule).fit(parts, 0)
    assert list(fitted.rule.seen_) == ["sex"]
    assert list(parts.validation.frame) != ["sex"]


def test_a_rule_that_decides_by_the_target_is_refused():
    by_target = Strategy("known", DecisionTreeClassifier(), rule=Rule(columns=("bad",)))
    with pytest.raises(RequestError, match="decides by 'bad', which is the target"):
        by_target.check(small_credit())


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (None, "decide gave NoneType for 3 rows"),
        (np.array([True, False]), r"decide gave shape \(2,\) for 3 rows"),
        (np.ones((3, 1)), r"decide gave shape \(3, 1\) for 3 rows"),
        (SCORE, r"no decision for 3 of 3 rows \(first in row 1: .*0\.2"),
        (["no", "yes", "no"], "no decision for 3 of 3 rows .*'no'"),
        ([1, np.nan, 0], "no decision for 1 of 3 rows .*row 2: .*nan"),
    ],
)
def test_what_is_no_decision_is_refused_in_the_rule(given, said):
    with pytest.raises(DataError, match=said) as caught:
        decided(Rule(lambda score, frame: given), SCORE, FRAME)
    assert getattr(caught.value, FAILED_IN) == "rule (Rule)"
    assert len(str(caught.value).splitlines()) <= 3


@pytest.mark.parametrize("given", [[1, 0, 1], [1.0, 0.0, 1.0], pd.Series([True, False, True])])
def test_decisions_of_any_kind_become_booleans(given):
    found = decided(Rule(lambda score, frame: given), SCORE, FRAME)
    assert found.dtype == bool
    assert found.tolist() == [True, False, True]


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda rows: np.full((rows, 2), np.nan), "is missing or outside 0 to 1"),
        (lambda rows: np.tile([-1.0, 2.0], (rows, 1)), "is missing or outside 0 to 1"),
        (lambda rows: np.ones((rows, 1)), "probabilities of 1 label"),
        (lambda rows: None, "gives no table of probabilities"),
        (lambda rows: np.ones((rows - 1, 2)), "rows"),
    ],
)
def test_what_is_no_score_is_refused_in_the_model(make, said):
    with pytest.raises(DataError, match=said) as caught:
        Strategy("told", Told(make)).fit(small_credit().split(0), 0)
    assert getattr(caught.value, FAILED_IN) == "model (Told)"
    assert len(str(caught.value).splitlines()) <= 3


class Weigher(BaseEstimator):
    """Gives the weights that it is told to."""

    def __init__(self, given=None):
        self.given = given

    def weights(self, X, y):
        return self.given


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (None, "weights gave None for 360 rows"),
        (np.ones(3), r"weights gave shape \(3,\) for 360 rows"),
        (np.full(360, np.nan), "from nan to nan"),
        (-np.ones(360), "from -1 to -1"),
        (np.zeros(360), "from 0 to 0"),
    ],
)
def test_what_weighs_nothing_is_refused_in_the_weights(given, said):
    strategy = Strategy("weighed", Told(lambda rows: None), weights=Weigher(given))
    with pytest.raises(DataError, match=said) as caught:
        strategy.fit(small_credit().split(0), 0)
    assert getattr(caught.value, FAILED_IN) == "weights (Weigher)"
