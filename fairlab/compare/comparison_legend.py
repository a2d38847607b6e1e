"""What the tables of a comparison mean by their words and marks."""

from fairlab.audit.margins import Margins
from fairlab.audit.registry import compared_rates, rate_words
from fairlab.compare.comparison import Comparison

VERDICTS = (
    "A statement differs where its band leaves 0 out (a ratio: 1), is alike where all of its band "
    "lies within the margin, and is open otherwise. A difference between groups need not be "
    "unlawful, and what is open is not equal."
)


def page_legend(comparison: Comparison) -> tuple[str, str, str]:
    """Explain the tables of a page to somebody who has seen none of them."""
    measured = "; ".join(f"{rate.words}, {rate.label}" for rate in compared_rates())
    return f"What is measured: {measured}.", legend(comparison), VERDICTS


def legend(comparison: Comparison) -> str:
    """Explain the tables that are printed of a comparison."""
    changes = ", and for all changes at once" if comparison.strategies[1:] else ""
    return (
        "Each line is a statement: two groups, or two strategies, held against each other by one "
        "measure. In brackets: what a rate is a share of (k: thousands). Shares of people who are "
        "flagged or approved are compared as ratios (x); beyond 0.8 is below it or above 1 / 0.8. "
        "Rank: the chance that a bad event of the group has a higher score than a good one. Bands "
        f"hold at 95 % for all gaps of {comparison.against} at once{changes}. "
        f"{margins_sentence(comparison.margins)}"
    )


def margins_sentence(margins: Margins) -> str:
    """Say which differences do not matter.

    Examples
    --------
    >>> margins_sentence(Margins(gap=0.05))
    'Margins: 0.05 of rates, a ratio of 0.8 of shares, 0.02 of AUC, 0.05 of other accuracy.'
    """
    own = "".join(f", {margin:g} of {rate_words(name)}" for name, margin in margins.own.items())
    return (
        f"Margins: {margins.gap:g} of rates, a ratio of {margins.ratio:g} of shares, "
        f"{margins.auc:g} of AUC, {margins.accuracy:g} of other accuracy{own}."
    )
