import numpy as np
import pandas as pd

from fairlab.learn import TunedXGB
from fairlab.learn.contributions import shap_values
from fairlab.learn.importance import feature_importance


def _people(rows=300):
    rng = np.random.default_rng(0)
    X = pd.DataFrame(
        {
            "income": rng.random(rows),
            "age": rng.random(rows),
            "job": pd.Categorical(rng.choice(["cook", "clerk"], rows)),
        }
    )
    return X, (X["income"] - 0.8 * X["age"] + 0.3 * (X["job"] == "cook") > 0.2).astype(int)


def test_one_hot_columns_are_summed_into_their_feature():
    X, y = _people()
    model = TunedXGB(trials=1, trees=30, encoding="onehot").fit(X, y)
    found = feature_importance(model, X, y).set_index("feature")
    assert sorted(found.index) == ["age", "income", "job"]
    assert found.loc["income", "direction"] > 0.8
    assert found.loc["age", "direction"] < -0.8
    assert np.isnan(found.loc["job", "direction"])


def test_contributions_add_up_to_the_scores():
    X, y = _people()
    model = TunedXGB(trials=1, trees=30).fit(X, y)
    score = model.predict_proba(X)[:, 1]
    log_odds = np.log(score / (1 - score))
    centred = shap_values(model, X).sum(axis=1)
    np.testing.assert_allclose(np.ptp(log_odds - centred), 0, atol=1e-4)


def test_the_same_rows_are_drawn_for_the_same_seed():
    X, y = _people()
    model = TunedXGB(trials=1, trees=10).fit(X, y)
    pd.testing.assert_frame_equal(
        feature_importance(model, X, y, rows=50, seed=3),
        feature_importance(model, X, y, rows=50, seed=3),
    )
