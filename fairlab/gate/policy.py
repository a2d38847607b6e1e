"""A policy as a file: what must be measured, and the limits that hold for it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from fairlab.audit.margins import Margins
from fairlab.audit.metric_names import metric_word
from fairlab.audit.registry import group_metrics, rate_words
from fairlab.compare.statement_words import number
from fairlab.compare.typed_margins import margins_of
from fairlab.data.messages import plain
from fairlab.data.small_text import read_toml
from fairlab.data.words import crossed_name
from fairlab.errors import RequestError, nearest
from fairlab.gate.limits import Limit, read_limits
from fairlab.gate.verdicts import UNMEASURED, Finding

LISTS, TABLES = ("attributes", "measures"), ("max", "min", "margins")


@dataclass(frozen=True)
class Policy:
    """What must be measured, and what holds for it.

    Parameters
    ----------
    name, sha256 : str
        Of the file.
    attributes : tuple of str
        Which must be audited; intersections as ``sex * race``.
    measures : tuple of str
        Which must be measured between the groups of each.
    most, least : mapping of str to float
        Limits, by a metric's full name, or by a measure for all attributes.
    margins : Margins
        Differences that do not matter.

    Examples
    --------
    >>> policy = Policy("p.toml", "", ("sex",), least={"adverse_impact_ratio": 0.8})
    >>> policy.wanted
    ['fair.sex/adverse_impact_ratio']
    """

    name: str
    sha256: str
    attributes: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    most: Mapping[str, float] = field(default_factory=dict)
    least: Mapping[str, float] = field(default_factory=dict)
    margins: Margins = field(default_factory=Margins)

    @property
    def wanted(self) -> list[str]:
        """The full names of all that must be measured."""
        named = [f"fair.{metric_word(a)}/{m}" for a in self.attributes for m in self.measures]
        limited = [name for names in (self.most, self.least) for name in self._of_each(names)]
        return list(dict.fromkeys([*named, *limited]))

    @property
    def told(self) -> str:
        """Name it with its hash, and what it says does not matter."""
        kept = self.margins
        own = "".join(f", {number(m)} of {rate_words(name)}" for name, m in kept.own.items())
        return (
            f"Held against the policy `{plain(self.name)}`, SHA-256 `{self.sha256}`; margins: "
            f"{number(kept.gap)} of rates, a ratio of {number(kept.ratio)} of shares{own}."
        )

    def limits(self, measured: Collection[str]) -> tuple[Limit, ...]:
        """Give the limits on what was measured."""
        most, least = (
            [f"{name}={bound!r}" for name, bound in self._of_each(of).items() if name in measured]
            for of in (self.most, self.least)
        )
        return read_limits(most, least, measured) if most or least else ()

    def not_measured(self, who: str, measured: Collection[str]) -> Iterator[Finding]:
        """Say what is missing, with the attribute where MLflow writes its name otherwise."""
        odd = {f"fair.{metric_word(a)}": f" ({a})" for a in self.attributes if metric_word(a) != a}
        for name in self.wanted:
            if name not in measured:
                called = name + odd.get(name.rpartition("/")[0], "")
                yield Finding(
                    UNMEASURED, f"Not measured: {called} of {who}, which {self.name} asks."
                )

    def _of_each(self, limits: Mapping[str, float]) -> dict[str, float]:
        """Put a limit on a measure on every attribute."""
        return {
            full: bound
            for name, bound in limits.items()
            for full in ([name] if "/" in name else
                         [f"fair.{metric_word(a)}/{name}" for a in self.attributes])
        }  # fmt: skip


def read_policy(path: Path) -> Policy:
    r"""Read a policy.

    Parameters
    ----------
    path : Path
        A TOML file: ``attributes`` and ``measures`` are lists, ``[max]`` and ``[min]`` tables of
        limits, ``[margins]`` one of differences that do not matter, as ``--margin`` takes them.

    Raises
    ------
    DataError
        The file cannot be read.
    RequestError
        It asks for nothing, or for what there is not.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "policy.toml")
    ...     _ = file.write_text('attributes = ["sex"]\n[max]\nrecall_parity = 0.2')
    ...     read_policy(file).wanted
    ['fair.sex/recall_parity']
    """
    told = read_toml(path)
    _refuse_odd(path.name, told)
    found = Policy(
        path.name,
        sha256(path.read_bytes()).hexdigest(),
        tuple(map(crossed_name, told.get("attributes", ()))),
        tuple(told.get("measures", ())),
        told.get("max", {}),
        told.get("min", {}),
        _margins(path.name, told.get("margins", {})),
    )
    loose = [name for name in (*found.measures, *found.most, *found.least) if "/" not in name]
    if loose and not found.attributes:
        raise RequestError(
            f"{path.name} names {loose[0]} of no attribute.\nName those that it holds for: "
            'attributes = ["sex"]'
        )
    if not found.wanted:
        raise RequestError(
            f"{path.name} asks for nothing: name attributes = [...] with measures = [...], or "
            "limits under [max] and [min]."
        )
    return found


def _margins(name: str, told: Mapping[str, float]) -> Margins:
    try:
        return margins_of(told)
    except RequestError as error:
        raise RequestError(f"{name}: {error}") from error


def _refuse_odd(name: str, told: Mapping[str, Any]) -> None:
    known = [metric.name for metric in group_metrics() if metric.recorded and metric.gateable]
    for key, value in told.items():
        if key not in (*LISTS, *TABLES):
            raise RequestError(f"{name}: there is no {key!r}. {nearest(key, (*LISTS, *TABLES))}")
        listed = isinstance(value, list) and all(isinstance(one, str) for one in value)
        if key in LISTS and not listed:
            raise RequestError(f'{name}: {key} must be a list of texts, such as ["sex"].')
        if key in TABLES and not _is_limits(value):
            raise RequestError(f"{name}: [{key}] must hold a number for each metric.")
        for measure in () if key in ("attributes", "margins") else value:
            if "/" not in measure and measure not in known:
                raise RequestError(f"{name}: no measure {measure!r}. {nearest(measure, known)}")


def _is_limits(value: object) -> bool:
    return isinstance(value, dict) and all(type(bound) in (int, float) for bound in value.values())
