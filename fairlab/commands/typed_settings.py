"""The settings of strategies that a person types, such as ``--trials``."""

from collections.abc import Mapping, Sequence
from typing import Any

from fairlab.errors import RequestError
from fairlab.experiment.strategy import Strategy


def with_options_typed(
    strategies: Sequence[Strategy], settings: Mapping[str, Any]
) -> tuple[list[Strategy], list[str]]:
    """Change the settings that were asked for, in the strategies that have them.

    Parameters
    ----------
    strategies : sequence of Strategy
    settings : mapping of str to object
        By ``step__setting``; None where not asked for.

    Returns
    -------
    strategies : list of Strategy
    unheeded : list of str
        A sentence for each setting that some strategies do not have.

    Raises
    ------
    RequestError
        No strategy has a setting.

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> tree = Strategy("tree", DecisionTreeClassifier())
    >>> with_options_typed([tree], {"model__trials": 5})
    Traceback (most recent call last):
    fairlab.errors.RequestError: --trials says nothing here: no step of tree has such a setting.
    Leave it out, or name a strategy whose model is tuned, such as baseline.
    """
    asked = {name: value for name, value in settings.items() if value is not None}
    known = {strategy.name: strategy.settings() for strategy in strategies}
    unheeded = []
    for name in asked:
        without = [strategy for strategy, own in known.items() if name not in own]
        option = _option(name)
        if len(without) == len(known):
            raise RequestError(
                f"{option} says nothing here: no step of {', '.join(without)} has such a setting.\n"
                "Leave it out, or name a strategy whose model is tuned, such as baseline."
            )
        # A rule that never moves has no part to be fitted on, which goes without saying.
        if without and name != "rule__on":
            unheeded.append(f"{option} does not concern {', '.join(without)}: no such setting.")
    changed = [
        strategy.with_settings(**{k: v for k, v in asked.items() if k in known[strategy.name]})
        for strategy in strategies
    ]
    return changed, unheeded


def _option(setting: str) -> str:
    step, _, name = setting.partition("__")
    return "--threshold-on" if step == "rule" else f"--{name.replace('_', '-')}"
