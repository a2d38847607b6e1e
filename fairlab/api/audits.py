"""What an audit found, as a notebook looks at it."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.api.arguments import limits

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from fairlab.audit.counted.counted_source import CountedSource
    from fairlab.audit.sources import AuditSource
    from fairlab.compare.comparison import Comparison
    from fairlab.report.decision_page import Provenance
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

        return [*audit_answer(self.comparison), *self.source.cuts]

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

    def figure(self, measure: str | None = None) -> "Figure":
        """Draw one measure's gaps between the groups, with their bands.

        Parameters
        ----------
        measure : str, optional
            A ``metric`` of ``statements``; recall if left out, without labels who is flagged.

        Returns
        -------
        Figure
            Of matplotlib.
        """
        from fairlab.compare.gap_figure import gap_figure

        usual = "recall" if self.source.known else "selection_rate"
        return gap_figure(self.comparison, usual if measure is None else measure)

    def gate(
        self, most: Mapping[str, float] | None = None, least: Mapping[str, float] | None = None
    ) -> pd.DataFrame:
        """Hold the decisions against limits, as ``fairlab audit FILE`` does.

        Parameters
        ----------
        most, least : mapping of str to float
            What each metric may be at most, and must be at least, such as
            ``{"fair.sex/adverse_impact_ratio": 0.8}``.

        Returns
        -------
        DataFrame
            One row per model and limit: ``verdict`` (kept, broken, or cannot be told) and
            ``sentence``.

        Raises
        ------
        RequestError
            A limit makes no sense, or is one between groups whose people weigh differently.
        """
        from fairlab.gate.judge_source import judge_source

        typed = limits("most", most), limits("least", least)
        return pd.DataFrame(judge_source(self.source, self.groups, *typed))

    def log_to_mlflow(self, run_id: str | None = None) -> str:
        """Log figures, tables and the page to MLflow.

        Parameters
        ----------
        run_id : str, optional
            Into which run; the active one if left out, and without one a run of its own, in the
            experiment and the store that MLflow is set to.

        Returns
        -------
        str
            MLflow's id of the run.

        Raises
        ------
        StoreError
            The store cannot be written.
        """
        return self.log_figures(run_id)[0]

    def log_figures(self, run_id: str | None = None) -> tuple[str, dict[str, float]]:
        """Do as ``log_to_mlflow``, and give the figures by name beside the run's id."""
        from datetime import UTC, datetime

        from fairlab.commands.audit_file_record import audit_result
        from fairlab.record.audit_in_run import log_audit
        from fairlab.report.pages import render

        audited = self.source, self.comparison, self.groups
        result = audit_result(*audited, render(self.page), datetime.now(UTC))
        return log_audit(result, self.source.title, run_id)

    def _repr_html_(self) -> str:
        from html import escape

        from fairlab.compare.comparison_table import GAP_COLUMNS, gap_rows

        sentences = "".join(f"<p>{escape(text)}</p>" for text in self.answer)
        table = pd.DataFrame(gap_rows(self.comparison.in_words), columns=list(GAP_COLUMNS))
        return sentences + table.to_html(index=False)


@dataclass(frozen=True, eq=False, repr=False)
class TableAudit(Audit):
    """An audit by group of a table of decisions: of arrays, or counted in pieces.

    Parameters
    ----------
    source : AuditSource or CountedSource
        The people, or how they were counted.
    comparison, groups
        See `Audit`.
    origin : Provenance
        Where decisions come from and how they were read.
    """

    source: "AuditSource | CountedSource"  # type: ignore[assignment]
    origin: "Provenance"

    @property
    def answer(self) -> list[str]:
        """What was found, how columns were read, and what is missing or odd, in sentences."""
        from fairlab.report.decision_page import decision_answer

        told = decision_answer(self.source, self.comparison)
        return [*told, *self.origin.read_as, *self.origin.notes]

    @property
    def page(self) -> "Page":
        """The audit as a page."""
        from fairlab.report.decision_page import decision_page

        return decision_page(self.source, self.origin, self.comparison, self.groups)
