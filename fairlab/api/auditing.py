"""An audit by group, from a notebook."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from fairlab.api.arguments import described, load_data, store_uri
from fairlab.api.audited_arrays import source_of_arrays
from fairlab.errors import RequestError

if TYPE_CHECKING:
    from fairlab.audit.sources import AuditSource
    from fairlab.compare.comparison import Comparison
    from fairlab.data import Dataset
    from fairlab.report.pages import Page


@dataclass(frozen=True, eq=False, repr=False)
class Audit:
    """An audit by group.

    Parameters
    ----------
    source : AuditSource
        What was audited.
    comparison : Comparison
        What separates the groups, with bands, as ``fairlab.compare`` says it of a strategy.
    groups : DataFrame
        Rates by group and measures by attribute, see ``fairlab.audit.audit_groups``.
    """

    source: "AuditSource"
    comparison: "Comparison"
    groups: pd.DataFrame

    def __repr__(self) -> str:
        return "\n".join(self.answer)

    @property
    def answer(self) -> list[str]:
        """What was found, and where numbers were cut into groups, in sentences."""
        from fairlab.report.audit_page import audit_answer

        return [*audit_answer(self.comparison, ()), *self.source.cuts]

    @property
    def statements(self) -> pd.DataFrame:
        """What separates each group from its rest: a row per statement, with its band."""
        return self.comparison.gaps

    @property
    def page(self) -> "Page":
        """The audit as a page."""
        from fairlab.report.audit_page import audit_page

        return audit_page(self.source, self.comparison, self.groups, ())

    def to_html(self, path: str | Path) -> Path:
        """Write the page: one file that needs no network."""
        from fairlab.report.pages import render, save

        save(Path(path), render(self.page))
        return Path(path)

    def _repr_html_(self) -> str:
        from html import escape

        from fairlab.compare.comparison_table import GAP_COLUMNS, gap_rows

        sentences = "".join(f"<p>{escape(text)}</p>" for text in self.answer)
        table = pd.DataFrame(gap_rows(self.comparison), columns=list(GAP_COLUMNS))
        return sentences + table.to_html(index=False)


def audit(
    source: "AuditSource | str | None" = None,
    *,
    y: Any = None,
    decision: Any = None,
    groups: Any = None,
    score: Any = None,
    title: str = "decisions",
    store: str | Path | None = None,
    dataset: "str | Dataset | None" = None,
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
    dataset : str or Dataset, optional
        What the run learned from; may be left out where that comes with fairlab.

    Returns
    -------
    Audit

    Raises
    ------
    RequestError
        Neither a source is given, nor labels, decisions and groups; or both are.
    DataError
        The columns do not fit each other.

    Examples
    --------
    >>> import fairlab
    >>> sex = pd.DataFrame({"sex": ["f"] * 10 + ["m"] * 10})
    >>> flagged = [1] * 8 + [0] * 2 + [1] * 2 + [0] * 8
    >>> found = fairlab.audit(y=[1] * 20, decision=flagged, groups=sex)
    >>> found.statements[["metric", "low", "high", "answer"]].round(3).iloc[0].to_dict()
    {'metric': 'recall', 'low': 0.004, 'high': 0.924, 'answer': 'differs'}
    """
    from fairlab.audit.source_groups import audit_source
    from fairlab.report.audit_page import statements_about

    _refuse_two_sources(source, dataset, y=y, decision=decision, groups=groups, score=score)
    if isinstance(source, str):
        source = _source_of_run(source, store, dataset)
    if source is None:
        source = source_of_arrays(y, decision, groups, score, title)
    return Audit(source, statements_about(source), audit_source(source))


def _refuse_two_sources(source: Any, dataset: Any, **arrays: Any) -> None:
    from fairlab.audit.sources import AuditSource

    given = [what for what, values in arrays.items() if values is not None]
    if source is not None and not isinstance(source, str | AuditSource):
        raise RequestError(
            f"The source must be an AuditSource or the id of a run, but got {described(source)}.\n"
            "Give arrays by name: fairlab.audit(y=..., decision=..., groups=...)"
        )
    if source is not None and given:
        raise RequestError(f"Give either a source or arrays to audit; leave out {given[0]}.")
    if dataset is not None and not isinstance(source, str):
        raise RequestError("A dataset is that of a recorded run: name the run's id too.")


def _source_of_run(
    run: str, store: str | Path | None, dataset: "str | Dataset | None"
) -> "AuditSource":
    from fairlab.commands.recorded_decisions import decisions_of
    from fairlab.commands.recorded_run import (
        comes_with_fairlab,
        data_of,
        find_run,
        refuse_other_data,
    )
    from fairlab.record import open_store

    opened = open_store(store_uri(store), create=False)
    found = find_run(opened, run, None, None, None)
    if dataset is None and not comes_with_fairlab(found.dataset):
        raise RequestError(
            f"The run learned from {found.dataset!r}, which does not come with fairlab.\n"
            "Give what it learned from: fairlab.audit(run, dataset=...)"
        )
    data = data_of(found, {}) if dataset is None else load_data(dataset)
    refuse_other_data(found, data)
    return decisions_of(opened, found, data)
