"""Results that the store would not take: kept on disk as plain files until it does."""

import json
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

import pandas as pd

from fairlab.record.artifacts import table_of
from fairlab.record.laying_out import parquet_bytes, table_text
from fairlab.record.run_result import ModelFiles, RunResult
from fairlab.system.atomic_write import atomic_write

FILE = "unrecorded.zip"
OF_A_FILE = (OSError, EOFError, BadZipFile, RuntimeError)  # the last where it seems encrypted
OF_ITS_CONTENT = (LookupError, TypeError, ValueError, AttributeError)
ABOUT, PREDICTIONS, EXAMPLE, OUTPUT = "about.json", "predictions", "example", "output"
PLAIN = ("notes", "steps", "model_sha256", "without_model", "parts", "versions")


def keep(result: RunResult, folder: Path) -> Path:
    """Write a result into the folder of its key, whole or not at all.

    Parameters
    ----------
    result : RunResult
    folder : Path
        Of this key alone.

    Returns
    -------
    Path
        The file.

    Raises
    ------
    RequestError
        The file cannot be written either.
    """
    file = folder / FILE
    with atomic_write(file, own=True) as part, ZipFile(part, "w") as zipped:
        for name, content in _contents(result):
            zipped.writestr(name, content)
    return file


def kept(folder: Path) -> RunResult | None:
    """Read the result that waits in the folder of a key.

    Parameters
    ----------
    folder : Path
        Of this key alone.

    Returns
    -------
    RunResult or None
        None where none waits, or what waits is damaged: then it is computed anew.
    """
    try:
        with ZipFile(folder / FILE) as zipped:
            return _read({name: zipped.read(name) for name in zipped.namelist()})
    except (*OF_A_FILE, *OF_ITS_CONTENT):
        return None


def _contents(result: RunResult) -> Iterator[tuple[str, str | bytes]]:
    yield ABOUT, json.dumps(_about(result))
    for name, table in result.tables.items():
        yield f"tables/{name}", table_text(table)
    for name, content in result.files.items():
        yield f"files/{name}", content
    if result.predictions is not None:
        yield PREDICTIONS, parquet_bytes(result.predictions)
    if result.model is not None:
        yield EXAMPLE, parquet_bytes(result.model.example)
        yield OUTPUT, parquet_bytes(result.model.output)
        for name, content in result.model.files.items():
            yield f"model/{name}", content


def _about(result: RunResult) -> dict[str, Any]:
    model = result.model
    return {
        "metrics": {name: float(value) for name, value in result.metrics.items()},
        "started": result.started.isoformat(),
        "ended": result.ended.isoformat(),
        **{name: getattr(result, name) for name in PLAIN},
        "steps": {name: [float(one) for one in values] for name, values in result.steps.items()},
        "parts": {name: [int(one) for one in counts] for name, counts in result.parts.items()},
        "model": model and {"loader": model.loader, "requirements": list(model.requirements)},
    }


def _read(content: dict[str, bytes]) -> RunResult:
    about = json.loads(content[ABOUT])
    tables = {name: table_of(text) for name, text in _below("tables/", content).items()}
    return RunResult(
        metrics=about["metrics"],
        started=datetime.fromisoformat(about["started"]),
        ended=datetime.fromisoformat(about["ended"]),
        **{name: about[name] for name in PLAIN if name != "parts"},
        parts={name: (counts[0], counts[1]) for name, counts in about["parts"].items()},
        tables=tables,
        predictions=_frame(content[PREDICTIONS]) if PREDICTIONS in content else None,
        model=_model(about["model"], content) if about["model"] else None,
        files=_below("files/", content),
    )


def _model(about: dict[str, Any], content: dict[str, bytes]) -> ModelFiles:
    files, example, output = _below("model/", content), content[EXAMPLE], content[OUTPUT]
    return ModelFiles(files, **about, example=_frame(example), output=_frame(output))


def _below(folder: str, content: dict[str, bytes]) -> dict[str, bytes]:
    return {n.removeprefix(folder): text for n, text in content.items() if n.startswith(folder)}


def _frame(content: bytes) -> pd.DataFrame:
    return pd.read_parquet(BytesIO(content))
