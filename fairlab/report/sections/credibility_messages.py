"""Whether the twins of an individual audit can be believed, in sentences."""

from collections.abc import Sequence
from math import isnan
from typing import TYPE_CHECKING

from fairlab.data.messages import quoted
from fairlab.report.pages.numbers import decimal, decimals
from fairlab.stats.answers import ALIKE, BEYOND, DIFFERS, OPEN

if TYPE_CHECKING:
    from fairlab.causal.twins.credibility import Credibility

TOLD_APART = "trees tell them from people who have their value with an AUC of"
SAYS = {
    BEYOND: "Twins do not pass for people",
    DIFFERS: "Twins are told from people, but less than the limit",
    OPEN: "There are too few people to tell whether twins pass for people",
    ALIKE: "Twins pass for people",
}
REMEDY = (
    "Arrows of your own may mend that (--graph FILE), or to leave out columns that say the same in "
    "other words."
)


def given_away(tested: "Credibility") -> str:
    """Say what gives twins away, as a part of a sentence.

    Examples
    --------
    >>> from fairlab.causal.twins.credibility import Credibility
    >>> print(given_away(Credibility(0.98, 0.97, 0.99, ("gain", "married"))))
    these twins are not credible: `gain` and `married` give them away (AUC 0.980, 95 % 0.970 to
    0.990; 0.5 is chance, 0.53 the limit)
    """
    verb = "gives" if len(tested.columns) == 1 else "give"
    return (
        f"these twins are not credible: {listed(tested.columns)} {verb} them away "
        f"(AUC {_auc(tested)})"
    )


def credibility_sentence(tested: "Credibility") -> str:
    """Say how well twins pass for people.

    Examples
    --------
    >>> from fairlab.causal.twins.credibility import Credibility
    >>> credibility_sentence(Credibility(note="nobody is left"))
    'Whether twins pass for people was not tested: nobody is left.'
    >>> print(credibility_sentence(Credibility(0.52, 0.46, 0.58)))
    There are too few people to tell whether twins pass for people: trees tell them from people who
    have their value with an AUC of 0.520, 95 % 0.460 to 0.580; 0.5 is chance, 0.53 the limit.
    """
    if isnan(tested.auc):
        told = f"Whether twins pass for people was not tested: {tested.note}"
        return f"{told}{_left_out(tested)}."
    by = f", by {listed(tested.columns)}" if tested.columns else ""
    told = f"{SAYS[tested.answer]}: {TOLD_APART} {_auc(tested)}{by}"
    if tested.credible and tested.gap and not isnan(tested.z):
        more = "more" if tested.gap > 0 else "less"
        told += (
            f", and twins are flagged {more} often than such people by "
            f"{abs(100 * tested.gap):.1f} points (z {tested.z:.1f}), where they differ most"
        )
    told += _left_out(tested)
    return f"{told}." if tested.credible else f"{told}. {REMEDY}"


def _left_out(tested: "Credibility") -> str:
    if not tested.left_out:
        return ""
    return f". Left out, for no decision hangs on it: {listed(tested.left_out)}"


def listed(names: Sequence[str]) -> str:
    """Write names of columns in a row.

    Examples
    --------
    >>> listed(["a"]), listed(["a", "b", "c"])
    ('`a`', '`a`, `b` and `c`')
    """
    *first, last = map(quoted, names)
    return f"{', '.join(first)} and {last}" if first else last


def _auc(tested: "Credibility") -> str:
    low_to_high = decimals(tested.low, tested.high)
    return f"{decimal(tested.auc)}, 95 % {low_to_high}; 0.5 is chance, 0.53 the limit"
