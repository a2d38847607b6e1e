"""Limits as they are typed: ``fair.gender/recall_parity=0.2``, at most or at least."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from math import inf, isfinite, nan

from fairlab.audit.metric_names import metric_word
from fairlab.audit.registry import find_metric
from fairlab.data.words import Words, crossed_name
from fairlab.errors import RequestError, nearest

FAIR = re.compile(r"fair\.(?P<attribute>.+)/(?P<measure>\w+)")
SHARES = ("test/", "valid/", "fair.")  # where no metric says more, such as of a noise floor


@dataclass(frozen=True)
class Limit:
    """A metric and the value that it must not pass.

    Parameters
    ----------
    metric : str
        Its name in the record.
    bound : float
    most : bool
        Whether the metric may be at most, else at least, the bound.
    called : str
        The attribute in words, where it has any.
    """

    metric: str
    bound: float
    most: bool
    called: str = ""

    @property
    def words(self) -> str:
        """The limit without its metric: ``at most 0.2``."""
        return f"at {'most' if self.most else 'least'} {self.bound:g}"

    def asked_of(self, who: str) -> str:
        """Say what is asked of a run or a strategy."""
        called = f" ({self.called})" if self.called else ""
        return f"{self.metric}{called} of {who} must be {self.words}"


def read_limits(
    most: Iterable[str], least: Iterable[str], known: Collection[str]
) -> tuple[Limit, ...]:
    """Read the limits that were typed, and refuse those that make no sense.

    Parameters
    ----------
    most, least : iterable of str
        Each ``metric=value``.
    known : collection of str
        The metrics that there are.

    Raises
    ------
    RequestError
        A limit cannot be read, names no metric, can never be passed, is typed twice, or
        contradicts another; or there is none.

    Examples
    --------
    >>> read_limits(["fair.sex/recall_parity=0.2"], [], ["fair.sex/recall_parity"])[0].words
    'at most 0.2'
    """
    limits = tuple(_read(text, True, known) for text in most)
    limits += tuple(_read(text, False, known) for text in least)
    if not limits:
        lack = "There is no limit to hold the runs against.\nWrite"
        raise RequestError(
            f'{lack} most={{"fair.gender/recall_parity": 0.2}} or least={{"test/auprc": 0.15}}.',
            f'{lack} --max "fair.gender/recall_parity=0.2" or --min "test/auprc=0.15".',
        )
    for first, second in zip(ordered := sorted(limits, key=_place), ordered[1:], strict=False):
        _refuse_contradiction(first, second)
    return limits


def in_words(limits: Iterable[Limit], words: Words) -> tuple[Limit, ...]:
    """Call the attributes of limits as a person does.

    Examples
    --------
    >>> limits = read_limits(["fair.pc4/recall_parity=0.2"], [], ["fair.pc4/recall_parity"])
    >>> in_words(limits, Words({"pc4": "Postcode area"}))[0].asked_of("auprc")
    'fair.pc4/recall_parity (Postcode area) of auprc must be at most 0.2'
    """
    called = {f"fair.{metric_word(name)}": said for name, said in words.columns.items()}
    return tuple(
        replace(one, called=called.get(one.metric.rpartition("/")[0], "")) for one in limits
    )


def _place(limit: Limit) -> tuple[str, bool]:
    return limit.metric, limit.most


def _read(text: str, most: bool, known: Collection[str]) -> Limit:
    option, name = ("--max", "most") if most else ("--min", "least")
    metric, _, typed = text.rpartition("=")
    bound = _number(typed)
    if not metric or not isfinite(bound):
        raise RequestError(
            f'{text!r} is no limit.\nWrite a number for a metric: {name}={{"test/auprc": 0.15}}.',
            f'{option} {text!r} is no limit.\nWrite {option} "test/auprc=0.15".',
        )
    metric = _as_recorded(metric, known)
    if metric not in known:
        raise RequestError(f"There is no metric {metric!r}. {nearest(metric, known)}")
    low, high = _range(metric)
    if not low <= bound <= high:
        raise RequestError(
            f"The limit {text!r} says nothing: {metric} never leaves {low:g} to {high:g}.\n"
            f"Write shares, not percent: {metric}={bound / 100:g}"
        )
    return Limit(metric, bound, most)


def _as_recorded(metric: str, known: Collection[str]) -> str:
    """Write an attribute's name as MLflow has it: ``fair.sex*race`` as ``fair.sex _ race-5cfa``."""
    named = FAIR.fullmatch(metric)
    if metric in known or not named:
        return metric
    found = f"fair.{metric_word(crossed_name(named['attribute']))}/{named['measure']}"
    return found if found in known else metric


def _range(figure: str) -> tuple[float, float]:
    metric = find_metric(figure)
    if metric:
        return metric.low, metric.high
    return (-1.0, 1.0) if figure.startswith(SHARES) else (-inf, inf)


def _number(typed: str) -> float:
    try:
        return float(typed)
    except ValueError:
        return nan


def _refuse_contradiction(first: Limit, second: Limit) -> None:
    if first.metric != second.metric:
        return
    if first.most == second.most:
        raise RequestError(f"Two limits on {first.metric}: {first.words} and {second.words}.")
    if first.bound > second.bound:
        raise RequestError(
            f"No {first.metric} can be {first.words} and {second.words}: they contradict."
        )
