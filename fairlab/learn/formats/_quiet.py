"""Keep a model's library from printing and from writing files, unless the user asked for it."""

from typing import Any

from fairlab.learn.formats._discovery import formats


def quiet_settings(model: Any) -> dict[str, Any]:
    """Give the settings that quieten a model and the models inside it.

    Parameters
    ----------
    model : estimator
        Not fitted yet.

    Returns
    -------
    dict of str to object
        For ``model.set_params``; without those that the user has chosen by any of their names.

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> quiet_settings(DecisionTreeClassifier())
    {}
    """
    parts = {"": model, **model.get_params(deep=True)}
    return {
        f"{name}__{setting}" if name else setting: value
        for name, part in parts.items()
        if hasattr(part, "get_params") and not isinstance(part, type)
        for setting, value in _unchosen(part).items()
    }


def _unchosen(part: Any) -> dict[str, Any]:
    chosen = part.get_params(deep=False)
    return {
        name: value
        for held in formats().values()
        if held.handles(part)
        for name, value in getattr(held, "QUIET", {}).items()
        if chosen.keys().isdisjoint({name, *getattr(held, "ALIASES", {}).get(name, ())})
    }
