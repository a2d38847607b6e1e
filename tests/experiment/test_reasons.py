"""Why scores are high, as the model's own library tells it."""

import numpy as np
import pytest
from sklearn.pipeline import make_pipeline
from sklearn.tree import DecisionTreeClassifier

from fairlab.experiment.fitted import FittedModel
from fairlab.experiment.reasons import reasons_for
from fairlab.learn import TunedXGB
from fairlab.learn.contributions import shap_values
from fairlab.learn.encode import TableEncoder
from tests.small import small_credit

DATA = small_credit(300)


@pytest.fixture(scope="module")
def fitted():
    model = TunedXGB(trials=0, trees=8, patience=None).fit(DATA.X, DATA.y)
    return FittedModel(model, tuple(DATA.features))


def test_the_features_that_raised_a_score_are_named_the_largest_first(fitted):
    found = reasons_for(fitted, DATA.frame, np.ones(DATA.rows, bool))
    added = shap_values(fitted.model, DATA.X)
    for row, names in enumerate(found.to_numpy()):
        raised = added.iloc[row][added.iloc[row] > 0].sort_values(ascending=False)
        assert [name for name in names if name] == raised.index.tolist()[:3]
    assert list(found) == ["reason_1", "reason_2", "reason_3"]
    assert (found["reason_3"] == "").any()


def test_only_the_rows_that_are_asked_for_have_reasons(fitted):
    asked = np.arange(DATA.rows) % 3 == 0
    found = reasons_for(fitted, DATA.frame, asked)
    whole = reasons_for(fitted, DATA.frame, np.ones(DATA.rows, bool))
    assert found[asked].equals(whole[asked])
    assert (found[~asked] == "").all(axis=None)
    assert (reasons_for(fitted, DATA.frame, ~np.ones(DATA.rows, bool)) == "").all(axis=None)


def test_a_library_that_tells_nothing_gives_no_reasons():
    tree = make_pipeline(TableEncoder(), DecisionTreeClassifier()).fit(DATA.X, DATA.y)
    plain = FittedModel(tree, tuple(DATA.features))
    assert reasons_for(plain, DATA.frame, np.ones(DATA.rows, bool)) is None
