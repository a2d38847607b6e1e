import numpy as np
import pandas as pd
import pytest
from fairlearn.reductions import DemographicParity, ExponentiatedGradient
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import (
    RandomForestClassifier,
    StackingClassifier,
    StackingRegressor,
    VotingClassifier,
)
from sklearn.frozen import FrozenEstimator
from sklearn.linear_model import LinearRegression, LogisticRegression, SGDClassifier
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler
from sklearn.svm import SVC, LinearSVC
from sklearn.tree import DecisionTreeClassifier

from fairlab.errors import DataError, RequestError
from fairlab.learn import TunedXGB
from fairlab.learn.scoring import positive_score, refuse_unscored

pytestmark = pytest.mark.slow

PAIR = [("one", LogisticRegression())]


def _rows():
    rng = np.random.default_rng(0)
    X = pd.DataFrame({"income": rng.random(200), "age": rng.random(200)})
    return X, (X["income"] + rng.random(200) > 1).astype(int)


def test_the_score_is_that_of_the_second_label():
    X, y = _rows()
    model = LogisticRegression().fit(X, y.map({0: "b", 1: "a"}))
    assert model.classes_.tolist() == ["a", "b"]
    score = positive_score(model, X)
    np.testing.assert_array_equal(score, model.predict_proba(X)[:, 1])
    assert score.dtype == np.float64
    assert score.flags.c_contiguous


def test_a_forest_scores_the_same_bits_with_any_number_of_threads():
    X, y = _rows()
    forest = RandomForestClassifier(200, min_samples_leaf=9, random_state=0).fit(X, y)
    alone = positive_score(forest, X)
    forest.set_params(n_jobs=4)
    for _ in range(5):
        assert positive_score(forest, X).tobytes() == alone.tobytes()


@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning:fairlearn")
def test_a_reduction_of_fairlearn_scores_by_its_own_probabilities():
    X, y = _rows()
    model = ExponentiatedGradient(LogisticRegression(), DemographicParity(), max_iter=5)
    refuse_unscored(model)
    model.fit(X, y, sensitive_features=(X["age"] > 0.5).astype(int))
    np.testing.assert_array_equal(positive_score(model, X), model._pmf_predict(X)[:, 1])


@pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning:fairlearn")
def test_so_it_does_at_the_end_of_a_pipeline():
    X, y = _rows()
    last = ExponentiatedGradient(LogisticRegression(), DemographicParity(), max_iter=5)
    model = make_pipeline(StandardScaler(), last)
    refuse_unscored(model)
    model.fit(X, y, exponentiatedgradient__sensitive_features=(X["age"] > 0.5).astype(int))
    expected = last._pmf_predict(model[0].transform(X))[:, 1]
    np.testing.assert_array_equal(positive_score(model, X), expected)


@pytest.mark.parametrize(("labels", "told"), [([0, 0, 0], "1 label"), ([0, 1, 2], "3 labels")])
def test_other_than_two_labels_are_refused(labels, told):
    model = DecisionTreeClassifier().fit([[1], [2], [3]], labels)
    with pytest.raises(DataError, match=told):
        positive_score(model, [[1], [2]])


def test_a_fitted_model_without_probabilities_is_refused():
    with pytest.raises(RequestError, match="LinearSVC gives no probabilities"):
        positive_score(LinearSVC().fit([[1], [2]], [0, 1]), [[1]])


WRAP = r"Wrap it: CalibratedClassifierCV\({}\(...\)\)"
TAKE = "It is no classifier"


@pytest.mark.parametrize(
    ("model", "told"),
    [
        (LinearSVC(), WRAP.format("LinearSVC")),
        (SVC(), WRAP.format("SVC")),
        (SGDClassifier(), WRAP.format("SGDClassifier")),
        (make_pipeline(StandardScaler(), LinearSVC()), WRAP.format("LinearSVC")),
        (GridSearchCV(LinearSVC(), {}), WRAP.format("LinearSVC")),
        (StackingClassifier(PAIR, final_estimator=LinearSVC()), WRAP.format("StackingClassifier")),
        (VotingClassifier(PAIR), 'voting="soft"'),
        (make_pipeline(VotingClassifier(PAIR)), 'voting="soft"'),
        (LinearRegression(), TAKE),
        (make_pipeline(StandardScaler(), LinearRegression()), TAKE),
        (StackingRegressor(PAIR), TAKE),
    ],
    ids=lambda found: str(found).split("(")[0],
)
def test_a_model_that_will_not_score_is_refused_before_training(model, told):
    with pytest.raises(RequestError, match=told):
        refuse_unscored(model)


@pytest.mark.parametrize(
    "model",
    [
        TunedXGB(),
        make_pipeline(StandardScaler(), LogisticRegression()),
        SGDClassifier(loss="log_loss"),
        CalibratedClassifierCV(LinearSVC()),
        GridSearchCV(LogisticRegression(), {}),
        FrozenEstimator(LogisticRegression()),
        VotingClassifier(PAIR, voting="soft"),
        StackingClassifier(PAIR),
        make_pipeline(StandardScaler(), StackingClassifier(PAIR)),
    ],
    ids=lambda model: type(model).__name__,
)
def test_a_model_that_will_score_is_let_through(model):
    refuse_unscored(model)


def test_the_default_stacking_does_score():
    X, y = _rows()
    assert len(np.unique(positive_score(StackingClassifier(PAIR).fit(X, y), X))) > 3


class Reversed(ClassifierMixin, BaseEstimator):
    """A model that has the label 1 in front."""

    def fit(self, X, y):
        self.model_ = LogisticRegression().fit(X, y)
        self.classes_ = np.array([1, 0])
        return self

    def predict_proba(self, X):
        return self.model_.predict_proba(X)[:, ::-1]


def test_the_score_is_that_of_label_1_wherever_it_stands():
    X, y = np.array([[1.0], [2.0], [3.0], [4.0]]), np.array([0, 0, 1, 1])
    expected = LogisticRegression().fit(X, y).predict_proba(X)[:, 1]
    np.testing.assert_array_equal(positive_score(Reversed().fit(X, y), X), expected)
    piped = make_pipeline(FunctionTransformer(), Reversed()).fit(X, y)
    np.testing.assert_array_equal(positive_score(piped, X), expected)
