"""What a metric is: a row of the registry, which all that knows metrics reads."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from fairlab.data.messages import begun

if TYPE_CHECKING:
    from fairlab.audit.alike_people import AlikePeople

STUDY, LENDING, EXPLORATORY = FAMILIES = ("study", "lending", "exploratory")
FLAGGED, APPROVED = "flagged", "approved"
Kept = Literal["metric", "detail", "table"]


@dataclass(frozen=True)
class Rate:
    """A share of rows, per group.

    Parameters
    ----------
    name : str
        What it is called.
    hits : tuple of str
        The cells of the confusion matrix that are counted.
    misses : tuple of str
        The cells that are the rest of the rows in question.
    empty : str
        What to say of a group where there are no such rows.
    label : str
        What it is a share of, in few words.
    outcome : str
        Whether it is about who is flagged or about who is approved.
    family : str
        The family of tests over which its p-values are corrected, so that looking at more costs
        the study nothing.
    as_ratio : bool
        Whether two groups are compared by the ratio of their rates, not by the difference: of
        rates near 0, .021 and .081 are not alike.
    short : str
        What narrow tables call it; its whole name when left out.
    called : str
        What a person reads; its name when left out.
    """

    name: str
    hits: tuple[str, ...]
    misses: tuple[str, ...]
    empty: str
    label: str
    outcome: str = FLAGGED
    family: str = EXPLORATORY
    as_ratio: bool = False
    short: str = ""
    called: str = ""

    @property
    def words(self) -> str:
        """Its name as a person reads it."""
        return self.called or self.name.replace("_", " ")

    @property
    def title(self) -> str:
        """Its name and what it is, above a picture."""
        return f"{begun(self.words)}: {self.label}"

    @property
    def test(self) -> frozenset[frozenset[str]]:
        """What its exact test looks at: a rate and its complement are one test."""
        return frozenset({frozenset(self.hits), frozenset(self.misses)})

    @property
    def needs_labels(self) -> bool:
        """Whether it asks what happened, and not only who was flagged."""
        return self.test != frozenset({frozenset({"tp", "fp"}), frozenset({"tn", "fn"})})


@dataclass(frozen=True, kw_only=True)
class Metric:
    """What every metric says of itself.

    Parameters
    ----------
    name : str
        What it is called, and the last part of its name in the record.
    label : str
        What it is, in few words.
    lower_is_better : bool
        Which way it is better; arrows, colours and noise floors go by this alone.
    family : str
        The differences from the baseline that its p-values are corrected over.
    kept : {"metric", "detail", "table"}
        A metric is logged in MLflow and compared, and the gaps of its rates are statements with
        bands, of which each more widens all. A detail is kept beside the metrics of a run, without
        a column in MLflow, and compared on demand. What is left is in tables alone.
    headline : bool
        Whether it is one of the few that every view shows, and summaries with an interval.
    gateable : bool
        Whether a limit may be set on it.
    low, high : float
        What it never leaves.
    in_money : bool
        Whether it is an amount, of which nobody but who pays knows what does not matter: it has no
        margin, and is drawn on an axis of its own.
    """

    name: str
    label: str
    lower_is_better: bool
    family: str = EXPLORATORY
    kept: Kept = "table"
    headline: bool = False
    gateable: bool = True
    low: float = 0.0
    high: float = 1.0
    in_money: bool = False

    @property
    def logged(self) -> bool:
        """Whether it is a metric of every run in MLflow."""
        return self.kept == "metric"

    @property
    def compared(self) -> bool:
        """Whether strategies are compared by it without being asked."""
        return self.kept == "metric"

    @property
    def recorded(self) -> bool:
        """Whether a run keeps its value by name, as a metric or as a detail."""
        return self.kept != "table"

    @property
    def words(self) -> str:
        """Its name as a person reads it."""
        return self.name.replace("_", " ")


@dataclass(frozen=True, kw_only=True)
class GroupMetric(Metric):
    """One number that says how unequal groups are.

    Parameters
    ----------
    rates : tuple of Rate
        The rates that it looks at; it is the mean over them.
    spread : callable
        From rates of shape (..., groups) to one number per (...), by the highest and the lowest
        of them alone: intervals put rates in the place of others between these two.
    floor, p : str
        The names under which a run keeps its noise floor and its p-value; empty for not at all.
    """

    rates: tuple[Rate, ...]
    spread: Callable[[np.ndarray], np.ndarray]
    lower_is_better: bool = True
    floor: str = ""
    p: str = ""

    @property
    def outcome(self) -> str:
        """Whether it is about who is flagged or about who is approved."""
        return " and ".join(dict.fromkeys(rate.outcome for rate in self.rates))

    @property
    def tail(self) -> float:
        """The quantile that 95 % of equal groups do better than: 0.05 where low is unfair."""
        return 0.95 if self.lower_is_better else 0.05

    @property
    def figures(self) -> dict[str, str]:
        """The columns of an audit that a run keeps, and their names; none of a table's metric."""
        named = {"value": self.name, "floor_95": self.floor, "p": self.p}
        return {column: name for column, name in named.items() if name and self.recorded}


