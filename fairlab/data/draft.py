"""The settings file that ``fairlab data describe`` drafts."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from fairlab.data.decisions.spoken_values import denies
from fairlab.data.guesses import is_called_approval, is_called_bad, most_like_a_target
from fairlab.data.messages import counted

if TYPE_CHECKING:
    import pandas as pd

    from fairlab.data.describe import Description

UNUSED = ("id?", "time?", "birth date?", "empty", "free text?")
_MOST_SHOWN = 4


def draft(table: "Description") -> str:
    """Write the draft of a table's settings.

    Parameters
    ----------
    table : Description
        What was seen of the table.

    Returns
    -------
    str
        TOML; every guess is marked as one.
    """
    lines = [
        f"# A draft from a look at {table.rows:,} rows and {len(table.columns):,} columns: "
        "read every line before you use it.",
        f"data = {text(table.path.name)}",
        *_reading(table.reading),
        *(f"# Read as text: {sentence}" for sentence in table.spoilt),
        "",
        *_target(table),
        "",
        *_sensitive(table),
        "",
        "# Columns that name a row and tell nothing about it, or hold dates or nothing.",
        f"ignore = {texts([c for remark in UNUSED for c in table.remarked(remark)])}",
        "",
        *_time(table),
    ]
    return "\n".join(lines) + "\n"


def _reading(reading: Mapping[str, Any]) -> Iterator[str]:
    for key, value in reading.items():
        if key == "na_values":
            yield "# Words among numbers, empty cells in every column. Do they mean missing?"
        yield f"{key} = {text(value) if isinstance(value, str) else texts(value)}"


def text(value: str) -> str:
    r"""Write a text as TOML does.

    Parameters
    ----------
    value : str
        Any text.

    Returns
    -------
    str
        On one line, in quotes.

    Examples
    --------
    >>> print(text('so-called "age"'))
    "so-called \"age\""
    """
    # The escapes of JSON are escapes of TOML too, which also asks for one of DEL.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def texts(values: list[str]) -> str:
    """Write a list of texts as TOML does.

    Parameters
    ----------
    values : list of str
        Any texts.

    Examples
    --------
    >>> print(texts(["age", "sex"]))
    ["age", "sex"]
    """
    return f"[{', '.join(map(text, values))}]"


def _target(table: "Description") -> list[str]:
    guessed = most_like_a_target(table.remarked("target?"))
    if not guessed:
        traits = table.remarked("sensitive?")
        later = [name for name in reversed(table.labels) if name not in traits]
        return [
            f"# Which column is to be predicted? With two values: {_labels(table, later)}.",
            '# target = ""',
            "# positive = 1",
        ]
    counts = table.labels[guessed[0]]
    label = _bad_event(guessed[0], counts)
    rows = int(counts[counts.index == label].sum())
    most = "; it is that of most rows" if rows > table.rows / 2 else ""
    also = [f"# Or is it one of these? {_labels(table, guessed[1:])}"] if guessed[1:] else []
    return [
        *also,
        f"# The column to be predicted, called as such are. Of {table.rows:,} rows {rows:,} "
        f"({rows / table.rows:.2%}) have this label:",
        f"target = {text(guessed[0])}",
        f"positive = {_label(label)}  # is this the bad event (fraud, default){most}?",
    ]


def _bad_event(name: str, counts: "pd.Series") -> Any:
    """Guess the label of the bad event: 1 of 0 and 1, the one that is called so, or the rarer."""
    approval = is_called_approval(name)
    if set(counts.index) == {0, 1}:
        return int(not approval)
    is_bad = denies if approval else is_called_bad
    called = [label for label in counts.index if is_bad(label)]
    return called[0] if len(called) == 1 else counts.index[-1]


def _labels(table: "Description", names: Sequence[str]) -> str:
    """List columns with two values, a few of them, and how many rows have each."""
    of = [f"{text(name)}: {counted(table.labels[name])}" for name in names[:_MOST_SHOWN]]
    more = [f"and {len(names) - len(of)} more columns"] if len(names) > len(of) else []
    return "; ".join([*of, *more]) or "none has two values"


def _label(label: Any) -> str:
    return text(label) if isinstance(label, str) else f"{label:.17g}"


def _sensitive(table: "Description") -> list[str]:
    broad = table.remarked("sensitive, too many levels?")
    places = table.remarked("likely proxy?")
    born = table.remarked("birth date?")
    return [
        "# Columns to be audited, by their names and values. Are there others?",
        *_reasons(table),
        f"sensitive = {texts(table.remarked('sensitive?'))}",
        *([f"# These too, once joined to broader groups: {texts(broad)}"] if broad else []),
        *([f"# Likely to stand for such a trait: {texts(places)}"] if places else []),
        *([f"# Dates of birth are no groups; ages beside them are: {texts(born)}"] if born else []),
        *(f"# {sentence}" for sentence in table.mirrors),
        "# Numbers among them are cut into bands, ages as lenders do; or so: "
        "bands = { age = [25, 35, 62] }",
        "# Those of them that the model must not see:",
        "audit_only = []",
        "# Those of them that mitigation balances; all of them where nothing is said:",
        f"# balance = {texts(table.remarked('sensitive?'))}",
    ]


def _reasons(table: "Description") -> Iterator[str]:
    found = [column for column in table.columns if column.remark == "sensitive?"]
    for column in found:
        values = f"{column.distinct:,} values, such as {column.example}"
        yield f"# {text(column.name)}: {column.trait}; {values}"


def _time(table: "Description") -> list[str]:
    found = table.remarked("time?")
    first = text(found[0]) if found else '"COLUMN"'
    return [
        "# When rows happened one after the other: only the later half of them is decided about.",
        f"# time = {first}",
    ]
