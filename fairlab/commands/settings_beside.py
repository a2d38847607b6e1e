"""What the TOML file beside a table says, as options of an audit of the table."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fairlab.data.decisions.reading import STANDARD_INPUT
from fairlab.data.messages import quoted
from fairlab.data.table_settings import about_sensitive, read_settings, settings_file
from fairlab.typed_names import names_as_typed, names_in

OPTIONS = {"label": "target", "positive": "positive", "groups": "sensitive", "time": "time",
           "row_id": "person", "separator": "separator", "decimal": "decimal",
           "na_values": "na_values"}  # fmt: skip


@dataclass(frozen=True)
class AboutTable:
    """A table, and all that is said of its columns.

    Parameters
    ----------
    path : str
    options : dict
        As typed, and where nobody typed it as the file says it; see ``DECISION_OPTIONS``.
    told : tuple of str
        Which file says so, and what of it does not hold; nothing where there is none.
    hidden : tuple of str
        Columns that no model is shown, unless it names them.
    causes : mapping
        What is known of causes, as in ``Dataset``.
    """

    path: str
    options: dict[str, Any]
    told: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    causes: Mapping[str, Any] = field(default_factory=dict)


def about_table(path: str, options: Mapping[str, Any]) -> AboutTable:
    """Read the file beside a table, if there is one.

    Parameters
    ----------
    path : str
        The table, or the TOML file that names it; ``-`` is standard input.
    options : mapping
        As typed; what was not is None, empty or absent.

    Raises
    ------
    DataError, RequestError
        The file cannot be read, or says what cannot be.
    """
    file = None if path == STANDARD_INPUT else settings_file(path)
    typed = {name: value for name, value in options.items() if value not in (None, (), [])}
    if file is None:
        return AboutTable(path, typed)
    said = read_settings(path)
    if "groups" in typed:
        said = about_sensitive(said, names_in(typed["groups"]))
    told = [f"What nobody typed of its columns is said by the file {quoted(file.name)}."]
    if said.get("target") in _decides(typed) and "label" not in typed:
        told.append(
            f"There {quoted(said['target'])} is the target, and here it is what was decided: "
            "nothing says what happened."
        )
        said = {key: value for key, value in said.items() if key not in ("target", "positive")}
    found = dict(_as_options(said)) | typed
    groups = names_in(found.get("groups"))
    bands = {name: tuple(edges) for name, edges in said.get("bands", {}).items() if name in groups}
    found["bands"] = bands | typed.get("bands", {})
    found["words"] = [*_words(said, groups, typed.get("words", ())), *typed.get("words", ())]
    return AboutTable(
        str(said["data"]),
        found,
        tuple(told),
        (*said.get("ignore", ()), *said.get("audit_only", ())),
        said.get("causes", {}),
    )


def _decides(typed: Mapping[str, Any]) -> tuple[str, ...]:
    """List the columns that are typed as what was decided."""
    return (typed.get("decision", ""), *typed.get("scores", ()))


def _as_options(said: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for option, key in OPTIONS.items():
        if key in said:
            listed = isinstance(said[key], list)
            yield option, names_as_typed(said[key]) if listed else str(said[key])


def _words(said: Mapping[str, Any], groups: Sequence[str], typed: Sequence[str]) -> Iterator[str]:
    """Write words as they are typed, but for those that somebody typed."""
    words = {name: text for name, text in said.get("words", {}).items() if name in groups}
    for name in set(groups) & {*said.get("labels", {})}:
        words |= {f"{name}:{level}": text for level, text in said["labels"][name].items()}
    taken = {text.partition("=")[0].strip() for text in typed}
    return (f"{name}={text}" for name, text in words.items() if name not in taken)