@dataclass(frozen=True, kw_only=True)
class AccuracyMetric(Metric):
    """One number that says how good scores or decisions are; one of two callables is given.

    Parameters
    ----------
    of_counts : callable, optional
        From the four cells ``tp``, ``fp``, ``fn`` and ``tn``, by name, to the metric.
    of_scores : callable, optional
        From what happened and the scores, arrays of shape (rows,), to the metric.
    needs : tuple of str
        The rows that there must be, or it is NaN and not called: "positives", "negatives",
        "flagged", "not flagged".
    outcome : str
        Whether it is about who is flagged or about who is approved.
    weighted : callable, optional
        The metric of ``y``, ``score`` and the weights of rows that are sorted from the highest
        score to the lowest; without it intervals draw the rows anew.
    influence : callable, optional
        From ``y`` and ``score``, and of a metric that is also ``weighted`` the weights of rows, to
        the derivative of the metric by the weight of each row; without it there is no band.
    """

    of_counts: Callable[..., float] | None = None
    of_scores: Callable[[np.ndarray, np.ndarray], float] | None = None
    needs: tuple[str, ...] = ()
    outcome: str = f"{FLAGGED} and {APPROVED}"
    lower_is_better: bool = False
    kept: Kept = "metric"
    weighted: Callable[[np.ndarray, np.ndarray, np.ndarray], float] | None = None
    influence: Callable[..., np.ndarray] | None = None


@dataclass(frozen=True, eq=False)
class JudgedPeople:
    """People whom a run decided about, with what its record does not keep of them.

    Parameters
    ----------
    y : ndarray of 0 and 1, shape (n,)
    flagged : ndarray of bool, shape (n,)
    alike : AlikePeople or None
        Who of them are alike, as `alike_people` finds it.
    cost : ndarray of shape (n,), optional
        Of the decision about each; 0 where it was right.
    """

    y: np.ndarray
    flagged: np.ndarray
    alike: "AlikePeople | None"
    cost: np.ndarray | None = None


@dataclass(frozen=True, kw_only=True)
class RunMetric(Metric):
    """One number that only a run can measure, since its record holds no features or amounts.

    Parameters
    ----------
    of_people : callable
        From `JudgedPeople` to the metric; NaN where it is undefined.
    needs_costs : bool
        Whether it is measured only of runs that say what errors cost.
    needs : tuple of str
        As of ``AccuracyMetric``, of those that have bands.
    """

    of_people: Callable[[JudgedPeople], float]
    needs_costs: bool = False
    needs: tuple[str, ...] = ()
    outcome: str = f"{FLAGGED} and {APPROVED}"
