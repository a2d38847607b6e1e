"""What a store holds after its writers were killed, read without MLflow."""

import json
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

OF_THE_PROCESS = {"fairlab.owner", "mlflow.user", "mlflow.source.name", "mlflow.source.type"}
Content = dict[str, dict[str, str]]


def ask(folder: Path, query: str, *values: object) -> list[tuple]:
    with closing(sqlite3.connect(f"file:{folder}/mlflow.db?mode=ro", uri=True, timeout=20)) as db:
        return db.execute(query, values).fetchall()


def finished(folder: Path) -> list[str]:
    """Give the key of each finished run, as often as there are such runs."""
    query = (
        "SELECT value FROM runs JOIN tags USING (run_uuid) WHERE key = 'fairlab.config_hash'"
        " AND status = 'FINISHED' AND lifecycle_stage = 'active'"
    )
    return [key for (key,) in ask(folder, query)]


def running(folder: Path) -> int:
    ((count,),) = ask(folder, "SELECT count(*) FROM runs WHERE status = 'RUNNING'")
    return count


def moment(folder: Path) -> str:
    """Say how far a sweep is, by what it has written."""
    if running(folder):
        return "recording"
    if any(file.stat().st_size for file in (folder / ".fairlab").glob("work/*/*.jsonl")):
        return "searching"
    return "between"


def contents(folder: Path) -> Content:
    """Hash all that each finished run holds, but times and who wrote it, by its key."""
    query = (
        "SELECT value, run_uuid, name, artifact_uri FROM runs JOIN tags USING (run_uuid)"
        " WHERE key = 'fairlab.config_hash' AND status = 'FINISHED'"
    )
    return {
        key: {"name": name, **_numbers(folder, run), **_files(uri)}
        for key, run, name, uri in ask(folder, query)
    }


def _numbers(folder: Path, run: str) -> dict[str, str]:
    metrics = ask(folder, "SELECT key, value FROM latest_metrics WHERE run_uuid = ?", run)
    params = ask(folder, "SELECT key, value FROM params WHERE run_uuid = ?", run)
    tags = ask(folder, "SELECT key, value FROM tags WHERE run_uuid = ?", run)
    found = {f"metric {name}": repr(value) for name, value in metrics if name[:5] != "time/"}
    found |= {f"param {name}": value for name, value in params}
    return found | {f"tag {name}": value for name, value in tags if name not in OF_THE_PROCESS}


def _files(uri: str) -> dict[str, str]:
    folder = Path(unquote(urlsplit(uri).path))
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): _hash(path) for path in files}


def _hash(path: Path) -> str:
    content = path.read_bytes()
    if path.name == "trials.json":
        table = json.loads(content)
        place = table["columns"].index("seconds")
        content = repr([row[:place] + row[place + 1 :] for row in table["data"]]).encode()
    return sha256(content).hexdigest()
