"""The settings of strategies that a person types, such as ``--trials``."""

from collections.abc import Mapping, Sequence
from typing import Any

from fairlab.data.costs import Costs
from fairlab.errors import RequestError
from fairlab.experiment.strategy import Strategy
from fairlab.mitigate.budget_names import BASELINE, RECALL

OF_STRATEGIES = (
    "search", "trials", "tuner", "tune_rows", "pruning", "cap", "device", "budget", "costs",
    "threshold", "threshold_on",
)  # fmt: skip
NONE = "none"  # a way to search hyperparameters
NO_SEARCH = ("model__trials", 0)


def strategies_typed(
    strategies: Sequence[Strategy],
    *,
    search: str | None,
    trials: int | None,
    tuner: str | None,
    tune_rows: int | None,
    pruning: bool | None,
    cap: float | None,
    device: str | None,
    budget: float | str | None,
    costs: str | None,
    threshold: float | None,
    threshold_on: str | None,
) -> tuple[list[Strategy], list[str]]:
    """Change strategies as the options ask, each None where it was not given.

    Parameters
    ----------
    strategies : sequence of Strategy
    search, trials, tuner, tune_rows, pruning, cap, device : optional
    budget, costs, threshold, threshold_on : optional

    Returns
    -------
    strategies : list of Strategy
    unheeded : list of str
        As of ``with_options_typed``.

    Raises
    ------
    RequestError
        Two options contradict each other, or no strategy has a setting.
    """
    cuts = {"--budget": budget, "--costs": costs, "--threshold": threshold}
    given = [option for option, value in cuts.items() if value is not None]
    if len(given) > 1 and (budget != RECALL or costs is not None):
        raise RequestError(f"{' and '.join(given)} each say who is flagged; leave out one.")
    _refuse_idle(search, trials, threshold)
    budget = budget if costs is None else Costs.read(costs).as_typed
    settings = {
        "model__trials": 0 if search == NONE else trials,
        "model__tuner": tuner,
        "model__tune_rows": tune_rows,
        "model__pruning": pruning,
        "sampler__cap": cap,
        "model__device": device,
        "rule__on": threshold_on,
    }
    cut = [strategy.flagging(budget, threshold) for strategy in strategies]
    changed, unheeded = with_options_typed(cut, settings)
    return changed, [*unheeded, *_other_budgets(cut, budget)]


def _refuse_idle(search: str | None, trials: int | None, threshold: float | None) -> None:
    """Refuse a search without trials, trials without a search, and a cut that no score reaches."""
    if search and trials is not None and (search == NONE) == (trials > 0):
        raise RequestError(
            f"search={search!r} and trials={trials} contradict each other: leave out one.",
            f"--search {search} and --trials {trials} contradict each other: leave out one.",
        )
    if threshold is not None and not 0 <= threshold <= 1:
        raise RequestError(f"--threshold is a score, from 0 to 1, but got {threshold:g}.")


def with_baseline(names: Sequence[str], budget: float | str | None) -> list[str]:
    """Name the strategies that are run, with the baseline first where its recall is asked for.

    Parameters
    ----------
    names : sequence of str
    budget : float or str, optional
        As typed.

    Examples
    --------
    >>> with_baseline(["reweighing"], "recall"), with_baseline(["reweighing"], 0.05)
    (['baseline', 'reweighing'], ['reweighing'])
    """
    return [BASELINE, *names] if budget == RECALL else list(names)


def _other_budgets(strategies: Sequence[Strategy], budget: float | str | None) -> list[str]:
    """Say which strategies have a rule of their own that knows no budget."""
    if budget is None:
        return []
    held = [s for s in strategies if budget != RECALL or s.name != BASELINE]
    others = [s.name for s in held if not s.budget.startswith(str(budget))]
    return [f"{name} does not keep the budget: its rule has no such setting." for name in others]


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
        if (name, asked[name]) == NO_SEARCH:  # what searches nothing does so already
            continue
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
