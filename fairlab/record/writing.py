"""Writing one finished run into MLflow, in few calls and in an order that a kill cannot spoil."""

import json
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from fairlab.colours import colour
from fairlab.record import models
from fairlab.record.client import retry
from fairlab.record.finished_run import DataUsed, FinishedRun, Part
from fairlab.record.long_tags import LONGEST_TAG, in_tags
from fairlab.record.owner import Owner
from fairlab.record.reading import DETAILS, UNDEFINED
from fairlab.system.defer_sigint import defer_sigint

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import DatasetInput, Metric

LONGEST_PARAM = 6000
DIGEST = 36
PART_OF = {"test": "test", "valid": "validation"}  # a metric's first word tells its part


@defer_sigint()
def write(client: "MlflowClient", experiment: str, run: FinishedRun) -> str:
    """Write a run; only the very last call makes it a finished one, and Ctrl-C waits for that.

    Parameters
    ----------
    client : MlflowClient
        Of the store.
    experiment : str
        MLflow's experiment id.
    run : FinishedRun
        What was computed.

    Returns
    -------
    str
        MLflow's run id.
    """
    from mlflow.entities import Param

    made = client.create_run(
        experiment, start_time=_milliseconds(run.started), tags=_tags(run), run_name=run.name
    )
    run_id = made.info.run_id
    with _failing(client, run_id), TemporaryDirectory() as scratch:
        params = {name: _fit(str(value)) for name, value in run.settings.items()}
        logged = models.log(client, made.info, run.model, params, Path(scratch, "model"))
        metrics = list(_metrics(run, run_id, logged.model_id if logged else None))
        client.log_batch(run_id, metrics, [Param(*one) for one in params.items()])
        retry(lambda: client.log_inputs(run_id, _inputs(run.data)))
        _lay_out(run, Path(scratch, "artifacts"))
        client.log_artifacts(run_id, str(Path(scratch, "artifacts")))
        client.set_terminated(run_id, "FINISHED", end_time=_milliseconds(run.ended))
    return run_id


@contextmanager
def _failing(client: "MlflowClient", run_id: str) -> Iterator[None]:
    from mlflow.exceptions import MlflowException

    try:
        yield
    except BaseException:
        # A store that cannot be written cannot be told so either: then repair closes the run.
        with suppress(MlflowException):
            client.set_terminated(run_id, "FAILED")
        raise


def _tags(run: FinishedRun) -> dict[str, str]:
    details = {name: value for name, value in run.details.items() if math.isfinite(value)}
    tags = {
        "fairlab.kind": "run",
        "fairlab.strategy": run.strategy,
        "fairlab.seed": str(run.seed),
        "fairlab.dataset": run.data.name,
        "fairlab.fingerprint": run.data.fingerprint,
        "fairlab.config_hash": run.key,
        "fairlab.settings_hash": run.settings_key,
        "fairlab.sweep": run.sweep,
        "fairlab.version": run.versions.get("fairlab", ""),
        "fairlab.versions": json.dumps(dict(run.versions)),
        "fairlab.owner": json.dumps(Owner.here().as_dict()),
        "mlflow.runColor": colour(run.strategy),
        "mlflow.loggedArtifacts": json.dumps(
            [{"path": f"tables/{name}.json", "type": "table"} for name in run.tables]
        ),
        **run.tags,
    }
    short = {name: _shorten(text) for name, text in tags.items() if text}
    return short | _long(UNDEFINED, run.undefined) | _long(DETAILS, details)


def _long(name: str, content: Mapping[str, Any]) -> dict[str, str]:
    return in_tags(name, json.dumps(content)) if content else {}


def _shorten(text: str) -> str:
    return text if len(text) <= LONGEST_TAG else f"{text[: LONGEST_TAG - 30]} ... see config.json"


def _fit(text: str) -> str:
    if len(text) <= LONGEST_PARAM:
        return text
    return f"sha256:{sha256(text.encode()).hexdigest()} (in full in config.json)"


def _metrics(run: FinishedRun, run_id: str, model_id: str | None) -> Iterator["Metric"]:
    from mlflow.entities import Metric

    now, digest = _milliseconds(run.ended), run.data.fingerprint[:DIGEST]
    for name, value in run.metrics.items():
        if math.isfinite(value):
            part = PART_OF.get(name.partition("/")[0])
            measured = {
                "dataset_name": f"{run.data.name}.{part}",
                "dataset_digest": digest,
                "model_id": model_id,
            }
            linked = {**measured, "run_id": run_id} if part else {}
            yield Metric(name, float(value), now, 0, **linked)


def _inputs(data: DataUsed) -> list["DatasetInput"]:
    from mlflow.entities import DatasetInput, InputTag

    return [
        DatasetInput(_entity(data, part), [InputTag("mlflow.data.context", part.name)])
        for part in data.parts
    ]


def _entity(data: DataUsed, part: Part) -> Any:
    from mlflow.entities import Dataset

    about = {"dataset": data.name, "part": part.name, "sha256": data.fingerprint}
    share = part.positives / part.rows
    return Dataset(
        name=f"{data.name}.{part.name}",
        digest=data.fingerprint[:DIGEST],
        source_type="code",
        source=json.dumps({"tags": about}),
        schema=json.dumps({"mlflow_colspec": _columns(data)}),
        profile=json.dumps({"num_rows": part.rows, "positive_rate": round(share, 6)}),
    )


def _columns(data: DataUsed) -> list[dict[str, Any]]:
    kinds = {"int": "long", "uint": "long", "float": "double", "bool": "boolean"}
    return [
        {"name": name, "type": kinds.get(_kind(dtype), "string"), "required": True}
        for name, dtype in data.columns.items()
    ]


def _kind(dtype: str) -> str:
    # Int64 is the whole numbers of pandas that may be missing.
    return dtype.lower().rstrip("0123456789")


def _lay_out(run: FinishedRun, folder: Path) -> None:
    for name, table in run.tables.items():
        # The form in which MLflow's own log_table writes, so that its UI shows a table.
        text = table.to_json(orient="split", index=False, date_format="iso")
        _put(folder / "tables" / f"{name}.json", text)
    for name, content in run.files.items():
        _put(folder / name, content)
    _put(folder / "config.json", json.dumps(_config(run), indent=1, default=str))


def _put(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)


def _config(run: FinishedRun) -> dict[str, Any]:
    return {
        "strategy": run.strategy,
        "seed": run.seed,
        "key": run.key,
        "settings_key": run.settings_key,
        "dataset": {"name": run.data.name, "fingerprint": run.data.fingerprint},
        "params": run.settings,
        "versions": dict(run.versions),
        "undefined": run.undefined,
    }


def _milliseconds(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp() * 1000)
