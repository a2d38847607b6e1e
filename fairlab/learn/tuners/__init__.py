"""Engines that propose the next trial; each is one file with a function ``suggest``.

An engine sees numbered steps of a grid and the losses so far, and remembers nothing: what it
proposes depends on its arguments alone, so that an interrupted search goes on as if it had not
been interrupted.
"""

from collections.abc import Callable, Sequence
from importlib import import_module

from fairlab.errors import RequestError, nearest
from fairlab.extensions import file_names

Steps = dict[str, int]
Suggest = Callable[[Steps, Sequence[tuple[Steps, float]], int], Steps]

# Trials drawn at random before the model of good and bad trials takes over (Optuna's default;
# hyperopt's 20 would make a search of 20 trials a random one).
STARTUP = 10


def tuner(name: str) -> Suggest:
    """Find an engine by the name of its file.

    Parameters
    ----------
    name : str
        Such as ``"hyperopt"`` or ``"optuna"``.

    Returns
    -------
    callable
        ``suggest(sizes, history, seed)``: from how many grid places each hyperparameter has (two or
        more), the finished trials as (places, loss) in their order, and a seed, the places to
        try next.

    Raises
    ------
    RequestError
        When there is no such engine.

    Examples
    --------
    >>> sorted(tuner("optuna")({"max_depth": 5, "subsample": 7}, [], 0))
    ['max_depth', 'subsample']
    """
    known = file_names(__path__)
    if name not in known:
        raise RequestError(f"No tuner {name!r}. {nearest(name, known)}")
    suggest: Suggest = import_module(f"{__name__}.{name}").suggest
    return suggest
