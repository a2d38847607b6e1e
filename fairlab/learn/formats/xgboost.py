"""xgboost's own file: of the tuned model with its encoder, or of xgboost's classifier."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairlab.learn.formats._nested import packages_of, qualified_name
from fairlab.learn.formats._state import plain_settings

if TYPE_CHECKING:
    import pandas as pd

REQUIRES = ("xgboost", "scikit-learn", "pandas", "numpy")
CLASSIFIERS = ("XGBClassifier", "XGBRFClassifier")
TUNED = "fairlab.learn.model.TunedXGB"
BOOSTER, CLASSIFIER = "model.ubj", "classifier.json"


def handles(model: Any) -> bool:
    """Say whether the model is tuned boosted trees or a classifier of xgboost."""
    if _is_tuned(model):
        return True
    return "xgboost" in packages_of(model) and hasattr(model, "predict_proba")


def save(model: Any, folder: Path) -> None:
    """Write ``model.ubj`` and what it leaves out."""
    if _is_tuned(model):
        model.to_files(folder)
        return
    model.save_model(folder / BOOSTER)
    kind = next(k.__name__ for k in type(model).__mro__ if k.__name__ in CLASSIFIERS)
    state = {"class": kind, "settings": plain_settings(model.get_params(deep=False))}
    (folder / CLASSIFIER).write_text(json.dumps(state), encoding="utf-8")


def load(folder: Path) -> Any:
    """Read what ``save`` wrote; whoever calls this has checked the hashes."""
    if not (folder / CLASSIFIER).exists():
        from fairlab.learn import TunedXGB

        return TunedXGB.from_files(folder)
    from xgboost import XGBClassifier, XGBRFClassifier

    state = json.loads((folder / CLASSIFIER).read_text(encoding="utf-8"))
    kinds = {kind.__name__: kind for kind in (XGBClassifier, XGBRFClassifier)}
    model = kinds[state["class"]](**state["settings"])
    model.load_model(folder / BOOSTER)
    return model


def contributions(model: Any, X: "pd.DataFrame") -> "pd.DataFrame":
    """Compute the exact SHAP values of some rows."""
    import pandas as pd

    if _is_tuned(model):
        from fairlab.learn.contributions import shap_values

        return shap_values(model, X)
    from xgboost import DMatrix

    rows = DMatrix(X, missing=model.missing, enable_categorical=model.enable_categorical)
    # All trees where the model was not stopped early.
    trees = (0, getattr(model, "best_iteration", -1) + 1)
    found = model.get_booster().predict(rows, pred_contribs=True, iteration_range=trees)
    return pd.DataFrame(found[:, :-1], columns=X.columns)


def _is_tuned(model: Any) -> bool:
    return TUNED in map(qualified_name, type(model).__mro__)
