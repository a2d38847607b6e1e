"""The command ``fairlab audit``: a path that is there is a file of decisions, else a run's id."""

from pathlib import Path
from typing import Any

from fairlab.data.decisions.reading import STANDARD_INPUT
from fairlab.errors import RequestError

OF_A_FILE = {
    "label": "--label", "scores": "--score", "decision": "--decision", "approve": "--approve",
    "threshold": "--threshold", "budget": "--budget", "groups": "--groups", "weight": "--weight",
    "row_id": "--id", "attributes_file": "--attributes", "bands": "--bands", "cross": "--cross",
    "references": "--reference", "pairs": "--pairs", "smallest": "--min-size",
    "json_file": "--json", "csv_file": "--csv", "most": "--max", "least": "--min",
    "max_rows": "--max-rows",
}  # fmt: skip
OF_BOTH = ("positive", "time", "separator", "decimal", "output", "store", "record")


def audit_any(source: str | None, record: bool | None, **options: Any) -> int:
    """Audit a file of decisions, or a recorded run.

    Parameters
    ----------
    source : str, optional
        A path, ``-`` for standard input, or the id of a run.
    record : bool, optional
        Whether to write to MLflow; by default a run's audit is, and a file's is not.
    **options
        As typed.

    Returns
    -------
    int
        0, or with limits 0 if all are kept, 1 if one is broken, 2 if one cannot be told.

    Raises
    ------
    RequestError
        An option belongs to the other of the two.
    """
    typed = {name: value for name, value in options.items() if value not in (None, (), [], False)}
    if source is not None and (source == STANDARD_INPUT or Path(source).is_file()):
        from fairlab.commands.audit_file import audit_file_session

        known = (*OF_A_FILE, *OF_BOTH)
        _refuse([name for name in typed if name not in known], "a recorded run, not to a file")
        return audit_file_session(source, record=bool(record), **typed)
    from fairlab.commands.audit import audit_session

    _refuse([name for name in typed if name in OF_A_FILE], "a file of decisions, not to a run")
    rest = {name: value for name, value in options.items() if name not in OF_A_FILE}
    audit_session(run=source, no_record=record is False, **rest)
    return 0


def _refuse(names: list[str], whose: str) -> None:
    if names:
        option = OF_A_FILE.get(names[0], "--" + names[0].replace("_", "-"))
        raise RequestError(f"{option} belongs to {whose}.\nSee: fairlab audit --help")
