"""What a decision rule may know of the strategies that it is held against."""

from collections.abc import Mapping
from typing import Any

from fairlab.mitigate.rules import Reference


def known_figures(rule: Any, metrics: Mapping[str, Mapping[str, float]]) -> Reference:
    """Pick what a rule may know of other strategies: their figures on the part it is fitted on.

    Parameters
    ----------
    rule : DecisionRule
    metrics : mapping of str to mapping of str to float
        All metrics of the runs that it needs, by strategy.

    Returns
    -------
    dict of str to dict of str to float
        Without the part in front of their names.

    Examples
    --------
    >>> from fairlab.mitigate import CutAt
    >>> known_figures(CutAt(), {"baseline": {"valid/recall": 0.5, "test/recall": 0.4}})
    {'baseline': {'recall': 0.5}}
    """
    prefix = "test/" if rule.on == "test" else "valid/"
    return {
        strategy: {k.removeprefix(prefix): v for k, v in found.items() if k.startswith(prefix)}
        for strategy, found in metrics.items()
    }
