"""The command ``fairlab document``: documentation whose every figure comes from a run."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.commands.comparison import first_strategy
from fairlab.commands.document_check import about_of, check_document, documented_version
from fairlab.commands.finished import complete_tables, finished_runs
from fairlab.commands.next_steps import program_name, store_option
from fairlab.commands.terminal import say
from fairlab.compare.audit_sentences import audit_sentences
from fairlab.document.asked_words import ASKED
from fairlab.document.document_folder import refuse_foreign, save_document
from fairlab.document.evidence import Evidence
from fairlab.document.gathered import gather
from fairlab.document.purpose import Purpose, draft_purpose, read_purpose
from fairlab.document.written_files import FILES, write_document
from fairlab.errors import RequestError, nearest
from fairlab.experiment.scripts import as_written

if TYPE_CHECKING:
    from fairlab.record.registry import Version

PURPOSE = Path("purpose.toml")


def document_session(
    strategy: str | None,
    model: str | None,
    about: Path | None,
    output: Path | None,
    draft: bool,
    check: bool,
    overwrite: bool,
    dataset: str | None,
    conditions: Sequence[str],
    against: str | None,
    store: str | None,
    budget: float | str | None = None,
) -> int:
    """Write a document, draft what a person has to say for it, or check one.

    Parameters
    ----------
    strategy, model : str, optional
        What is documented: a strategy by its runs, or a registered model.
    about : Path, optional
        What a person wrote.
    output : Path, optional
        The folder.
    draft, check, overwrite : bool
    dataset, conditions, against, store, budget : optional
        Which runs, as in ``fairlab compare``.

    Returns
    -------
    int
        1 where a check finds a difference, else 0.

    Raises
    ------
    RequestError
        The options contradict each other, or name what there is not.
    """
    _refuse_contradictions(draft, check, strategy, model, dataset)
    if draft:
        _draft(about or PURPOSE, overwrite)
        return 0
    if check:
        return check_document(output, about, store)
    about = about or (PURPOSE if PURPOSE.is_file() else None)
    said = read_purpose(about) if about else Purpose()
    if output:
        refuse_foreign(output, overwrite, about)
    version = documented_version(model, store) if model else None
    named = version.tags["fairlab.dataset"] if version else dataset
    ledger, table = finished_runs(named, conditions, store, budget)
    chosen = _chosen(strategy, version, table)
    first = first_strategy(list(dict.fromkeys(table["strategy"])), against)
    folder = output or Path(f"document-{ledger.dataset_name}")
    refuse_foreign(folder, overwrite, about)
    today, tables = date.today().isoformat(), complete_tables(ledger, table)
    found = gather(ledger, table, tables, chosen, first, said, today, version)
    save_document(folder, write_document(found, about_of(found, first)))
    _say_made(found, folder, store_option(ledger.store))
    return 0


def _refuse_contradictions(
    draft: bool, check: bool, strategy: str | None, model: str | None, dataset: str | None
) -> None:
    if draft and check:
        raise RequestError("Either --draft or --check.")
    if model and (strategy or dataset):
        raise RequestError(
            "A model says itself what it was fitted by and on which data: leave out "
            f"{'--strategy' if strategy else '--dataset'}."
        )
    if (strategy or model) and (draft or check):
        raise RequestError(
            f"{'--draft' if draft else '--check'} asks for no strategy and no model: "
            "leave them out."
        )


def _draft(path: Path, overwrite: bool) -> None:
    from fairlab.report.pages import save

    if path.exists() and not overwrite:
        raise RequestError(
            f"{path} is there already, and would be lost.\n"
            "Draft another: --about FILE, or --overwrite."
        )
    if not path.absolute().parent.is_dir():
        raise RequestError(f"There is no folder {str(path.parent)!r} to write {path.name} in.")
    save(path, draft_purpose())
    say([
        f"Drafted:   {path}, {len(ASKED)} texts that only a person can write",
        f"Then:      {quote(program_name())} document --strategy NAME --about {quote(str(path))}",
    ])  # fmt: skip


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


def _say_made(found: Evidence, folder: Path, store: str) -> None:
    check = f"{quote(program_name())} document --check --output {quote(str(folder))}{store}"
    say([
        f"{found.said.lacking()} of {len(ASKED)} texts are to be written.",
        *audit_sentences(found.own),
        f"The document:  {folder}: {', '.join(FILES)}",
        f"Check it:      {check}",
    ])  # fmt: skip
