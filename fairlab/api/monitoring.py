"""Decisions watched batch by batch, from a notebook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from fairlab.api.arguments import described, store_uri
from fairlab.errors import RequestError
from fairlab.typed_names import names_as_typed

if TYPE_CHECKING:
    from fairlab.commands.monitor_outputs import Look

Files = str | Path | Sequence[str | Path]
ANSWERS = ("nothing", "alarm", "too early", "not measured")  # by the command's exit code


@dataclass(frozen=True, eq=False, repr=False)
class Monitored:
    """What a monitor says so far.

    Parameters
    ----------
    told : sequence of str
        What came of each batch, and where things are.
    page : Path
        The history as one page.
    look : Look
        What was evaluated.
    """

    told: Sequence[str]
    page: Path
    look: "Look"

    @property
    def answer(self) -> str:
        """Give the worst of ``alarm``, ``not measured``, ``too early`` and ``nothing``."""
        return ANSWERS[self.look.verdict]

    @property
    def statements(self) -> pd.DataFrame:
        """A row per measure and attribute: who, ``answer``, when, gap and band, ``e``, ``said``."""
        from fairlab.commands.monitor_outputs import statement_table

        return statement_table(self.look.current)

    def __repr__(self) -> str:
        """Give what is said, a line each."""
        from fairlab.monitor.monitor_words import summary

        return "\n".join([*self.told, *self.statements["said"], summary(self.look.current)])


def monitor(
    batches: Files = (),
    name: str = "monitor",
    *,
    labels: Files = (),
    groups: str | Sequence[str] = (),
    decision: str | None = None,
    approve: Any = None,
    score: str | None = None,
    threshold: float | None = None,
    label: str | None = None,
    positive: Any = None,
    person: str | None = None,
    time: str | None = None,
    day: date | str | None = None,
    bands: Mapping[str, Sequence[float]] | None = None,
    maturity: int | None = None,
    delta: float | Mapping[str, float] | None = None,
    alpha: float | None = None,
    measures: str | Sequence[str] = (),
    today: date | str | None = None,
    state: str | Path | None = None,
    output: str | Path | None = None,
    store: str | Path | None = None,
    record: bool = True,
    **options: Any,
) -> Monitored:
    r"""Count new batches of decisions, and say what is shown so far.

    A batch counts once, however often it is fed. What columns mean is said with the first batch and
    stands from then on.

    Parameters
    ----------
    batches, labels : str, Path, or sequence of them
        Files, folders and globs; labels that came later hold ``person`` and ``label``.
    name : str
        What is watched: small letters, digits and ``_``.
    groups : str or sequence of str
        The sensitive attributes.
    decision, approve
        The column of what was decided, and which value approves.
    score, threshold
        The column of predicted risks, and from which one on people are flagged where no column
        says what was decided [0.5].
    label, positive
        The column of what happened, and which value is the bad event; 1 of 0 and 1.
    person, time : str, optional
        The columns of whose row it is, and of when it was decided.
    day : date or str, optional
        When it was decided, of all rows, where no column says it.
    bands : mapping of str to sequence of float, optional
        Where an attribute that is a number is cut.
    maturity : int, optional
        Days after the end of a cohort from which on its labels are final.
    delta : float, or mapping of str to float, optional
        Differences of rates that do not matter, of all measures or of each [0.05].
    alpha : float, optional
        How often a process may ever give a false alarm [0.05].
    measures : str or sequence of str
        Rates to watch; selection_rate, recall, precision and fpr if left out.
    today : date or str, optional
        Taken for today, in a rehearsal.
    state, output : str or Path, optional
        The file of what was counted, and the page.
    store : str or Path, optional
        A file, or an MLflow tracking URI.
    record : bool
        Whether it is written to MLflow.
    **options
        Others of ``fairlab monitor`` as they are typed: ``batch``, ``cross``, ``references``,
        ``smallest``, ``cohort``, ``model_version``, ``correct``, ``restart``, ``data``, ``query``,
        ``separator``, ``decimal``, ``na_values``, ``max_rows``, ``date_format``.

    Returns
    -------
    Monitored
        ``answer``, ``statements`` as a frame, ``told`` and ``page``.

    Raises
    ------
    RequestError, DataError
        A batch cannot be counted; those before it are.

    References
    ----------
    docs/decisions/0019-a-monitor.md.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     file = Path(folder, "march.csv")
    ...     _ = file.write_text("on,sex,flag\n" + "2026-03-31,f,1\n2026-03-31,m,0\n" * 100)
    ...     found = monitor(
    ...         file, groups=["sex"], decision="flag", approve=0, time="on", record=False,
    ...         state=Path(folder, "state.db"), output=Path(folder, "page.html"),
    ...     )
    >>> found.answer, found.statements["measure"].tolist()
    ('alarm', ['selection_rate'])
    """
    from fairlab.commands.monitor import watch
    from fairlab.commands.monitor_outputs import keep, look_at

    typed = options | {
        "groups": _names(groups),
        "decision": decision,
        "approve": _text(approve),
        "scores": score,
        "threshold": threshold,
        "label": label,
        "positive": _text(positive),
        "row_id": person,
        "time": time,
        "day": _text(day),
        "bands": {column: tuple(map(float, edges)) for column, edges in (bands or {}).items()},
        "maturity": _text(maturity),
        "delta": _deltas(delta),
        "alpha": alpha,
        "measures": _names(measures),
        "today": _text(today),
    }
    told: list[str] = []
    watched = watch(
        _named(batches), name, _named(labels), told.extend, not record, _path(state),
        _path(output), store_uri(store), **typed,
    )  # fmt: skip
    look = look_at(watched)
    told += [f"{heading} {where}" for heading, where in keep(watched, look)]
    return Monitored(told, watched.page, look)


def _names(names: str | Sequence[str]) -> str:
    """Write names as they are typed; one alone is no list of letters."""
    return names_as_typed([names] if isinstance(names, str) else names)


def _named(files: Files) -> list[str]:
    """List the files; what a batch was is known by its file, so that it counts once."""
    listed = [files] if isinstance(files, str | PathLike | pd.DataFrame) else [*files]
    for file in listed:
        if not isinstance(file, str | PathLike):
            raise RequestError(
                f"A batch must be a file, but got {described(file)}.\n"
                'Write it to one first: frame.to_parquet("march.parquet")'
            )
    return [str(file) for file in listed]


def _path(file: str | Path | None) -> Path | None:
    return Path(file) if file else None


def _text(value: Any) -> str | None:
    return None if value is None else str(value)


def _deltas(delta: float | Mapping[str, float] | None) -> tuple[str, ...]:
    if isinstance(delta, Mapping):
        return tuple(f"{measure}={value}" for measure, value in delta.items())
    return () if delta is None else (str(delta),)
