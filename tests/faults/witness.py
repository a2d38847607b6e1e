"""What a store holds after its writers were killed, read without MLflow."""

import json
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

from fairlab.record.hashes import SUMS
from fairlab.record.owner import Owner
from fairlab.record.row_faults import PARAMS

OF_THE_PROCESS = {
    "fairlab.owner",
    "fairlab.files_sha256",  # of seconds too; each file is looked at by itself
    "mlflow.user",
    "mlflow.source.name",
    "mlflow.source.type",
}
# Of a fit, which strategies share: the one that asked first is nothing of it.
OF_WHO_ASKED = {"strategy", "fairlab.strategy", "mlflow.runName", "mlflow.runColor"}
Content = dict[str, dict[str, str]]
WRITING = (
    "SELECT value FROM tags JOIN runs USING (run_uuid)"
    " WHERE status = 'RUNNING' AND key = 'fairlab.owner'"
)
LOCKS = Path("/proc/locks")  # read there: trying a lock would hold it for a moment


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
    """Say how far a sweep is, by what it has written and which claims it holds."""
    owners = ask(folder, WRITING)
    if any((owner := Owner.from_text(text)) and not owner.death() for (text,) in owners):
        return "recording"
    if any(file.stat().st_size for file in (folder / ".fairlab").glob("work/*/*.jsonl")):
        return "searching"
    claims = {file.stat().st_ino for file in (folder / ".fairlab").glob("claims/*.lock")}
    held = {int(line.split()[5].rpartition(":")[2]) for line in LOCKS.read_text().splitlines()}
    return "computing" if claims & held else "between"


def contents(folder: Path) -> Content:
    """Hash all that each finished run holds, but times and who wrote it, by its key."""
    query = (
        "SELECT value, run_uuid, artifact_uri FROM runs JOIN tags USING (run_uuid)"
        " WHERE key = 'fairlab.config_hash' AND status = 'FINISHED'"
    )
    found = ask(folder, query)
    return {key: {**_numbers(folder, run), **_files(folder, uri)} for key, run, uri in found}


def _numbers(folder: Path, run: str) -> dict[str, str]:
    metrics = ask(folder, "SELECT key, value FROM latest_metrics WHERE run_uuid = ?", run)
    params = ask(folder, "SELECT key, value FROM params WHERE run_uuid = ?", run)
    tags = ask(folder, "SELECT key, value FROM tags WHERE run_uuid = ?", run)
    is_fit = ("fairlab.kind", "fit") in tags
    hidden = OF_THE_PROCESS | (OF_WHO_ASKED if is_fit else set())
    found = {f"metric {name}": repr(value) for name, value in metrics if name[:5] != "time/"}
    found |= {f"param {name}": value for name, value in params if name not in hidden}
    told = [(name, value) for name, value in tags if not name.startswith(PARAMS)]  # they are above
    return found | {f"tag {name}": value for name, value in told if name not in hidden}


def _files(folder: Path, uri: str) -> dict[str, str]:
    place = urlsplit(uri)
    folder = folder / "mlartifacts" if place.scheme == "mlflow-artifacts" else Path("/")
    folder = folder / unquote(place.path).lstrip("/")
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    return {str(path.relative_to(folder)): _hash(path) for path in files}


def _hash(path: Path) -> str:
    content = path.read_bytes()
    if path.name == "config.json":
        config = json.loads(content)
        if "fold" in config["params"]:
            config["strategy"] = config["params"]["strategy"] = ""
        content = json.dumps(config).encode()
    if path.name == "trials.json":
        table = json.loads(content)
        place = table["columns"].index("seconds")
        content = repr([row[:place] + row[place + 1 :] for row in table["data"]]).encode()
    return sha256(content).hexdigest()
