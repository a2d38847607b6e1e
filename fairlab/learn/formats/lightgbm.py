"""LightGBM's own text file, and the settings and labels that it leaves out."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairlab.learn.formats._nested import packages_of
from fairlab.learn.formats._state import labels_from_dict, labels_to_dict, plain_settings

if TYPE_CHECKING:
    import pandas as pd

REQUIRES = ("lightgbm", "scikit-learn", "pandas", "numpy")
QUIET = {"verbosity": -1}
ALIASES = {"verbosity": ("verbose",)}
TREES, CLASSIFIER = "model.txt", "classifier.json"


def handles(model: Any) -> bool:
    """Say whether the model is a classifier of LightGBM."""
    return "lightgbm" in packages_of(model) and hasattr(model, "predict_proba")


def save(model: Any, folder: Path) -> None:
    """Write ``model.txt``, which holds the categories of pandas too, and ``classifier.json``."""
    state = {
        "settings": plain_settings(model.get_params(deep=False)),
        "labels": labels_to_dict(model.classes_),
        "objective": model.objective_ if isinstance(model.objective_, str) else None,
        "named": model._fitted_with_feature_names,
    }
    (folder / TREES).write_bytes(model.booster_.model_to_string().encode("utf-8"))
    (folder / CLASSIFIER).write_text(json.dumps(state), encoding="utf-8")


def load(folder: Path) -> Any:
    """Read what ``save`` wrote; whoever calls this has checked the hashes."""
    from lightgbm import Booster, LGBMClassifier
    from sklearn.preprocessing import LabelEncoder

    state = json.loads((folder / CLASSIFIER).read_text(encoding="utf-8"))
    text = (folder / TREES).read_bytes().decode("utf-8")
    booster = Booster(model_str=text)
    labels = labels_from_dict(state["labels"])
    model = LGBMClassifier(**state["settings"])
    # LightGBM has no way of its own from a text file to a classifier.
    model._Booster, model._best_iteration = booster, 0
    model._objective = state["objective"]
    model._n_features = model._n_features_in = booster.num_feature()
    model._fitted_with_feature_names = state["named"]
    model._le = LabelEncoder().fit(labels)
    model._classes, model._n_classes = labels, len(labels)
    model.fitted_ = True
    return model


def contributions(model: Any, X: "pd.DataFrame") -> "pd.DataFrame":
    """Compute the SHAP values of some rows."""
    import pandas as pd

    found = model.predict_proba(X, pred_contrib=True)
    return pd.DataFrame(found[:, :-1], columns=X.columns)
