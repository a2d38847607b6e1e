"""CatBoost's own file, which holds the labels, the settings and which columns are categories."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairlab.learn.formats._nested import packages_of

if TYPE_CHECKING:
    import pandas as pd

REQUIRES = ("catboost", "pandas", "numpy")
QUIET = {"verbose": False, "allow_writing_files": False}
ALIASES = {"verbose": ("silent", "logging_level", "verbose_eval")}
TREES = "model.cbm"


def handles(model: Any) -> bool:
    """Say whether the model is a classifier of CatBoost."""
    return "catboost" in packages_of(model) and hasattr(model, "predict_proba")


def save(model: Any, folder: Path) -> None:
    """Write ``model.cbm``."""
    model.save_model(str(folder / TREES), format="cbm")


def load(folder: Path) -> Any:
    """Read what ``save`` wrote; whoever calls this has checked the hashes."""
    from catboost import CatBoostClassifier

    return CatBoostClassifier().load_model(str(folder / TREES), format="cbm")


def contributions(model: Any, X: "pd.DataFrame") -> "pd.DataFrame":
    """Compute the SHAP values of some rows."""
    import pandas as pd
    from catboost import Pool

    rows = Pool(X, cat_features=model.get_cat_feature_indices())
    found = model.get_feature_importance(rows, type="ShapValues")
    return pd.DataFrame(found[:, :-1], columns=X.columns)
