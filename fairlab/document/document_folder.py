"""The folder of a document: what is not ours is never overwritten unasked."""

import json
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from fairlab.document.written_files import FIGURES, FILES, MADE_BY, TEXTS, Written, digest
from fairlab.errors import DataError, RequestError
from fairlab.system.atomic_write import atomic_write
from fairlab.system.own_output import overwriting

SHOWN = 3


def read_figures(folder: Path) -> Mapping[str, Any]:
    """Read what a document says of itself.

    Raises
    ------
    DataError
        There is no document, or its file of figures cannot be read.
    """
    path = folder / FIGURES
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise DataError(
            f"There is no document in {folder}: it has no {FIGURES}.\n"
            "Make one: fairlab document --about purpose.toml --output FOLDER"
        ) from None
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:  # the latter of brackets in brackets
        raise DataError(f"{path} is no valid JSON any more: {error}.") from error
    if not isinstance(told, dict) or told.get("made_by") != MADE_BY:
        raise DataError(f"{path} was not written by fairlab document.")
    return told


def refuse_foreign(folder: Path, overwrite: bool, read: Path | None = None) -> None:
    """Refuse a folder with files of somebody else, or with a document that was edited.

    Parameters
    ----------
    folder : Path
        Need not be there.
    overwrite : bool
        Whether files under the names of a document may be lost.
    read : Path, optional
        A file that the command reads, and that may lie there.

    Raises
    ------
    RequestError
    """
    if not folder.exists():
        if not folder.absolute().parent.is_dir():
            raise RequestError(
                f"There is no folder {str(folder.parent)!r} to make {folder.name} in."
            )
        return
    if not folder.is_dir():
        raise RequestError(f"{folder} is a file; name a folder for the document.")
    if overwrite:
        return
    own = (
        {FIGURES, *_unchanged(folder)}
        if (folder / FIGURES).is_file() and _is_ours(folder)
        else set()
    )
    kept = read.resolve() if read else None
    others = sorted(p.name for p in folder.iterdir() if p.name not in own and p.resolve() != kept)
    if not others:
        return
    shown = ", ".join(others[:SHOWN]) + (
        f" and {len(others) - SHOWN} more" if others[SHOWN:] else ""
    )
    lost = [name for name in others if name in FILES]
    what = "of which some would be lost" if lost else "which are not of this document"
    raise RequestError(
        f"{folder} holds files that fairlab did not write so, {what}: {shown}.\n"
        f"Name another folder, or --overwrite: it replaces {', '.join(FILES[:2])} and so on, and "
        "nothing else."
    )


def _is_ours(folder: Path) -> bool:
    try:
        read_figures(folder)
    except DataError:
        return False
    return True


def _unchanged(folder: Path) -> list[str]:
    """Name the texts that are as they were written."""
    known = read_figures(folder).get("sha256", {})
    return [
        name for name in TEXTS
        if (folder / name).is_file()
        and digest((folder / name).read_bytes().decode(errors="replace")) == known.get(name)
    ]  # fmt: skip


def save_document(folder: Path, written: Written) -> None:
    """Write the files of a document in full, or none of them.

    Parameters
    ----------
    folder : Path
        Made where it is not there.
    written : Written
    """
    folder.mkdir(exist_ok=True)
    with ExitStack() as parts:  # where one cannot be written none takes its place
        parts.enter_context(overwriting(True))  # ``refuse_foreign`` was asked before
        for name, text in written.files.items():
            part = parts.enter_context(atomic_write(folder / name))
            part.write_text(text, encoding="utf-8")
