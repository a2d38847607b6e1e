"""The strategies of a sweep in their order, from whatever a person listed."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from fairlab.errors import RequestError

if TYPE_CHECKING:
    from fairlab.experiment.strategy import Strategy


def in_order(given: Any) -> list["Strategy"]:
    """Put what is needed before what needs it; scripts are found by name.

    Raises
    ------
    RequestError
        Something else is listed, nothing is, two have one name, or they need each other.
    """
    from fairlab.experiment.strategy import Strategy

    named = _listed(given)
    own = {one.name: one for one in named if isinstance(one, Strategy)}
    found: dict[str, Strategy] = {}
    for one in named:
        _collect(one.name if isinstance(one, Strategy) else one, own, found, ())
    return list(found.values())


def _collect(
    name: str, own: Mapping[str, "Strategy"], found: dict[str, "Strategy"], asking: tuple[str, ...]
) -> None:
    from fairlab.experiment.scripts import find_strategies

    if name in asking:
        circle = ", which needs ".join(map(repr, (*asking[asking.index(name) + 1 :], name)))
        raise RequestError(
            f"{name!r} needs {circle}, so that none of them can be run first.\n"
            "Let the rule of one look at another strategy."
        )
    if name not in found:
        strategy = own.get(name) or find_strategies([name])[-1]
        for needed in strategy.needs:
            _collect(needed, own, found, (*asking, name))
        found[strategy.name] = strategy


def _listed(given: Any) -> list[Any]:
    from fairlab.experiment.strategy import Strategy

    single = isinstance(given, str | Strategy | Mapping) or hasattr(given, "fit")
    named = list(given) if isinstance(given, Iterable) and not single else [given]
    for one in named:
        if not isinstance(one, str | Strategy):
            raise RequestError(_no_strategy(one))
    if not named:
        raise RequestError('There is no strategy to run. Name one, such as "baseline".')
    _refuse_one_name(named)
    return named


def _refuse_one_name(given: list[Any]) -> None:
    from fairlab.experiment.scripts import as_written, script_names

    # One object, or one script, that is listed twice is one strategy.
    named = {one if isinstance(one, str) else id(one): one for one in given}.values()
    names = [as_written(one, script_names()) if isinstance(one, str) else one.name for one in named]
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        raise RequestError(
            f"{names.count(twice[0])} strategies are called {twice[0]!r}, and runs are found by "
            "name.\nGive each a name of its own."
        )


def _no_strategy(one: Any) -> str:
    kind = type(one).__name__
    if hasattr(one, "fit"):
        return f'A {kind} is no strategy. Name it: Strategy("baseline", {kind}(...)).'
    return (
        f'Strategies are names, such as "baseline", or Strategy(name, model); got {kind}.\n'
        "Give one of them, or a list."
    )
