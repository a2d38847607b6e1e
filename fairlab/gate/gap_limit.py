"""How far apart groups may be, as it is typed: ``sex.recall=0.05``."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from fairlab.audit.registry import compared_as_ratio, rates
from fairlab.audit.statement import every_metric
from fairlab.compare.statement_words import measure, number
from fairlab.errors import RequestError, nearest


@dataclass(frozen=True)
class GapLimit:
    """How far apart the groups of an attribute may be in a rate.

    Parameters
    ----------
    attribute : str
    metric : str
        A rate, or ``"rank"``.
    bound : float
        The largest difference; of a rate that is compared by ratio the smallest ratio.

    Examples
    --------
    >>> GapLimit("sex", "recall", 0.05).words
    'recall by sex at most .050 apart'
    >>> round(GapLimit("sex", "approval_rate", 0.8).distance, 3)
    0.223
    """

    attribute: str
    metric: str
    bound: float

    @property
    def is_ratio(self) -> bool:
        """Whether it limits a ratio."""
        return compared_as_ratio(self.metric)

    @property
    def distance(self) -> float:
        """The largest distance from 0 on the scale of bands, which of ratios is logarithmic."""
        return -log(self.bound) if self.is_ratio else self.bound

    @property
    def words(self) -> str:
        """The limit in words."""
        about = f"{measure({'metric': self.metric})} by {self.attribute}"
        if self.is_ratio:
            return f"{about} at least x {number(self.bound)} of each other"
        return f"{about} at most {number(self.bound)} apart"


def read_gap_limits(
    most: Sequence[str], ratios: Sequence[str], groups: Mapping[str, Iterable[object]]
) -> tuple[GapLimit, ...]:
    """Read limits on gaps as they are typed.

    Parameters
    ----------
    most : sequence of str
        Each ``attribute.rate=difference``.
    ratios : sequence of str
        Each ``attribute.rate=ratio``, of rates that are compared by ratio.
    groups : mapping of str to iterable
        The audited attributes and what their groups are called. A part of either names an
        attribute too, where it is a part of no other.

    Raises
    ------
    RequestError
        There is none; or one cannot be read, names no attribute or no rate, is out of range, or
        is typed twice.

    Examples
    --------
    >>> people = {"country_nld": ["Dutch document", "other document"], "age": ["young", "old"]}
    >>> read_gap_limits(["document.recall=.05"], [], people)
    (GapLimit(attribute='country_nld', metric='recall', bound=0.05),)
    """
    found = [_read(text, "--max-gap", groups) for text in most]
    found += [_read(text, "--min-ratio", groups) for text in ratios]
    if not found:
        lack = "There is no limit that a choice could keep. Write"
        raise RequestError(
            f'{lack} max_gap={{"sex.recall": 0.05}}.', f"{lack} --max-gap sex.recall=0.05"
        )
    named = [(one.attribute, one.metric) for one in found]
    for attribute, metric in named:
        if named.count((attribute, metric)) > 1:
            raise RequestError(f"{attribute}.{metric} has two limits: leave out one.")
    return tuple(found)


def _read(text: str, option: str, groups: Mapping[str, Iterable[object]]) -> GapLimit:
    about, _, typed = text.rpartition("=")
    name, _, metric = about.rpartition(".")
    try:
        bound = float(typed)
    except ValueError:
        bound = -1.0
    if not (name and metric and 0 < bound < 1):
        raise RequestError(
            f"{text!r} is no limit. Write an attribute, a rate and a number above 0 and below 1:\n"
            f"{option} sex.{'recall=0.05' if option == '--max-gap' else 'approval_rate=0.8'}"
        )
    limit = GapLimit(_attribute(name, groups), _metric(metric), bound)
    if limit.is_ratio != (option == "--min-ratio"):
        other, how = ("--min-ratio", "ratio") if limit.is_ratio else ("--max-gap", "difference")
        raise RequestError(
            f"Groups are compared by the {how} of their {metric.replace('_', ' ')}: write\n"
            f"{other} {about}={0.8 if limit.is_ratio else 0.05}"
        )
    return limit


def _metric(typed: str) -> str:
    """Find a rate by its name, or by what tables call it."""
    name = next((rate.name for rate in rates() if typed == rate.short), typed)
    if name not in every_metric():
        raise RequestError(f"There is no rate {name!r}. {nearest(name, every_metric())}")
    return name


def _attribute(name: str, groups: Mapping[str, Iterable[object]]) -> str:
    if name in groups:
        return name
    held = [a for a, found in groups.items() if _holds(name, (a, *found))]
    if len(held) == 1:
        return held[0]
    if held:
        raise RequestError(f"{name!r} may mean {' or '.join(map(repr, held))}: name one of them.")
    raise RequestError(f"There is no audited attribute {name!r}. {nearest(name, groups)}")


def _holds(part: str, names: Iterable[object]) -> bool:
    return any(part.lower() in str(name).lower() for name in names)
