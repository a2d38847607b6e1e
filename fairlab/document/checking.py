"""Whether a document is what its runs say: figure by figure, then word by word."""

import json
import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from html import unescape
from math import isclose
from pathlib import Path
from typing import Any

from fairlab import __version__
from fairlab.document.written_files import FIGURES, TEXTS, Written, digest

LIKE = 1e-6  # relative: what another machine may add up in another order
_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_TAG = re.compile(r"<[^>]+>")
_NAME = re.compile(r'data-figure="([^"]*)"')
LONGEST = 90
# Each is compared in a way of its own; what a document is about is what it is made anew of.
COMPARED = ("figures", "sources", "sha256", "fairlab", "about")


def differences(folder: Path, told: Mapping[str, Any], again: Written) -> Iterator[str]:
    """Say in what a document differs from the one that its runs give.

    Parameters
    ----------
    folder : Path
        Where it is.
    told : mapping
        What its file of figures holds.
    again : Written
        The document, made anew.

    Yields
    ------
    str
        A sentence per figure, and per line of a text.
    """
    yield from _of_figures(told.get("figures", {}), again.figures)
    if told.get("sources") != json.loads(json.dumps(again.sources)):
        yield f"{FIGURES}: the sources are not the runs that the figures come from."
    if _same_version(told):
        yield from _of_head(told, json.loads(again.files[FIGURES]))
    for name in TEXTS:
        path = folder / name
        if not path.is_file():
            yield f"{name} is missing."
            continue
        text = path.read_bytes().decode(errors="replace")
        edited = digest(text) != told.get("sha256", {}).get(name)
        found = list(_of_text(name, text, again.texts[name])) if _same_version(told) else []
        if edited and not found:
            found = [f"{name} was edited: it is not what fairlab wrote."]
        yield from found


def other_version(told: Mapping[str, Any]) -> str:
    """Say that another fairlab made a document, whose words cannot be compared."""
    if _same_version(told):
        return ""
    return (
        f"It was made by fairlab {told.get('fairlab')}, and this is {__version__}: figures are "
        "compared, and words by their digests alone."
    )


def _same_version(told: Mapping[str, Any]) -> bool:
    return told.get("fairlab") == __version__


def _of_head(told: Mapping[str, Any], due: Mapping[str, Any]) -> Iterator[str]:
    named = [name for name in {**due, **told} if name not in COMPARED]
    odd = [name for name in named if told.get(name) != due.get(name)]
    for name in [*odd, *(one for one in told["about"] if one not in due["about"])]:
        yield f"{FIGURES}: {name!r} is not as fairlab wrote it."


def _of_figures(told: Mapping[str, Any], again: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for name, right in again.items():
        if name not in told:
            yield f"{FIGURES}: {name} lacks, which is {right['text']!r} by its runs."
        elif part := _unlike(told[name], right):
            shown = told[name].get(part) if isinstance(told[name], dict) else told[name]
            yield (
                f"{FIGURES}: the {part} of {name} is {_short(str(shown))} in the file and "
                f"{_short(str(right[part]))} by the {', the '.join(right['runs'])}."
            )
    for name in told:
        if name not in again:
            yield f"{FIGURES}: {name} is in the file, and no run gives it."


def _unlike(told: Any, right: Mapping[str, Any]) -> str:
    """Name what of a figure is not as it was: its text first, which is what a reader sees."""
    if not isinstance(told, dict) or not told.keys() <= right.keys():
        return "text"
    parts = ("text", *right)
    return next((one for one in parts if not _same_value(told.get(one), right[one])), "")


def _same_value(told: Any, right: Any) -> bool:
    if isinstance(right, list):
        both = isinstance(told, list) and len(told) == len(right)
        return both and all(map(_same_value, told, right))
    if isinstance(right, int | float) and isinstance(told, int | float):
        return isclose(told, right, rel_tol=LIKE, abs_tol=LIKE)
    return bool(told == right)


def _of_text(name: str, told: str, right: str) -> Iterator[str]:
    """Compare line by line; how a figure is drawn may differ from machine to machine."""
    lines, wanted = (_SVG.sub("", text).splitlines() for text in (told, right))
    if lines == wanted:
        return
    matched = SequenceMatcher(None, lines, wanted, autojunk=False)
    for kind, start, end, first, last in matched.get_opcodes():
        if kind != "equal":
            yield _edited(name, start + 1, lines[start:end], wanted[first:last])


def _edited(name: str, line: int, told: list[str], right: list[str]) -> str:
    of_page = name.endswith(".html")
    stands, due = (_words(" ".join(part), of_page) for part in (told, right))
    if stands == due:  # what nobody reads was edited: the value of a figure, or its runs
        stands, due = (" ".join(part).split() for part in (told, right))
    one, other = _apart(stands, due)
    figures = _edited_figures(told, right)
    about = f" ({', '.join(figures)})" if figures else ""
    return f"{name}, line {line}{about}: {_said_apart(one, other)}."


def _said_apart(stands: str, due: str) -> str:
    if stands and due:
        return f"{stands} in the file, {due} is due"
    if stands:
        return f"{stands} in the file, which its runs do not give"
    return f"{due} is missing" if due else "other spaces or marks than fairlab wrote"


def _edited_figures(told: list[str], right: list[str]) -> list[str]:
    """Name the figures of HTML whose elements are not as they were."""
    kept = {part for line in told for part in line.split("<data ")}
    parts = [part for line in right for part in line.split("<data ")[1:] if part not in kept]
    return [unescape(found[1]) for part in parts if (found := _NAME.search(part))]


def _words(text: str, of_page: bool) -> list[str]:
    """Take what is read of a line; of a page its elements only where nothing else is there."""
    shown = unescape(_TAG.sub(" ", text)).split() if of_page else []
    return shown or text.split()


def _apart(one: list[str], other: list[str]) -> tuple[str, str]:
    """Leave out what both begin and end with."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    most = min(len(one), len(other)) - start
    while end < most and one[-1 - end] == other[-1 - end]:
        end += 1
    return tuple(  # type: ignore[return-value]
        _short(" ".join(words[start : len(words) - end])) for words in (one, other)
    )


def _short(text: str) -> str:
    shown = text if len(text) <= LONGEST else f"{text[: LONGEST - 3]}..."
    return repr(shown) if shown else ""
