"""Whether the twins of an individual audit can be believed, in sentences."""

from collections.abc import Sequence
from math import isnan
from typing import TYPE_CHECKING

from fairlab.data.messages import quoted
from fairlab.report.pages.numbers import decimal, decimals

if TYPE_CHECKING:
    from fairlab.causal.audited import IndividualAudit
    from fairlab.causal.twins.credibility import Credibility

REMEDY = (
    "What to do: draw what causes what yourself (--graph FILE), learn from more columns "
    "(--columns), or leave out columns that say the same in other words."
)


def withheld(audit: "IndividualAudit") -> str:
    """Say that an answer is not told, for which reason, and what to do.

    Parameters
    ----------
    audit : IndividualAudit
        Whose twins are not credible.

    Returns
    -------
    str
    """
    name = quoted(audit.graph.attribute)
    return f"{name}: the answer is withheld, for these twins are not credible. " + given_away(
        audit.credibility
    )


def given_away(tested: "Credibility") -> str:
    """Say what gives twins away, and what to do.

    Parameters
    ----------
    tested : Credibility

    Returns
    -------
    str

    Examples
    --------
    >>> from fairlab.causal.twins.credibility import Credibility
    >>> told = given_away(Credibility(0.98, 0.97, 0.99, ("gain", "married")))
    >>> told[:71]
    '`gain` and `married` give them away: trees tell them from people who ha'
    """
    verb = "gives" if len(tested.columns) == 1 else "give"
    return f"{listed(tested.columns)} {verb} them away: {_told_apart(tested)}. {REMEDY}"


def credibility_sentence(tested: "Credibility") -> str:
    """Say how well twins pass for people.

    Parameters
    ----------
    tested : Credibility

    Returns
    -------
    str

    Examples
    --------
    >>> from fairlab.causal.twins.credibility import Credibility
    >>> credibility_sentence(Credibility(note="nobody is left"))
    'Whether twins pass for people was not tested: nobody is left.'
    """
    if isnan(tested.auc):
        return f"Whether twins pass for people was not tested: {tested.note}."
    if not tested.credible:
        return f"Twins do not pass for people. {given_away(tested)}"
    told = f"Twins pass for people: {_told_apart(tested)}"
    if isnan(tested.z):
        return f"{told}."
    more = "more" if tested.gap > 0 else "less"
    return (
        f"{told}, and twins are flagged {more} often than such people by "
        f"{abs(100 * tested.gap):.1f} points (z {tested.z:.1f}), where they differ most."
    )


def listed(names: Sequence[str]) -> str:
    """Write names of columns in a row.

    Examples
    --------
    >>> listed(["a"]), listed(["a", "b", "c"])
    ('`a`', '`a`, `b` and `c`')
    """
    *first, last = map(quoted, names)
    return f"{', '.join(first)} and {last}" if first else last


def _told_apart(tested: "Credibility") -> str:
    return (
        f"trees tell them from people who have their value with an AUC of {decimal(tested.auc)} "
        f"(95 % {decimals(tested.low, tested.high)}; 0.5 is chance)"
    )
