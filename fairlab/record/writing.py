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

from fairlab.audit.metric_names import split_details
from fairlab.audit.registry import accuracy_metrics
from fairlab.colours import colour
from fairlab.record import models
from fairlab.record.client import is_silent, put_files, retry, store_errors
from fairlab.record.hashes import FILES_TAG, HASH_TAG, seal
from fairlab.record.laying_out import lay_out
from fairlab.record.long_tags import LONGEST_TAG, in_tags
from fairlab.record.owner import Owner
from fairlab.record.reading import RUN
from fairlab.record.row_faults import DETAILS, LOGGED, PARAMS, UNDEFINED
from fairlab.record.run_identity import RunIdentity
from fairlab.record.run_result import RunResult
from fairlab.system.defer_sigint import defer_sigint

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities import DatasetInput, Metric

LONGEST_PARAM = 6000
DIGEST = 36
TRAINED = (RUN, "fit", "final")  # what was learned from rows that its parameters count
PART_OF = {"test": "test", "valid": "validation"}  # a metric's first word tells its part


@defer_sigint()
def write(
    client: "MlflowClient",
    experiment: str,
    about: RunIdentity,
    result: RunResult,
    typed: str = "",
) -> str:
    """Write a run; only the very last call makes it a finished one, and Ctrl-C waits for that.

    Parameters
    ----------
    client : MlflowClient
        Of the store.
    experiment : str
        MLflow's experiment id.
    about : RunIdentity
        What was run.
    result : RunResult
        What came out.
    typed : str
        The options that named the data, if any.

    Returns
    -------
    str
        MLflow's run id.
    """
    from mlflow.entities import Param, RunTag

    made = client.create_run(
        experiment,
        start_time=_milliseconds(result.started),
        tags=_tags(about, result, typed),
        run_name=run_name(about),
    )
    run_id = made.info.run_id
    with _failing(client, run_id), TemporaryDirectory() as scratch:
        settings = shown_settings(about, result)
        params = {name: _fit(str(value)) for name, value in settings.items()}
        logged = models.log(client, made.info, result.model, params, Path(scratch, "model"))
        metrics = list(_metrics(about, result, run_id, logged.model_id if logged else None))
        artifacts = Path(scratch, "artifacts")
        lay_out(result, _config(about, result, settings), artifacts)
        of_model = {HASH_TAG: logged.tags[HASH_TAG]} if logged else {}
        kept = {FILES_TAG: seal(artifacts), **of_model, **_long(PARAMS, params)}
        tags = [RunTag(*one) for one in kept.items()]
        client.log_batch(run_id, metrics, [Param(*one) for one in params.items()], tags)
        retry(lambda: client.log_inputs(run_id, _inputs(about, result)))
        put_files(client, made.info.artifact_uri, artifacts)
        client.set_terminated(run_id, "FINISHED", end_time=_milliseconds(result.ended))
    return run_id


def run_name(about: RunIdentity) -> str:
    """Call a run by its strategy and seed: ``baseline-s03``."""
    return f"{about.strategy_name}-s{about.seed:02d}"


def shown_settings(about: RunIdentity, result: RunResult) -> dict[str, Any]:
    """Give the parameters that MLflow shows: what the run is, its settings, and its rows."""
    who = {"strategy": about.strategy_name, "seed": about.seed, "dataset": about.data.name}
    is_trained = about.kind in TRAINED
    rows = {f"rows.{part}": n for part, (n, _) in result.parts.items() if is_trained}
    return {**who, **about.params, **rows}


@contextmanager
def _failing(client: "MlflowClient", run_id: str) -> Iterator[None]:
    try:
        yield
    except BaseException as error:
        # A store that cannot be written cannot be told so either: then repair closes the run.
        if not is_silent(error):
            with suppress(*store_errors()):
                client.set_terminated(run_id, "FAILED")
        raise


def _tags(about: RunIdentity, result: RunResult, typed: str) -> dict[str, str]:
    tags = {
        "fairlab.kind": about.kind,
        "fairlab.strategy": about.strategy_name,
        "fairlab.seed": str(about.seed),
        "fairlab.dataset": about.data.name,
        "fairlab.fingerprint": about.data.fingerprint,
        "fairlab.config_hash": about.key,
        "fairlab.settings_hash": about.settings_key,
        "fairlab.version": result.versions.get("fairlab", ""),
        "fairlab.versions": json.dumps(dict(result.versions)),
        "fairlab.owner": json.dumps(Owner.here().as_dict()),
        "mlflow.runColor": colour(about.strategy_name),
        "mlflow.source.name": f"fairlab {result.versions.get('fairlab', '')}".strip(),
        "mlflow.source.type": "LOCAL",
        "mlflow.loggedArtifacts": json.dumps(
            [{"path": f"tables/{name}.json", "type": "table"} for name in result.tables]
        ),
        "fairlab.people": about.data.people,
        "fairlab.target": about.data.target,
        "fairlab.file": about.data.file,
        "fairlab.typed": typed,
        "fairlab.without_model": result.without_model,
        "fairlab.falls_short": "\n".join(result.falls_short),
        **({"mlflow.note.content": _note(result)} if about.kind == RUN else {}),
        **about.tags,
    }
    if "fairlab.optimistic" in tags:
        tags["mlflow.note.content"] += f" {tags['fairlab.optimistic']}"
    short = {name: _shorten(text) for name, text in tags.items() if text}
    metrics, details = split_details(_figures(result))
    logged = {LOGGED: str(len(metrics))} if metrics else {}
    figures = _long(DETAILS, metrics | details)
    return short | _long(UNDEFINED, undefined(result)) | logged | figures


