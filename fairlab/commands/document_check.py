"""A document made anew from the runs that it names, and held against its files."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairlab.commands.finished import complete_tables, with_every_metric
from fairlab.commands.terminal import say
from fairlab.document.checking import differences, other_version
from fairlab.document.document_folder import read_figures
from fairlab.document.evidence import Evidence
from fairlab.document.gathered import gather
from fairlab.document.purpose import Purpose, read_purpose
from fairlab.document.written_files import Written, write_document
from fairlab.errors import RequestError

if TYPE_CHECKING:
    from fairlab.record.registry import Version

LISTED = 12
ASKED = {
    "dataset": str, "strategy": str, "against": str, "made": str, "model": str, "runs": list,
    "beside": list, "texts": dict,
}  # fmt: skip


def about_of(found: Evidence, against: str) -> dict[str, Any]:
    """Say what a document is about, which is kept in it, so that a check asks for the same.

    Parameters
    ----------
    found : Evidence
    against : str
        The strategy that the others are held against.

    Returns
    -------
    dict
    """
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
    }


def documented_version(model: str, store: str | None) -> "Version":
    """Look up the registered model that is documented.

    Parameters
    ----------
    model : str
        ``models:/NAME@ALIAS`` or ``models:/NAME/VERSION``.
    store : str, optional
        Tracking URI.

    Returns
    -------
    Version

    Raises
    ------
    RequestError
        There is none, or fairlab did not register it.
    """
    from fairlab.record import open_store
    from fairlab.record.registry import find_version

    found = find_version(open_store(store, create=False), model)
    if "fairlab.audit_run" not in found.tags:
        raise RequestError(
            f"{found.address} was not registered by fairlab, so that no run audits it.\n"
            "Fit one: fairlab fit STRATEGY"
        )
    return found


def check_document(output: Path | None, about: Path | None, store: str | None) -> int:
    """Recompute a document, and say where it is not what its runs say.

    Parameters
    ----------
    output : Path, optional
        Its folder.
    about : Path, optional
        What a person wrote; that in the document if left out.
    store : str, optional
        Tracking URI.

    Returns
    -------
    int
        1 where a figure differs, lacks or was edited, else 0.
    """
    if output is None:
        raise RequestError(
            "Which document? Name its folder: fairlab document --check --output FOLDER"
        )
    told = read_figures(output)
    asked = _asked(told, output)
    if about:
        asked["texts"] = read_purpose(about).texts
    found = made_anew(asked, store)
    if isinstance(found, str):
        say([found])
        return 1
    faults = list(differences(output, told, found))
    more = len(faults) - LISTED
    say([*faults[:LISTED], *([f"and {more} more"] if more > 0 else []), other_version(told)])
    count = len(found.figures)
    if faults:
        say([f"{len(faults)} differences from what its runs say, of {count:,} figures."])
        return 1
    runs = len(asked["runs"])
    say(
        [f"All {count:,} figures of {output} are what its {runs:,} runs say, and so is every line."]
    )
    return 0


def _asked(told: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    """Take what the document was about, if that is still there in full."""
    about = told.get("about")
    if not isinstance(about, dict) or not all(_is_asked(about, name) for name in ASKED):
        raise RequestError(
            f"{folder} does not say any more what it is about, so that it cannot be made anew.\n"
            "Make the document anew: fairlab document --overwrite"
        )
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

    Returns
    -------
    Written or str
    """
    from fairlab.record import Ledger, open_store

    opened = open_store(store, create=False)
    ledger = Ledger(opened, asked["dataset"])
    table = ledger.table()
    table = table[table["run_id"].isin(asked["runs"])]
    lacking = [run for run in asked["runs"] if run not in set(table["run_id"])]
    if lacking:
        named = ", ".join(lacking[:2])
        return f"{len(lacking)} runs that figures come from are not in {opened.shown}: {named}."
    for name in (asked["strategy"], asked["against"]):
        if name not in set(table["strategy"]):
            return f"Figures are said to come from runs of {name!r}, and none of the runs is."
    table = with_every_metric(ledger, table.reset_index(drop=True))
    version = documented_version(asked["model"], store) if asked["model"] else None
    found = gather(
        ledger, table, complete_tables(ledger, table), asked["strategy"], asked["against"],
        Purpose(asked["texts"]), asked["made"], version, asked["beside"],
    )  # fmt: skip
    return write_document(found, about_of(found, asked["against"]))
