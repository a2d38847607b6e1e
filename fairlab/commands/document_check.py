"""A document made anew from the runs that it names, and held against its files."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairlab.commands.finished import complete_tables, decision_tables, with_every_metric
from fairlab.compare.typed_margins import margins_of
from fairlab.data.messages import number_of
from fairlab.document.checking import differences, other_version
from fairlab.document.document_folder import read_figures
from fairlab.document.evidence import Evidence
from fairlab.document.gathered import gather
from fairlab.document.purpose import Purpose, read_purpose
from fairlab.document.written_files import Written, write_document
from fairlab.errors import RequestError

if TYPE_CHECKING:
    from fairlab.record.registry import Version

ASKED = {
    "dataset": str, "strategy": str, "against": str, "made": str, "model": str, "runs": list,
    "beside": list, "texts": dict,
}  # fmt: skip
TOLD = ("strategy", "dataset", "audit_run")  # by the tags of a model that fairlab registered
_UNCLEAR = (
    "{folder} does not say any more what it is about, so that it cannot be made anew.\n"
    "Make the document anew: fairlab document --overwrite"
)


def about_of(found: Evidence, against: str) -> dict[str, Any]:
    """Say what a document is about, which is kept in it, so that a check asks for the same.

    Parameters
    ----------
    found : Evidence
    against : str
        The strategy that the others are held against.
    """
    margins = asdict(found.own.margins)
    explored = [found.explored.run_id] if found.explored else []
    return {
        "dataset": found.runs.dataset,
        "strategy": found.strategy,
        "against": against,
        "made": found.made,
        "model": found.version.address if found.version else "",
        "runs": list(found.runs.table["run_id"]),
        "beside": [*explored, *(row.run_id for row in found.audits)],
        "texts": dict(found.said.texts),
        "margins": {**margins.pop("own"), **margins},
    }


def documented_version(model: str, store: str | None) -> "Version":
    """Look up the registered model that is documented.

    Parameters
    ----------
    model : str
        ``models:/NAME@ALIAS`` or ``models:/NAME/VERSION``.
    store : str, optional
        Tracking URI.

    Raises
    ------
    RequestError
        There is none, or fairlab did not register it.
    """
    from fairlab.record import open_store
    from fairlab.record.registry import find_version

    found = find_version(open_store(store, create=False), model)
    if not {f"fairlab.{name}" for name in TOLD} <= found.tags.keys():
        raise RequestError(
            f"{found.address} was not registered by fairlab, or its tags were edited; no run "
            "audits it.\n"
            "Fit one: fairlab fit STRATEGY"
        )
    return found


@dataclass(frozen=True)
class Faults:
    """In what a document differs from its runs.

    Parameters
    ----------
    faults : sequence of str
        A sentence each.
    figures : int
        How many its runs give; 0 where it could not be made anew.
    runs : int
        How many they come from.
    note : str
        What could not be compared.
    """

    faults: Sequence[str]
    figures: int = 0
    runs: int = 0
    note: str = ""


def faults_of(folder: Path, about: Path | None, store: str | None) -> Faults:
    """Make a document anew from its runs, and find in what it differs.

    Parameters
    ----------
    folder, about, store
        As for ``document_session``.
    """
    told = read_figures(folder)
    asked = _asked(told, folder)
    if about:
        asked["texts"] = read_purpose(about).texts
    found = made_anew(asked, store)
    if isinstance(found, str):
        return Faults([found])
    faults = list(differences(folder, told, found))
    return Faults(faults, len(found.figures), len(asked["runs"]), other_version(told))


def _asked(told: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Take what the document was about, if that is still there in full."""
    about = told.get("about")
    if not isinstance(about, dict) or not all(_is_asked(about, name) for name in ASKED):
        raise RequestError(_UNCLEAR.format(folder=folder))
    if not isinstance(about.get("margins", {}), dict):
        raise RequestError(_UNCLEAR.format(folder=folder))
    return dict(about)


def _is_asked(about: Mapping[str, Any], name: str) -> bool:
    found = about.get(name)
    parts = found.values() if isinstance(found, dict) else found or ()
    return isinstance(found, ASKED[name]) and all(isinstance(part, str) for part in parts)


def made_anew(asked: Mapping[str, Any], store: str | None) -> Written | str:
    """Make a document anew, or say which of its runs are not there.

    Parameters
    ----------
    asked : mapping
        What ``about_of`` gave.
    store : str, optional
        Tracking URI.
    """
    from fairlab.record import Ledger, open_store

    opened = open_store(store, create=False)
    ledger = Ledger(opened, asked["dataset"])
    table = ledger.table()
    table = table[table["run_id"].isin(asked["runs"])]
    lacking = [run for run in asked["runs"] if run not in set(table["run_id"])]
    if lacking:
        named = f"{number_of(len(lacking), 'run')} that figures come from: {', '.join(lacking[:2])}"
        return f"Not in {opened.shown}: {named}."
    for name in (asked["strategy"], asked["against"]):
        if name not in set(table["strategy"]):
            return f"Figures are said to come from runs of {name!r}, and none of the runs is."
    table = with_every_metric(ledger, table.reset_index(drop=True))
    version = documented_version(asked["model"], store) if asked["model"] else None
    found = gather(
        ledger, table, complete_tables(ledger, table), decision_tables(ledger), asked["strategy"],
        asked["against"], Purpose(asked["texts"]), asked["made"], version, asked["beside"],
        margins_of(asked.get("margins", {})),
    )  # fmt: skip
    return write_document(found, about_of(found, asked["against"]))
