"""A store whose folder was moved or copied: its runs are told where their files are now.

MLflow keeps the place of every run's files as an absolute path. In a copy these paths lead to the
original, or to nothing, and nothing is said of it.
"""

from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from fairlab.record.locks import locked
from fairlab.record.sqlite_file import reading, writing

LOCATIONS = {
    "experiments": "artifact_location",
    "runs": "artifact_uri",
    "logged_models": "artifact_location",
    "model_versions": "storage_location",
}
ARTIFACTS = "mlartifacts"


def follow(path: Path, private: Path) -> None:
    """Bring the locations of a store up to date, if its folder came here with its files.

    Parameters
    ----------
    path : Path
        The SQLite file.
    private : Path
        Folder of the store's lock.

    Raises
    ------
    StoreError
        If the store would have to be changed and cannot be.
    """
    here = path.parent / ARTIFACTS
    former = _former(path, here)
    if not former:
        return
    with locked(private / "store.lock"), writing(path) as db:
        for old in former:
            for table, column in LOCATIONS.items():
                db.execute(
                    f"UPDATE {table} SET {column} = ? || substr({column}, ?)"  # noqa: S608
                    f" WHERE substr({column}, 1, ?) = ?",
                    (f"{here.as_uri()}/", len(old) + 1, len(old), old),
                )


def _former(path: Path, here: Path) -> set[str]:
    """Find where the folder of artifacts was, as far as its experiments are here now."""
    query = "SELECT name, artifact_location FROM experiments WHERE name LIKE 'fairlab/%'"
    with reading(path) as db:
        places = db.execute(query).fetchall()
    return {
        place.removesuffix(quote(name))
        for name, place in places
        if place.startswith("file:///")
        and place.endswith(f"/{ARTIFACTS}/{quote(name)}")
        and (here / name).is_dir()
        and not _is_same(place, here / name)
    }


def _is_same(place: str, folder: Path) -> bool:
    there = Path(unquote(urlsplit(place).path))
    return there == folder or (there.exists() and there.samefile(folder))
