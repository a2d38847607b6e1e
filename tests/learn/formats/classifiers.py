"""One small classifier of every kind that a run can keep, fitted when it is asked for."""

import numpy as np
import pandas as pd
import pytest
from imblearn.over_sampling import SMOTENC
from imblearn.pipeline import Pipeline as SamplingPipeline
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.frozen import FrozenEstimator
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from fairlab.learn import TableEncoder, TunedXGB

SMALL = {"trials": 1, "trees": 10}


def people(rows=300):
    """Numbers, text, categories and truth values; some of the first two missing."""
    rng = np.random.default_rng(0)
    X = pd.DataFrame(
        {
            "income": rng.random(rows),
            "age": rng.integers(18, 80, rows),
            "job": rng.choice(["cook", "clerk", "Köchin"], rows),
            "town": pd.Categorical(rng.choice(["A", "B"], rows)),
            "owner": rng.random(rows) < 0.5,
        }
    )
    y = (X["income"] - 0.005 * X["age"] + 0.3 * (X["job"] == "cook") > 0.3).astype(int)
    X.loc[rng.choice(rows, 30, replace=False), "income"] = np.nan
    X.loc[rng.choice(rows, 30, replace=False), "job"] = None
    return X, y


def in_categories(X):
    return X.assign(job=X["job"].astype("category"))


def encoder(**settings):
    numbers = make_pipeline(SimpleImputer(), StandardScaler())
    one_hot = OneHotEncoder(handle_unknown="ignore", **settings)
    text = make_pipeline(SimpleImputer(strategy="most_frequent"), one_hot)
    return make_column_transformer(
        (numbers, make_column_selector(dtype_include="number")),
        (text, make_column_selector(dtype_exclude=np.number)),
    )


def logistic():
    return make_pipeline(encoder(), LogisticRegression())


def smotenc():
    filled = make_column_transformer(
        (SimpleImputer(), ["income", "age"]),
        (SimpleImputer(strategy="most_frequent"), ["job", "town"]),
        verbose_feature_names_out=False,
    ).set_output(transform="pandas")
    coded = make_column_transformer((OneHotEncoder(), ["job", "town"]), remainder="passthrough")
    steps = [
        ("fill", filled),
        ("sample", SMOTENC(["job", "town"], random_state=0)),
        ("code", coded),
        ("model", LogisticRegression(max_iter=1000)),
    ]
    return SamplingPipeline(steps)


def lightgbm(**settings):
    library = pytest.importorskip("lightgbm")
    few_rows = {"min_data_per_group": 5, "cat_smooth": 1, "verbosity": -1, "n_jobs": 1}
    return library.LGBMClassifier(n_estimators=8, **few_rows, **settings)


def catboost(**settings):
    library = pytest.importorskip("catboost")
    quiet = {"verbose": False, "allow_writing_files": False, "thread_count": 1}
    return library.CatBoostClassifier(iterations=8, random_seed=0, **quiet, **settings)


def xgboost(**settings):
    from xgboost import XGBClassifier

    return XGBClassifier(n_estimators=8, n_jobs=1, enable_categorical=True, **settings)


def _fit(model, change=lambda X: X, name=lambda y: y):
    X, y = people()
    return model.fit(change(X), name(y)), change(X)


def _words(y):
    return y.map({0: "good", 1: "poor"})


def _without_missing(X):
    return X.assign(job=X["job"].fillna("unknown"))


def _scaled(model):
    return make_pipeline(encoder(sparse_output=False), model)


def _calibrated(model, **settings):
    return CalibratedClassifierCV(model, cv=2, **settings)


def _frozen():
    X, y = people()
    return FrozenEstimator(logistic().fit(X, y))


CATEGORICAL = {"cat_features": ("job", "town", "owner")}
# How each is made and fitted, and the format in which it is kept.
CLASSIFIERS = {
    "logistic": ("skops", lambda: _fit(logistic())),
    "logistic of words": ("skops", lambda: _fit(logistic(), name=_words)),
    "forest": ("skops", lambda: _fit(_scaled(RandomForestClassifier(10, random_state=0)))),
    "histogram boosting": (
        "skops",
        lambda: _fit(HistGradientBoostingClassifier(max_iter=10), in_categories),
    ),
    "calibrated": ("skops", lambda: _fit(_calibrated(logistic()))),
    "calibrated isotonic": ("skops", lambda: _fit(_calibrated(logistic(), method="isotonic"))),
    "smotenc": ("skops", lambda: _fit(smotenc())),
    "frozen": ("skops", lambda: (_frozen(), people()[0])),
    "search": (
        "skops",
        lambda: _fit(
            GridSearchCV(logistic(), {"logisticregression__C": [0.1, 1]}, cv=2, scoring="roc_auc")
        ),
    ),
    "own encoder": (
        "skops",
        lambda: _fit(
            make_pipeline(TableEncoder(), SimpleImputer(), LogisticRegression(max_iter=1000))
        ),
    ),
    "calibrated tuned": ("skops", lambda: _fit(_calibrated(TunedXGB(**SMALL)))),
    "xgboost in a pipeline": ("skops", lambda: _fit(_scaled(xgboost()))),
    "lightgbm in a pipeline": ("skops", lambda: _fit(_scaled(lightgbm()))),
    "catboost in a pipeline": ("skops", lambda: _fit(_scaled(catboost()))),
    "tuned": ("xgboost", lambda: _fit(TunedXGB(**SMALL))),
    "xgboost": ("xgboost", lambda: _fit(xgboost(), in_categories)),
    "lightgbm": ("lightgbm", lambda: _fit(lightgbm(), in_categories)),
    "lightgbm of words": ("lightgbm", lambda: _fit(lightgbm(), in_categories, _words)),
    "catboost": ("catboost", lambda: _fit(catboost(**CATEGORICAL), _without_missing)),
    "catboost of words": (
        "catboost",
        lambda: _fit(catboost(**CATEGORICAL), _without_missing, _words),
    ),
}
