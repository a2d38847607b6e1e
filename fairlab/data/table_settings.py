"""The small TOML file beside a table that says what its columns are."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from fairlab.data.checks.role_faults import CAUSES
from fairlab.data.small_text import read_toml
from fairlab.data.unlabelled_rows import TRAINING
from fairlab.errors import RequestError, nearest

TEXTS = (
    "data",
    "name",
    "target",
    "time",
    "part",
    "person",
    "decimal",
    "separator",
    "unlabelled",
    "date_format",
)
LISTS = ("sensitive", "audit_only", "balance", "ignore")
TABLES = {
    "bands": "age = [25, 35, 62]",
    "labels": 'sex = { 1 = "male", 2 = "female" }',
    "words": 'age = "Age in years"',
}
HELD = {"bands": list, "labels": dict, "words": str}
KEYS = (*TEXTS, *LISTS, *TABLES, "causes", "positive", "max_levels", "na_values")


def read_settings(path: str | Path) -> dict[str, Any]:
    """Read the settings that belong to a table.

    Parameters
    ----------
    path : str or Path
        The table (``applications.toml`` is looked for beside ``applications.csv``), or the TOML
        file itself, whose ``data`` names the table relative to it.

    Returns
    -------
    dict
        The settings; ``data`` is the path of the table. Only ``data`` where there is no TOML file.

    Raises
    ------
    DataError
        The file is missing or is no TOML.
    RequestError
        A key is unknown or has a value of the wrong kind.
    """
    path = Path(path)
    file = settings_file(path)
    if file != path:
        return {**(_read(file) if file else {}), "data": path}
    settings = _read(path)
    if "data" not in settings:
        raise RequestError(f'{path.name} does not name its table; add data = "FILE".')
    return {**settings, "data": path.parent / settings["data"]}


def about_sensitive(settings: Mapping[str, Any], sensitive: Sequence[str]) -> dict[str, Any]:
    """Leave out what a file says of its sensitive columns that are not asked for any more.

    Parameters
    ----------
    settings : mapping
        Of the file.
    sensitive : sequence of str
        What is asked for instead.

    Examples
    --------
    >>> said = {"sensitive": ["sex", "age"], "bands": {"age": [25]}}
    >>> about_sensitive(said, ["sex"])["bands"]
    {}
    """
    others = {*settings.get("sensitive", ())} - {*sensitive}
    kept = {
        key: {column: said for column, said in settings[key].items() if column not in others}
        for key in ("bands", "labels")
        if key in settings
    }
    return {**settings, **kept}


def settings_file(path: str | Path) -> Path | None:
    """Find the TOML file of a table: named itself, or beside the table where there is one.

    Examples
    --------
    >>> settings_file("loans.toml").name
    'loans.toml'
    """
    path = Path(path)
    if path.is_dir():  # for the reader of the table to refuse
        return None
    if path.suffix.lower() == ".toml":
        return path
    beside = path.with_name(stem(path) + ".toml")
    return beside if beside.exists() else None  # what is no plain file is refused by its reader


def stem(path: Path) -> str:
    """Return the name of a table's file without its endings.

    Parameters
    ----------
    path : Path
        The file.

    Examples
    --------
    >>> stem(Path("/data/applications.2026.csv.gz"))
    'applications.2026'
    """
    name = path.name[:-3] if path.name.lower().endswith(".gz") else path.name
    return Path(name).stem


def _read(path: Path) -> dict[str, Any]:
    settings = read_toml(path)
    for key, value in settings.items():
        _refuse_odd(path, key, value)
    graph = settings.get("causes", {}).get("graph")
    if graph:
        settings["causes"] |= {"graph": str(path.parent / graph)}
    if "na_values" in settings:
        settings["na_values"] = [*map(str, settings["na_values"])]
    return settings


def _refuse_odd(path: Path, key: str, value: Any) -> None:
    _refuse_odd_reading(path, key, value)
    if key not in KEYS:
        raise RequestError(f"{path.name}: there is no setting {key!r}. {nearest(key, KEYS)}")
    if key in TEXTS and not isinstance(value, str):
        raise RequestError(f"{path.name}: {key} must be a text, not {value!r}.")
    if key == "unlabelled" and value != TRAINING:
        raise RequestError(f'{path.name}: unlabelled must be "{TRAINING}", not {value!r}.')
    if key in LISTS and not _is_list_of_texts(value):
        raise RequestError(f'{path.name}: {key} must be a list of columns, such as ["age"].')
    if key in TABLES and not _is_table_of(value, HELD[key]):
        raise RequestError(
            f"{path.name}: {key} must say it by column, as in {key} = {{ {TABLES[key]} }}."
        )
    if key == "causes" and not _says_causes(value):
        raise RequestError(
            f"{path.name}: causes may say exogenous, before and allowed, each a list of columns, "
            'and graph, a\nfile: causes = { before = ["region"], allowed = ["income"] }.'
        )
    if key == "positive" and not isinstance(value, str | int | float):
        raise RequestError(f"{path.name}: positive must be one label, not {value!r}.")


def _refuse_odd_reading(path: Path, key: str, value: Any) -> None:
    if key == "max_levels" and not (type(value) is int and value > 0):
        raise RequestError(f"{path.name}: max_levels must be a whole number, not {value!r}.")
    if key == "na_values" and not _is_list_of(value, str | int | float):
        raise RequestError(f'{path.name}: na_values must be a list, such as ["NULL", -999].')


def _says_causes(value: Any) -> bool:
    return isinstance(value, dict) and all(
        isinstance(said, str) if key == "graph" else key in CAUSES and _is_list_of_texts(said)
        for key, said in value.items()
    )


def _is_table_of(value: Any, kind: type) -> bool:
    return isinstance(value, dict) and all(isinstance(item, kind) for item in value.values())


def _is_list_of_texts(value: Any) -> bool:
    return _is_list_of(value, str)


def _is_list_of(value: Any, kind: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, kind) for item in value)
