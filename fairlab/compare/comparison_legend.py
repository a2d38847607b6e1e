"""What the tables of a comparison mean by their words and marks."""

from fairlab.audit.registry import rate_words
from fairlab.compare.comparison import Comparison


def legend(comparison: Comparison) -> str:
    """Explain the tables that are printed of a comparison.

    Parameters
    ----------
    comparison : Comparison

    Returns
    -------
    str
    """
    kept, others = comparison.margins, comparison.strategies[1:]
    changes = ", all changes another" if others else ""
    own = "".join(f", {margin:g} of {rate_words(name)}" for name, margin in kept.own.items())
    return (
        "In brackets: what a rate is a share of (k: thousands). Shares of people who are flagged "
        "or approved are compared as ratios (x). Rank: the chance that a bad event of "
        "the group has a higher score than a good one. Bands hold at 95 % for all statements of a "
        f"family at once: the gaps of {comparison.against} are one family{changes}. Margins: "
        f"{kept.gap:g} of rates, a ratio of {kept.ratio:g} of shares, {kept.auc:g} of AUC, "
        f"{kept.accuracy:g} of other accuracy{own}."
    )
