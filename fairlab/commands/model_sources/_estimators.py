"""A fitted estimator, wherever it comes from, as a model that can be asked."""

from typing import Any

import numpy as np
import pandas as pd

from fairlab.commands.model_sources._named_model import LabelsAndScores, NamedModel
from fairlab.data.columns import typed
from fairlab.errors import RequestError

OF_CATEGORIES = ("lightgbm", "xgboost")  # that know text as categories alone


def is_estimator(found: Any) -> bool:
    """Tell whether an object is an estimator, and no class of them."""
    return not isinstance(found, type) and hasattr(found, "predict")


def named_estimator(model: Any, name: str, *about: str) -> NamedModel:
    """Ask an estimator for what it decides, and for its scores where it has some.

    Parameters
    ----------
    model : estimator
        A fitted one.
    name : str
        As it may be shown.
    *about : str
        Where it comes from.

    Raises
    ------
    RequestError
        It is no estimator.

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> people = pd.DataFrame({"age": [20, 60]})
    >>> tree = named_estimator(DecisionTreeClassifier().fit(people, ["no", "yes"]), "tree")
    >>> tree.columns, tree.labels, tree.answer(people).labels.tolist()
    (('age',), ('no', 'yes'), ['no', 'yes'])
    """
    if not is_estimator(model):
        raise RequestError(
            f"{name} holds a {type(model).__name__}, which is no model: it has no predict."
        )
    columns = getattr(model, "feature_names_in_", None)
    labels = getattr(model, "classes_", None)
    categories = _knows_categories(model)

    def answer(people: pd.DataFrame) -> LabelsAndScores:
        known = typed(people) if categories else people
        given = known.to_numpy() if columns is None else known
        return LabelsAndScores(model.predict(given), _scores(model, given))

    return NamedModel(
        name,
        answer,
        None if columns is None else tuple(columns),
        getattr(model, "n_features_in_", None),
        None if labels is None else tuple(np.asarray(labels).tolist()),
        about,
    )


def _knows_categories(model: Any) -> bool:
    """Tell whether it was fitted on categories by the type of their columns."""
    of_library = type(model).__module__.startswith(OF_CATEGORIES)
    return of_library or getattr(model, "is_categorical_", None) is not None


def _scores(model: Any, given: Any) -> Any:
    for way in ("predict_proba", "decision_function"):
        if hasattr(model, way):
            return getattr(model, way)(given)
    return None
