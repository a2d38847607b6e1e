"""The file in which a person says what no run knows: drafted, read, and counted."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from fairlab.document.asked_words import ASKED
from fairlab.errors import DataError, RequestError, nearest

TO_BE_WRITTEN = "to be written"
HEAD = (
    "# What only a person can say of the system; fairlab document reads it.\n"
    '# What stays empty stands in the document as "to be written" and is counted at its top.\n'
    "# Longer texts may be written between three quotes."
)


@dataclass(frozen=True)
class Purpose:
    """What a person has written.

    Parameters
    ----------
    texts : mapping of str to str
        By key, such as ``system.purpose``; none that is empty.
    """

    texts: Mapping[str, str] = field(default_factory=dict)

    def text(self, key: str) -> str:
        """Give a text, or say that it is to be written."""
        return self.texts.get(key, TO_BE_WRITTEN)

    def lacking(self, point: str | None = None) -> int:
        """Count what is to be written, of all or of a point of the law."""
        return sum(
            one.key not in self.texts for one in ASKED if point is None or point in one.points
        )


def draft_purpose() -> str:
    r"""Write the file as it is handed to a person: a line of explanation above each empty text.

    Returns
    -------
    str
        TOML.

    Examples
    --------
    >>> print("\n".join(draft_purpose().splitlines()[4:7]))
    [system]
    # What the system is called. (Annex IV 1(a))
    name = ""
    """
    return f"{HEAD}\n{''.join(_drafted())}"


def _drafted() -> Iterator[str]:
    known = ""
    for one in ASKED:
        table, _, name = one.key.partition(".")
        if table != known:
            yield f"\n[{table}]\n"
        known = table
        yield f'# {one.explanation} ({one.point})\n{name} = ""\n'


def read_purpose(path: Path) -> Purpose:
    """Read the file.

    Raises
    ------
    DataError
        The file cannot be read, or is no TOML.
    RequestError
        It has keys that nobody asked for, or something else than texts.
    """
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise DataError(
            f"There is no file {path}.\nDraft one and fill it in: fairlab document --draft"
        ) from None
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}.") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError(f"{path.name} is no valid TOML: {error}.") from error
    return purpose_of(told, path.name)


def purpose_of(told: Mapping[str, Any], name: str) -> Purpose:
    """Take what a file holds.

    Parameters
    ----------
    told : mapping
        Tables of texts.
    name : str
        Of the file, for what is wrong with it.

    Raises
    ------
    RequestError

    Examples
    --------
    >>> purpose_of({"system": {"name": "Door", "version": ""}}, "p.toml").text("system.version")
    'to be written'
    >>> purpose_of({"system": {"nam": "Door"}}, "p.toml")
    Traceback (most recent call last):
    fairlab.errors.RequestError: p.toml: [system] has no 'nam'. Did you mean 'name'?
    """
    faults = list(_faults(told))
    if faults:
        more = f"\n(and {len(faults) - 2} more)" if len(faults) > 2 else ""
        raise RequestError(f"{name}: " + f"\n{name}: ".join(faults[:2]) + more)
    found = {
        f"{table}.{key}": str(text).strip()
        for table, texts in told.items()
        for key, text in texts.items()
    }
    return Purpose({key: text for key, text in found.items() if text})


def _faults(told: Mapping[str, Any]) -> Iterator[str]:
    known: dict[str, list[str]] = {}
    for one in ASKED:
        table, _, key = one.key.partition(".")
        known.setdefault(table, []).append(key)
    for table, texts in told.items():
        if table not in known:
            yield f"there is no table {table!r}. {nearest(table, known)}"
        elif not isinstance(texts, dict):
            yield f"{table} must be a table: write [{table}], and its texts below."
        else:
            yield from _faults_of(table, texts, known[table])


def _faults_of(table: str, texts: Mapping[str, Any], known: list[str]) -> Iterator[str]:
    for key, text in texts.items():
        if key not in known:
            yield f"[{table}] has no {key!r}. {nearest(key, known)}"
        elif not isinstance(text, str | date):
            yield f'{table}.{key} must be a text in quotes, such as "...", not {text!r}.'
