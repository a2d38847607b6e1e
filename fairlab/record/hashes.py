"""The hashes of the files of models and runs, checked before any parser sees them.

Of 600 damaged xgboost files 38 loaded and predicted differently, 23 crashed the process and 3
hung: the parser is no judge of what it is given.
"""

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from fairlab.errors import StoreError
from fairlab.record.told_runs import DELETE

SUMS = "SHA256SUMS"
HASH_TAG = "fairlab.model_sha256"
FILES_TAG = "fairlab.files_sha256"


def seal(folder: Path) -> str:
    """Write the hash of each file into ``SHA256SUMS`` and return the hash of that list.

    Parameters
    ----------
    folder : Path
        Files of a model or of a run.

    Returns
    -------
    str
        64 hex digits that stand for all files. ``sha256sum -c SHA256SUMS`` agrees.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> folder = Path(mkdtemp())
    >>> _ = (folder / "cut.json").write_text("0.5")
    >>> whole = seal(folder)
    >>> verify(folder, whole)
    >>> _ = (folder / "cut.json").write_text("0.6")
    >>> verify(folder, whole)
    Traceback (most recent call last):
    fairlab.errors.StoreError: The model in ... is damaged: cut.json.
    Its files are not those that were recorded, so they were not read. Delete the run, ...
    """
    text = _sums(folder)
    (folder / SUMS).write_text(text)
    return sha256(text.encode()).hexdigest()


def hash_of(files: Mapping[str, bytes]) -> str:
    """Give the hash that :func:`seal` returns of a folder with these files.

    Returns
    -------
    str
        64 hex digits.
    """
    return sha256(_listed(files).encode()).hexdigest()


def verify(folder: str | Path, expected: str | None = None) -> None:
    """Refuse a model whose files are not exactly those that were sealed.

    Parameters
    ----------
    folder : str or Path
        The sealed folder.
    expected : str or None
        What :func:`seal` returned, where the run that says so is at hand. Without it the hash
        in the ``MLmodel`` above the folder counts, where MLflow has put one; who can change all
        of a store can change that one too.

    Raises
    ------
    StoreError
        Before any parser sees the files.
    """
    folder = Path(folder)
    try:
        listed = (folder / SUMS).read_bytes()
        found = _sums(folder).encode()
    except OSError as error:
        raise _damaged(f"The model in {folder}", error.strerror or str(error)) from error
    if listed != found:
        wrong = set(listed.split(b"\n")) ^ set(found.split(b"\n"))
        names = {line[66:].decode(errors="replace") for line in wrong} - {""}
        raise _damaged(f"The model in {folder}", ", ".join(sorted(names)[:3]) or SUMS)
    expected = expected or _recorded_above(folder)
    if expected is not None and sha256(listed).hexdigest() != expected:
        raise _damaged(
            f"The model in {folder}", "the list of hashes is another one than was recorded"
        )


def read_sealed(
    folder: Path, expected: str, wanted: Callable[[str], bool], what: str
) -> dict[str, bytes]:
    """Read files of a sealed folder, each only if it is the one that was sealed.

    What somebody has put beside them is not read, and no fault.

    Parameters
    ----------
    folder : Path
        The sealed folder.
    expected : str
        What :func:`seal` returned.
    wanted : callable
        Whether a file is to be read, by its relative path.
    what : str
        What the folder is called where it is damaged.

    Returns
    -------
    dict of str to bytes
        By relative path.

    Raises
    ------
    StoreError
        A file, or the list of hashes, is gone or another one.

    Examples
    --------
    >>> from tempfile import mkdtemp
    >>> folder = Path(mkdtemp())
    >>> _ = (folder / "scores.json").write_text("[0.5]")
    >>> whole = seal(folder)
    >>> _ = (folder / "added.json").write_text("[]")
    >>> read_sealed(folder, whole, lambda name: name.endswith("json"), "the run")
    {'scores.json': b'[0.5]'}
    """
    listed = _content(folder / SUMS, SUMS, what)
    if sha256(listed).hexdigest() != expected:
        raise _damaged(what, f"{SUMS} is another list of hashes than was recorded")
    hashes = {line[66:]: line[:64] for line in listed.decode().splitlines()}
    found = {}
    for name in filter(wanted, hashes):
        found[name] = _content(folder / name, name, what)
        if sha256(found[name]).hexdigest() != hashes[name]:
            raise _damaged(what, name)
    return found


def _content(file: Path, name: str, what: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise _damaged(what, f"{name}: {error.strerror or error}") from error


def _recorded_above(folder: Path) -> str | None:
    """Look up the hash that MLflow's description of a model names, two folders above its files."""
    about = folder.parent.parent / "MLmodel"
    if not about.is_file():
        return None
    from mlflow.models import Model

    return (Model.load(str(about)).metadata or {}).get(HASH_TAG)


def _sums(folder: Path) -> str:
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    files = [name for name in names if name != SUMS and (folder / name).is_file()]
    return _listed({name: (folder / name).read_bytes() for name in files})


def _listed(files: Mapping[str, bytes]) -> str:
    return "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))


def _damaged(what: str, wrong: str) -> StoreError:
    return StoreError(
        f"{what} is damaged: {wrong}.\n"
        "Its files are not those that were recorded, so they were not read. Delete the run, "
        f"{DELETE}, and sweep again."
    )
