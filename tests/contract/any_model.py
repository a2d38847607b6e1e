"""One classifier of each kind that people bring, not fitted yet but for the one that is frozen."""

from collections.abc import Callable
from typing import Any

import pytest
from imblearn.over_sampling import SMOTENC
from imblearn.pipeline import Pipeline as SamplingPipeline
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import ColumnTransformer, make_column_selector
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.frozen import FrozenEstimator
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from fairlab.learn import TunedXGB
from tests.small import small_credit

DATA, SEED = small_credit(), 0


def encoded() -> ColumnTransformer:
    numbers = make_pipeline(SimpleImputer(), StandardScaler())
    levels = OneHotEncoder(handle_unknown="ignore")
    return ColumnTransformer(
        [
            ("numbers", numbers, make_column_selector(dtype_include="number")),
            ("levels", levels, make_column_selector(dtype_exclude="number")),
        ]
    )


def logistic() -> Any:
    return make_pipeline(encoded(), LogisticRegression())


def resampled() -> Any:
    filled = ColumnTransformer(
        [("numbers", SimpleImputer(), ["age", "income"]), ("levels", "passthrough", ["home"])],
        verbose_feature_names_out=False,
    ).set_output(transform="pandas")
    coded = ColumnTransformer([("levels", OneHotEncoder(), ["home"])], remainder="passthrough")
    steps = [("fill", filled), ("sample", SMOTENC(["home"])), ("code", coded)]
    return SamplingPipeline([*steps, ("model", LogisticRegression(max_iter=1000))])


def frozen() -> Any:
    train = DATA.split(SEED).train
    return FrozenEstimator(logistic().fit(train.X, train.y))


def lightgbm() -> Any:
    library = pytest.importorskip("lightgbm")
    return library.LGBMClassifier(n_estimators=8, min_data_per_group=5, n_jobs=1)


def catboost() -> Any:
    library = pytest.importorskip("catboost")
    return library.CatBoostClassifier(iterations=8, cat_features=["home"])


MODELS: dict[str, Callable[[], Any]] = {
    "logistic": logistic,
    "forest": lambda: make_pipeline(encoded(), RandomForestClassifier(9, min_samples_leaf=5)),
    "histogram": lambda: HistGradientBoostingClassifier(max_iter=10),
    "calibrated": lambda: CalibratedClassifierCV(logistic(), cv=2),
    "smotenc": resampled,
    "frozen": frozen,
    "lightgbm": lightgbm,
    "catboost": catboost,
    "tuned": lambda: TunedXGB(trials=1, trees=10),
}
