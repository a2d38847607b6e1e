"""A document as it was made of finished runs, and in what it differs from them later on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.commands.comparison import first_strategy
from fairlab.commands.document_check import about_of, documented_version, faults_of
from fairlab.commands.finished import complete_tables, decision_tables, finished_runs
from fairlab.compare.budgets import budgets_kept
from fairlab.document.document_folder import refuse_foreign, save_document
from fairlab.document.evidence import Evidence
from fairlab.document.gathered import gather
from fairlab.document.purpose import Purpose, read_purpose
from fairlab.document.written_files import Written, write_document
from fairlab.errors import RequestError, StoreError, nearest
from fairlab.experiment.readable_runs import NONE_LEFT, readable_runs, refuse_unread
from fairlab.experiment.scripts import as_written

if TYPE_CHECKING:
    from fairlab.audit.margins import Margins
    from fairlab.record import Store
    from fairlab.record.registry import Version

PURPOSE = Path("purpose.toml")


@dataclass(frozen=True, eq=False, repr=False)
class Documented:
    """A document that was written.

    Parameters
    ----------
    folder : Path
        Where its files are.
    evidence : Evidence
        What it rests on.
    written : Written
        Its files, and its figures by name.
    store : Store
        That its runs are in.
    about : Path, optional
        The file of what a person wrote.
    """

    folder: Path
    evidence: Evidence
    written: Written
    store: "Store"
    about: Path | None = None

    @property
    def figures(self) -> pd.DataFrame:
        """Every figure: ``name``, ``section``, ``value``, ``text`` and ``runs``."""
        rows = [{"name": name, **one} for name, one in self.written.figures.items()]
        return pd.DataFrame(rows, columns=["name", "section", "value", "text", "runs"])

    @property
    def to_be_written(self) -> int:
        """How many texts that only a person can write are not there yet."""
        return self.evidence.said.lacking()

    def faults(self) -> list[str]:
        """Make it anew from its runs, and say in what its files differ; empty where in nothing."""
        return list(faults_of(self.folder, None, self.store.uri).faults)

    def __repr__(self) -> str:
        """Say what it is of, and what a person has still to write."""
        return (
            f"{self.folder}: {self.evidence.strategy} on {self.evidence.runs.dataset}, "
            f"{len(self.written.figures):,} figures, {self.to_be_written} texts to be written"
            f"{f' in {self.about}' if self.about else ''}"
        )


def document_runs(
    strategy: str | None,
    model: str | None,
    about: Path | None,
    output: Path | None,
    overwrite: bool,
    dataset: str | None,
    conditions: Sequence[str],
    against: str | None,
    margins: "Margins",
    store: str | None,
    budget: float | str | None = None,
) -> Documented:
    """Write the document of a strategy, or of a registered model.

    Parameters
    ----------
    strategy, model, about, output, overwrite
        As for ``document_session``.
    dataset, conditions, against, margins, store, budget
        Which runs, and how they are compared, as in ``fairlab compare``.

    Returns
    -------
    Documented

    Raises
    ------
    RequestError
        There are no such runs, or the folder holds files of others.
    """
    about = about or (PURPOSE if PURPOSE.is_file() else None)
    said = read_purpose(about) if about else Purpose()
    if output:
        refuse_foreign(output, overwrite, about)
    version = documented_version(model, store) if model else None
    named = version.tags["fairlab.dataset"] if version else dataset
    if version and budget is None:
        budget = _budget_of(version, store)
    ledger, table = finished_runs(named, conditions, store, budget)
    tables, decisions = complete_tables(ledger, table), decision_tables(ledger)
    first = first_strategy(list(dict.fromkeys(table["strategy"])), against)
    table = readable_runs(table, decisions)
    if table.empty:
        raise StoreError(NONE_LEFT)
    own = table["strategy"] == _chosen(strategy, version, table)
    # Of the others no more is read than what they decided.
    table = pd.concat([readable_runs(table[own], tables), table[~own]]).sort_index()
    refuse_unread(first, set(table["strategy"]))
    chosen = _chosen(strategy, version, table)
    folder = output or Path(f"document-{ledger.dataset_name}")
    refuse_foreign(folder, overwrite, about)
    today = date.today().isoformat()
    found = gather(
        ledger, table, tables, decisions, chosen, first, said, today, version, margins=margins
    )
    written = write_document(found, about_of(found, first))
    save_document(folder, written)
    return Documented(folder, found, written, ledger.store, about)


def _budget_of(version: "Version", store: str | None) -> str | None:
    """Take the budget that the model keeps, where its store has runs of several."""
    from fairlab.record import Ledger, open_store

    runs = Ledger(open_store(store, create=False), version.tags["fairlab.dataset"]).table()
    audits = runs["run_id"] == version.tags["fairlab.audit_run"]
    kept = budgets_kept(runs)
    several = kept.groupby(runs["strategy"]).nunique() > 1
    return kept[audits].iloc[0] if several.any() and audits.any() else None


def _chosen(strategy: str | None, version: "Version | None", table: pd.DataFrame) -> str:
    """Name the documented strategy."""
    known = list(dict.fromkeys(table["strategy"]))
    if version:
        if version.tags["fairlab.audit_run"] not in set(table["run_id"]):
            raise RequestError(
                f"The run {version.tags['fairlab.audit_run']} that audits {version.address} is "
                "not among these.\nSay which runs: --where NAME=VALUE"
            )
        return version.tags["fairlab.strategy"]
    if strategy is None:
        if len(known) == 1:
            return known[0]
        raise RequestError(
            f"Which strategy is documented? There is: {', '.join(known)}.\n"
            f"Say which: --strategy {known[0]}"
        )
    name = as_written(strategy, known)
    if name not in known:
        raise RequestError(f"There are no runs of {strategy!r}. {nearest(strategy, known)}")
    return name
