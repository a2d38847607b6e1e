"""Files of models: their bytes and hashes, and what goes wrong in a line."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from fairlab.data.addresses import without_passwords
from fairlab.data.messages import quoted
from fairlab.errors import FairlabError, RequestError, nearest

INSTALLED_AS = {"skops": "skops", "sklearn": "scikit-learn", "imblearn": "imbalanced-learn"}


def has_suffix(name: str, *suffixes: str) -> bool:
    """Tell whether a name is that of a file of a kind.

    Examples
    --------
    >>> has_suffix("models/credit.JSON", ".json"), has_suffix("http://host/a.json", ".json")
    (True, False)
    """
    return "://" not in name and Path(name).suffix.lower() in suffixes


def read_model_file(name: str) -> tuple[bytes, str]:
    """Read a file of a model, once: what is opened is what was hashed.

    Parameters
    ----------
    name : str
        Its path.

    Returns
    -------
    bytes
    str
        Which file it is, in a sentence.

    Raises
    ------
    RequestError
        There is no such file.
    """
    path = Path(name)
    if not path.is_file():
        folder = path.parent
        there = (
            [file.name for file in folder.iterdir() if file.is_file()] if folder.is_dir() else []
        )
        hint = nearest(path.name, there) if there else f"There is no folder {str(folder)!r}."
        raise RequestError(f"There is no file of a model {name!r}. {hint}")
    raw = path.read_bytes()
    return raw, f"The model is the file {quoted(path.name)}, SHA-256 `{sha256(raw).hexdigest()}`."


@contextmanager
def opening(name: str, hint: str = "") -> Iterator[None]:
    """Say in words what a library says of what it cannot open.

    Parameters
    ----------
    name : str
        Of the model, as it may be shown.
    hint : str
        What to do about it.

    Raises
    ------
    RequestError
        A library is not installed, or whatever it raised.
    """
    try:
        yield
    except FairlabError:
        raise
    except ModuleNotFoundError as missing:
        package = str(missing.name).partition(".")[0]
        raise RequestError(
            f"{name} needs the module {missing.name!r}, which is not installed here.\n"
            f"Install it: pip install {INSTALLED_AS.get(package, package)}"
        ) from missing
    except (Exception, SystemExit) as error:  # whatever comes of a file of strangers
        raise RequestError(
            f"{name} cannot be opened: {in_a_line(error)}\n{hint}".rstrip()
        ) from error


def import_from_here() -> None:
    """Let modules of the current folder be imported, as a script there could."""
    here = str(Path.cwd())
    if here not in sys.path:
        sys.path.insert(0, here)


def in_a_line(error: BaseException) -> str:
    """Give what an error says on one line, with its type.

    Examples
    --------
    >>> in_a_line(KeyError("income"))
    "KeyError: 'income'"
    """
    shown = without_passwords(str(error)).splitlines()
    said = next((line.strip() for line in shown if line.strip()), "")
    return f"{type(error).__name__}: {said}"[:200].removesuffix(": ")
