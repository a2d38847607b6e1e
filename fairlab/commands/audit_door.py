"""The command ``fairlab audit``: a model with a table, a table of decisions, or a run's id."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from fairlab.data.addresses import is_database
from fairlab.data.chunks.found_files import is_several
from fairlab.data.decisions.reading import STANDARD_INPUT
from fairlab.errors import RequestError

OF_A_FILE = {
    "label": "--label", "scores": "--score", "decision": "--decision", "approve": "--approve",
    "threshold": "--threshold", "budget": "--budget", "costs": "--costs", "groups": "--groups",
    "weight": "--weight", "memberships": "--groups-probability", "row_id": "--id",
    "attributes_file": "--attributes", "cross": "--cross",
    "references": "--reference", "pairs": "--pairs", "smallest": "--min-size",
    "csv_file": "--csv", "most": "--max", "least": "--min",
    "words": "--words", "max_rows": "--max-rows", "policy": "--policy", "query": "--query",
}  # fmt: skip
OF_A_MODEL = ("model", "trust", "timeout")
OF_PEOPLE = ("individual", "attributes", "view", "columns", "calibrate", "graph", "before",
             "exogenous", "not_exogenous", "allowed")  # fmt: skip
NEED_ROWS = ("weight", "row_id", "budget", "costs", "attributes_file", "memberships")
OF_BOTH = ("bands", "positive", "time", "separator", "decimal", "na_values", "output", "store",
           "record")  # fmt: skip


def audit_any(sources: Sequence[str], record: bool | None, **options: Any) -> int:
    """Audit a model on a table, a table of decisions, or a recorded run.

    Parameters
    ----------
    sources : sequence of str
        Paths, folders and globs, the address of a database, ``-`` for standard input, or the id
        of a run.
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
        An option belongs to another of the three.
    """
    typed = {name: value for name, value in options.items() if _is_typed(value)}
    if "model" in typed:
        from fairlab.commands.audit_model import audit_model_session

        known = {*OF_A_FILE, *OF_BOTH, *OF_A_MODEL, *OF_PEOPLE, "data", "ignore"} - {"query"}
        _refuse([name for name in typed if name not in known], "an audit without --model")
        return audit_model_session(sources, record=bool(record), **typed)
    _refuse([name for name in typed if name in OF_A_MODEL], "--model")
    if not sources and "data" in typed and _is_several(str(typed["data"])):
        sources = (str(typed.pop("data")),)
    if len(sources) > 1 or "query" in typed or any(_in_pieces(one, typed) for one in sources):
        from fairlab.commands.audit_counted import audit_counted_session

        _refuse_others(typed)
        return audit_counted_session(sources, record=bool(record), **typed)
    source = sources[0] if sources else None
    if source is not None and _is_named_as_file(source):
        from fairlab.commands.audit_file import audit_file_session

        _refuse_others(typed)
        return audit_file_session(source, record=bool(record), **typed)
    from fairlab.commands.audit import audit_session

    other = {*OF_A_FILE, *OF_A_MODEL} - {"budget"}
    own = [name for name in typed if name in OF_A_FILE and name in other]
    _refuse(own, "a file of decisions, not to a run")
    rest = {name: value for name, value in options.items() if name not in other}
    audit_session(run=source, no_record=record is False, **rest)
    return 0


def _is_typed(value: Any) -> bool:
    """Tell what was typed from what is as it was; 0 is typed, though it equals False."""
    return value is not None and value is not False and value not in ((), [])


def _is_named_as_file(source: str) -> bool:
    """Tell a file, also one that is not there, from the id of a run, which has no dot."""
    path = Path(source)
    return source == STANDARD_INPUT or path.is_file() or bool(path.suffix)


def _is_several(source: str) -> bool:
    return is_database(source) or is_several(source)


def _in_pieces(source: str, typed: dict[str, Any]) -> bool:
    """Tell whether a table is counted in pieces; one large file is, if counts are enough."""
    if _is_several(source):
        return True
    from fairlab.data.chunks.opening import is_large

    rows_wanted = any(name in typed for name in NEED_ROWS) or len(typed.get("scores", ())) > 1
    return not rows_wanted and is_large(source)


def _refuse_others(typed: dict[str, Any]) -> None:
    known = (*OF_A_FILE, *OF_BOTH)
    _refuse([name for name in typed if name in OF_PEOPLE], "a recorded run or a --model")
    _refuse([name for name in typed if name not in known], "a recorded run, not to a file")


def _refuse(names: list[str], whose: str) -> None:
    if names:
        option = OF_A_FILE.get(names[0], "--" + names[0].replace("_", "-"))
        raise RequestError(f"{option} belongs to {whose}.\nSee: fairlab audit --help")
