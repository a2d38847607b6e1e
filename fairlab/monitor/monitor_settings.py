"""What a monitor was asked to watch; it stands from its first batch on."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from fairlab.audit.registry import rates
from fairlab.data.decisions.asked import Asked
from fairlab.data.words import Words
from fairlab.errors import RequestError, nearest

USUAL_DELTA = 0.05
USUAL_MEASURES = ("selection_rate", "recall", "precision", "fpr")


@dataclass(frozen=True)
class MonitorSettings:
    """What is watched, and from when on a difference matters.

    Parameters
    ----------
    asked : Asked
        Which column is what.
    maturity : int, optional
        Days after the end of a cohort from which on its labels are taken as they are.
    cohort : {"day", "week", "month", "quarter"}
        Whose labels mature together, by the date of the decision.
    delta : float
        Differences of rates up to this do not matter.
    deltas : mapping of str to float
        The same of single measures.
    alpha : float
        How often a process may ever give a false alarm.
    measures : tuple of str
        Rates of the registry.
    version : str, optional
        The column that says which version of the model decided.
    na_values : tuple of str
        What stands for a missing value in any column.

    Examples
    --------
    >>> made = MonitorSettings(Asked(decision="flag", groups=("sex",)), measures=("recall",))
    >>> MonitorSettings.from_text(made.to_text()) == made
    True
    """

    asked: Asked
    maturity: int | None = None
    cohort: str = "month"
    delta: float = USUAL_DELTA
    deltas: Mapping[str, float] = field(default_factory=dict)
    alpha: float = 0.05
    measures: tuple[str, ...] = USUAL_MEASURES
    version: str | None = None
    na_values: tuple[str, ...] = ()

    def to_text(self) -> str:
        """Write them as JSON."""
        return json.dumps(asdict(self), sort_keys=True)

    @classmethod
    def from_text(cls, text: str) -> "MonitorSettings":
        """Read them again."""
        found = json.loads(text)
        asked = {name: _frozen(value) for name, value in found.pop("asked").items()}
        asked["words"] = Words(**asked.get("words", {}))
        return cls(Asked(**asked), **{name: _frozen(value) for name, value in found.items()})

    def called(self, words: Words) -> "MonitorSettings":
        """Call attributes by other words, which may be said at any time; by none as before."""
        return replace(self, asked=replace(self.asked, words=words)) if words else self

    def delta_of(self, measure: str) -> float:
        """Give the difference of a measure up to which nothing matters."""
        return self.deltas.get(measure, self.delta)

    @property
    def attributes(self) -> tuple[str, ...]:
        """The attributes that are watched, intersections behind the others."""
        return (*self.asked.groups, *(" * ".join(names) for names in self.asked.cross))

    def refuse_unclear(self) -> None:
        """Refuse what cannot be watched.

        Raises
        ------
        RequestError
        """
        known = {rate.name: rate for rate in rates()}
        for name in (*self.measures, *self.deltas):
            if name not in known:
                raise RequestError(f"No rate is called {name!r}. {nearest(name, known)}")
        if not all(0 < delta < 1 for delta in (self.delta, *self.deltas.values())):
            raise RequestError("--delta is a difference of rates: more than 0 and less than 1.")
        if self.asked.label and self.maturity is None:
            raise RequestError(
                f"How long after a decision is {self.asked.label!r} final? Labels that come later "
                "are left out.\nSay how many days: --maturity 90d"
            )

    def refuse_other(self, typed: "MonitorSettings", given: set[str]) -> None:
        """Refuse settings that are other than those the monitor began with.

        Parameters
        ----------
        typed : MonitorSettings
        given : set of str
            Which of them a person gave.

        Raises
        ------
        RequestError
        """
        of_asked = {one.name for one in fields(Asked)}
        for name in sorted(given):
            mine, theirs = (_value(one, name, of_asked) for one in (self, typed))
            if mine != theirs:
                raise RequestError(
                    f"This monitor began with {name} {_shown(mine)}, and not {_shown(theirs)}.\n"
                    "A rule that changes while one looks holds no level: leave it out, or begin a "
                    "monitor of another --name."
                )


def _value(settings: MonitorSettings, name: str, of_asked: set[str]) -> Any:
    return getattr(settings.asked if name in of_asked else settings, name)


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name}={one}" for name, one in value.items()) or "of none"
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _frozen(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(map(_frozen, value))
    if isinstance(value, dict):
        return {name: _frozen(one) for name, one in value.items()}
    return value
