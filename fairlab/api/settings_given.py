"""The settings of a sweep, of the kinds that the command line would take."""

from collections.abc import Callable, Mapping
from numbers import Real
from typing import Any

from fairlab.api.arguments import described, is_whole
from fairlab.errors import RequestError
from fairlab.mitigate.budget_names import RECALL

COSTS = 'such as {"FP": 1, "FN": 20} or "FP=1,FN=20"'


def settings_given(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Take settings by name, costs as they are typed; None is one that was not given.

    Raises
    ------
    RequestError
        One is of another kind.

    Examples
    --------
    >>> settings_given({"costs": {"FP": 1, "FN": 20}, "trials": None})
    {'costs': 'FP=1,FN=20', 'trials': None}
    >>> settings_given({"pruning": "no"})
    Traceback (most recent call last):
    fairlab.errors.RequestError: pruning must be True or False, but got 'no'.
    """
    for name, value in settings.items():
        takes, kind = KINDS.get(name, (lambda _: True, ""))
        if value is not None and not takes(value):
            raise RequestError(f"{name} must be {kind}, but got {described(value)}.")
    costs = settings.get("costs")
    if not isinstance(costs, Mapping):
        return dict(settings)
    return {**settings, "costs": ",".join(f"{error}={cost}" for error, cost in costs.items())}


def _is_number(value: Any) -> bool:
    return isinstance(value, Real) and not isinstance(value, bool)


def _is_budget(value: Any) -> bool:
    if isinstance(value, str):
        return value == RECALL or "=" in value
    return _is_number(value) and 0 < value < 1


# Names, such as that of a tuner, are looked up where they are known.
KINDS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "trials": (lambda value: is_whole(value) and value >= 0, "a whole number from 0 on"),
    "tune_rows": (lambda value: is_whole(value) and value > 1, "a whole number from 2 on"),
    "pruning": (lambda value: isinstance(value, bool), "True or False"),
    "cap": (lambda value: _is_number(value) and 0 <= value < float("inf"), "a number from 0 on"),
    "device": (lambda value: isinstance(value, str), 'a name such as "cpu" or "cuda:0"'),
    "budget": (_is_budget, f'a share above 0 and below 1, "{RECALL}" or "FP=1,FN=20"'),
    "costs": (lambda value: isinstance(value, str | Mapping), COSTS),
    "threshold": (lambda value: _is_number(value) and 0 <= value <= 1, "a score from 0 to 1"),
    "threshold_on": (("validation", "test").__contains__, '"validation" or "test"'),
}