def _note(result: RunResult) -> str:
    """Describe a run of a strategy in a sentence, and say where it falls short."""
    rows, bad_events = result.parts["test"]
    shown = (f"test/{metric.name}" for metric in accuracy_metrics() if metric.headline)
    named = (f"{n.partition('/')[2]} {result.metrics[n]:.3f}" for n in shown if n in result.metrics)
    told = f"On {rows:,} test rows with {bad_events:,} bad events: {', '.join(named)}."
    return " ".join([told, *result.falls_short])


def finite(figures: Mapping[str, float]) -> dict[str, float]:
    """Take the figures that are numbers, which alone MLflow keeps everywhere."""
    return {name: float(value) for name, value in figures.items() if math.isfinite(value)}


def _figures(result: RunResult) -> dict[str, float]:
    """Give all but seconds, which differ between two runs that are the same."""
    return finite({n: value for n, value in result.metrics.items() if not n.startswith("time/")})


def undefined(result: RunResult) -> dict[str, str]:
    """Say of each figure that is no number why."""
    missing = [name for name, value in result.metrics.items() if not math.isfinite(value)]
    return {name: result.notes.get(name, "undefined") for name in missing}


def _long(name: str, content: Mapping[str, Any]) -> dict[str, str]:
    return in_tags(name, json.dumps(content)) if content else {}


def _shorten(text: str) -> str:
    return text if len(text) <= LONGEST_TAG else f"{text[: LONGEST_TAG - 30]} ... see config.json"


def _fit(text: str) -> str:
    if len(text) <= LONGEST_PARAM:
        return text
    return f"sha256:{sha256(text.encode()).hexdigest()} (in full in config.json)"


def _metrics(
    about: RunIdentity, result: RunResult, run_id: str, model_id: str | None
) -> Iterator["Metric"]:
    from mlflow.entities import Metric

    now, digest = _milliseconds(result.ended), about.data.fingerprint[:DIGEST]
    for name, value in split_details(result.metrics)[0].items():
        if math.isfinite(value):
            part = PART_OF.get(name.partition("/")[0])
            part = part if part in result.parts else None
            measured = {
                "dataset_name": f"{about.data.name}.{part}",
                "dataset_digest": digest,
                "model_id": model_id,
            }
            linked = {**measured, "run_id": run_id} if part else {}
            yield Metric(name, float(value), now, 0, **linked)
    for name, values in result.steps.items():
        for step, value in enumerate(values):
            if math.isfinite(value):
                yield Metric(name, float(value), now, step)


def _inputs(about: RunIdentity, result: RunResult) -> list["DatasetInput"]:
    from mlflow.entities import DatasetInput, InputTag

    return [
        DatasetInput(_entity(about, part, *counts), [InputTag("mlflow.data.context", part)])
        for part, counts in result.parts.items()
    ]


def _entity(about: RunIdentity, part: str, rows: int, bad_events: int) -> Any:
    from mlflow.entities import Dataset

    data = about.data
    named = {"dataset": data.name, "part": part, "sha256": data.fingerprint}
    return Dataset(
        name=f"{data.name}.{part}",
        digest=data.fingerprint[:DIGEST],
        source_type="code",
        source=json.dumps({"tags": named}),
        schema=json.dumps({"mlflow_colspec": _columns(data.columns)}),
        profile=json.dumps({"num_rows": rows, "positive_rate": round(bad_events / rows, 6)}),
    )


def _columns(columns: Mapping[str, str]) -> list[dict[str, Any]]:
    kinds = {"int": "long", "uint": "long", "float": "double", "bool": "boolean"}
    return [
        {"name": name, "type": kinds.get(_kind(dtype), "string"), "required": True}
        for name, dtype in columns.items()
    ]


def _kind(dtype: str) -> str:
    # Int64 is the whole numbers of pandas that may be missing.
    return dtype.lower().rstrip("0123456789")


def _config(about: RunIdentity, result: RunResult, settings: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "strategy": about.strategy_name,
        "seed": about.seed,
        "key": about.key,
        "settings_key": about.settings_key,
        "dataset": {"name": about.data.name, "fingerprint": about.data.fingerprint},
        "params": settings,
        "versions": dict(result.versions),
        "undefined": undefined(result),
    }


def _milliseconds(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp() * 1000)
