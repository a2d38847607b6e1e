"""An audit by group, from a notebook."""

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from fairlab.api.arguments import store_uri
from fairlab.errors import RequestError

if TYPE_CHECKING:
    from fairlab.audit.sources import AuditSource
    from fairlab.report.pages import Page


@dataclass(frozen=True, eq=False)
class Audit:
    """An audit by group.

    Parameters
    ----------
    source : AuditSource
        What was audited.
    groups : DataFrame
        Rates by group and measures by attribute, see ``fairlab.audit.audit_groups``.
    """

    source: "AuditSource"
    groups: pd.DataFrame = field(repr=False)

    @property
    def answer(self) -> list[str]:
        """What was found, in sentences."""
        return list(self.page.answer)

    @property
    def page(self) -> "Page":
        """The audit as a page."""
        from fairlab.report.audit_page import audit_page

        return audit_page(self.source, self.groups, ())

    def to_html(self, path: str | Path) -> Path:
        """Write the page: one file that needs no network."""
        from fairlab.report.pages import render, save

        save(Path(path), render(self.page))
        return Path(path)

    def _repr_html_(self) -> str:
        from html import escape

        sentences = "".join(f"<p>{escape(text)}</p>" for text in self.answer)
        measures = self.groups[self.groups["kind"] == "attribute"].dropna(axis=1, how="all")
        return sentences + measures.to_html(index=False, float_format="{:.3f}".format)


def audit(
    source: "AuditSource | str | None" = None,
    *,
    y: Any = None,
    decision: Any = None,
    groups: Any = None,
    score: Any = None,
    title: str = "decisions",
    store: str | Path | None = None,
) -> Audit:
    """Audit decisions by group: of a recorded run, or as arrays.

    Parameters
    ----------
    source : AuditSource or str, optional
        What to audit, or the id of a recorded run.
    y, decision : array of 0 and 1, shape (rows,), optional
        What happened, and who was flagged, where no source is given.
    groups : DataFrame, shape (rows, attributes), optional
        A column per sensitive attribute.
    score : array of float, shape (rows,), optional
        The predicted probability of the bad event.
    title : str
        What the page's heading names.
    store : str or Path, optional
        Where the run is recorded.

    Returns
    -------
    Audit

    Raises
    ------
    RequestError
        Neither a source is given, nor labels, decisions and groups.
    DataError
        The columns do not fit each other.

    Examples
    --------
    >>> import fairlab
    >>> sex = pd.DataFrame({"sex": ["f"] * 10 + ["m"] * 10})
    >>> flagged = [1] * 8 + [0] * 2 + [1] * 2 + [0] * 8
    >>> found = fairlab.audit(y=[1] * 20, decision=flagged, groups=sex)
    >>> rows = found.groups.set_index("measure")
    >>> rows.loc["recall_parity", ["value", "p"]].astype(float).round(3).tolist()
    [0.75, 0.023]
    """
    from fairlab.audit.group import audit_groups

    if isinstance(source, str):
        source = _source_of_run(source, store)
    if source is None:
        source = _source_of_arrays(y, decision, groups, score, title)
    return Audit(source, audit_groups(source.y, source.decision, source.groups))


def _source_of_arrays(y: Any, decision: Any, groups: Any, score: Any, title: str) -> "AuditSource":
    from fairlab.audit.sources import AuditSource

    if y is None or decision is None or groups is None:
        raise RequestError("Give y, decision and groups, or a source or a run's id to audit.")
    frame = pd.DataFrame(groups)
    index = frame.index
    as_series = partial(pd.Series, index=index)
    return AuditSource(
        title=title,
        about="Decisions that were given as arrays.",
        y=y if isinstance(y, pd.Series) else as_series(list(y)),
        decision=decision if isinstance(decision, pd.Series) else as_series(list(decision)),
        groups=frame.astype("category"),
        score=score if score is None or isinstance(score, pd.Series) else as_series(list(score)),
        row_ids=index,
    )


def _source_of_run(run: str, store: str | Path | None) -> "AuditSource":
    from fairlab.commands.recorded_run import data_of, find_run, model_of, source_of
    from fairlab.record import open_store

    opened = open_store(store_uri(store), create=False)
    found = find_run(opened, run, None, None, None)
    parts = found.split(data_of(found, {}))
    return source_of(found, model_of(opened, found), parts)
