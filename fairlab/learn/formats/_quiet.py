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
        For ``model.set_params``; without those that the user has chosen by any of their names, and
        those of a model that is frozen, which takes none.

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> quiet_settings(DecisionTreeClassifier())
    {}
    """
    parts = {"": model, **model.get_params(deep=True)}
    frozen = [name for name, part in parts.items() if _is_frozen(part)]
    return {
        f"{name}__{setting}" if name else setting: value
        for name, part in parts.items()
        if hasattr(part, "get_params") and not isinstance(part, type)
        if not any(_is_within(name, outer) for outer in frozen)
        for setting, value in _unchosen(part).items()
    }


def _is_within(name: str, outer: str) -> bool:
    return not outer or name == outer or name.startswith(f"{outer}__")


def _is_frozen(part: Any) -> bool:
    from sklearn.frozen import FrozenEstimator

    return isinstance(part, FrozenEstimator)


def _unchosen(part: Any) -> dict[str, Any]:
    chosen = part.get_params(deep=False)
    return {
        name: value
        for held in formats().values()
        if held.handles(part)
        for name, value in getattr(held, "QUIET", {}).items()
        if chosen.keys().isdisjoint({name, *getattr(held, "ALIASES", {}).get(name, ())})
    }
