"""The rule of one cut for everybody that keeps a budget."""

from fairlab.mitigate.budget_names import RECALL
from fairlab.mitigate.rules.flag_share import FlagShare
from fairlab.mitigate.rules.keep_recall import KeepRecall
from fairlab.mitigate.rules.profit_threshold import ProfitThreshold
from fairlab.mitigate.rules.single_threshold import SingleThreshold


def one_cut_within(budget: float | str) -> SingleThreshold | ProfitThreshold:
    """Choose the rule for a budget.

    Parameters
    ----------
    budget : float or str
        A share, ``"recall"``, or costs.

    Returns
    -------
    DecisionRule

    Examples
    --------
    >>> one_cut_within(0.1), one_cut_within("recall"), one_cut_within("FP=1,FN=5")
    (FlagShare(share=0.1), KeepRecall(), ProfitThreshold(costs='FP=1,FN=5'))
    """
    if not isinstance(budget, str):
        return FlagShare(budget)
    return KeepRecall() if budget == RECALL else ProfitThreshold(budget)
