"""Summary runs: a strategy over all its seeds as one run of MLflow, for its user interface alone.

MLflow averages only the rows that its page has loaded, and knows no spread. A summary is marked
as one by its kind, so that nothing that reads runs takes it for a seed.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from math import isfinite
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pandas as pd

from fairlab import __version__
from fairlab.colours import colour
from fairlab.data.messages import number_of
from fairlab.record.client import paged_runs
from fairlab.record.locks import locked
from fairlab.record.owner import Owner
from fairlab.record.sqlite_file import reading
from fairlab.system.defer_sigint import defer_sigint

if TYPE_CHECKING:
    from mlflow.entities import DatasetInput

    from fairlab.record.store import Store

IS_SUMMARY, CONTENT = "tags.`fairlab.kind` = 'summary'", "fairlab.content"
_BY_SQL = """
    SELECT runs.run_uuid, runs.status, coalesce(content.value, '')
    FROM runs JOIN tags AS kind ON kind.run_uuid = runs.run_uuid
        AND kind.key = 'fairlab.kind' AND kind.value = 'summary'
    LEFT JOIN tags AS content ON content.run_uuid = runs.run_uuid AND content.key = ?
    WHERE runs.lifecycle_stage = 'active' AND runs.experiment_id = ?
    ORDER BY runs.start_time DESC, runs.run_uuid
"""
SD, BAND = ".sd", (".low", ".high")


@dataclass(frozen=True)
class Claims:
    """What is claimed of a strategy beyond its means.

    Parameters
    ----------
    metrics : mapping of str to float
        Gaps between groups as ``gap.<attribute>/<rate>``, and the ends of bands as
        ``<name>.low`` and ``<name>.high``.
    statements : DataFrame
        A row per statement, with its answer.
    answer : str
        The same in sentences.
    """

    metrics: Mapping[str, float] = field(default_factory=dict)
    statements: pd.DataFrame = field(default_factory=pd.DataFrame)
    answer: str = ""


@dataclass(frozen=True)
class Summary:
    """A strategy over its seeds.

    Parameters
    ----------
    strategy, settings_key : str
        Of all its runs.
    runs : mapping of int to str
        MLflow's run id by seed.
    params : mapping of str to str
        Those that all runs share.
    metrics : mapping of str to float
        Means under the names of the metrics; ``<name>.sd``, the spread over seeds, of those
        that views show.
    means : DataFrame
        A row per metric: ``metric``, ``mean``, ``sd``, ``seeds``.
    about : str
        A sentence that says what the figures are.
    claims : callable, optional
        Gives what is claimed; called where the summary is written, and no part of its content.
    """

    strategy: str
    settings_key: str
    runs: Mapping[int, str]
    params: Mapping[str, str]
    metrics: Mapping[str, float]
    means: pd.DataFrame
    about: str
    claims: Callable[[], Claims] | None = None

    @property
    def name(self) -> str:
        """The run's name in MLflow."""
        count = len(self.runs)
        return f"{self.strategy}: {number_of(count, 'seed')}"

    @property
    def content(self) -> str:
        """64 hex digits that change with what it says, and with fairlab, whose bands may too."""
        parts = {n: value for n, value in vars(self).items() if n not in ("means", "claims")}
        said = [__version__, parts, self.means.to_csv(index=False)]
        text = json.dumps(said, sort_keys=True)
        return sha256(text.encode()).hexdigest()


def keep_summaries(store: "Store", experiment: str, summaries: Iterable[Summary]) -> None:
    """Write the summaries that an experiment lacks, and put those away that are superseded.

    Parameters
    ----------
    store : Store
    experiment : str
        MLflow's experiment id.
    summaries : iterable of Summary
        All that there shall be.
    """
    with locked(store.private / "summary.lock"):
        written = _written(store, experiment)
        finished = {content for _, status, content in written if status == "FINISHED"}
        wanted = {summary.content: summary for summary in summaries}
        for content in wanted.keys() - finished:
            _write(store, experiment, wanted[content])
        _put_away(store, written, wanted)


def _written(store: "Store", experiment: str) -> list[tuple[str, str, str]]:
    """List those that are there, also unfinished ones: run id, status, content; latest first."""
    if store.database is None:
        runs = paged_runs(store.client, experiment, IS_SUMMARY, "start_time DESC")
        return [(r.info.run_id, r.info.status, r.data.tags.get(CONTENT, "")) for r in runs]
    with reading(store.database) as db:
        return db.execute(_BY_SQL, (CONTENT, experiment)).fetchall()


def _put_away(
    store: "Store", written: Iterable[tuple[str, str, str]], wanted: Mapping[str, Summary]
) -> None:
    kept: set[str] = set()
    for run_id, status, content in written:
        current = status == "FINISHED" and content in wanted.keys() - kept
        # What is running is being written by a sweep on another machine.
        if not current and status != "RUNNING":
            store.client.delete_run(run_id)
        kept |= {content} if current else set()


@defer_sigint()
def _write(store: "Store", experiment: str, summary: Summary) -> None:
    from mlflow.entities import Metric, Param

    client = store.client
    claimed = summary.claims() if summary.claims else Claims()
    made = client.create_run(experiment, tags=_tags(summary, claimed), run_name=summary.name)
    run_id, now = made.info.run_id, made.info.start_time
    every = {**summary.metrics, **claimed.metrics}
    figures = {name: value for name, value in every.items() if isfinite(value)}
    # As many digits as a leaderboard has room for; all of them are in the table of means.
    metrics = [Metric(name, float(f"{value:.4g}"), now, 0) for name, value in figures.items()]
    client.log_batch(run_id, metrics, [Param(*one) for one in summary.params.items()])
    if data := _data_of(store, experiment, next(iter(summary.runs.values()))):
        client.log_inputs(run_id, data)
    with TemporaryDirectory() as scratch:
        tables = Path(scratch, "tables")
        tables.mkdir()
        shown = {"means": summary.means, "statements": claimed.statements}
        for name, table in shown.items():
            (tables / f"{name}.json").write_text(table.to_json(orient="split", index=False))
        config = {"settings_key": summary.settings_key, "runs": dict(summary.runs)}
        Path(scratch, "config.json").write_text(json.dumps(config, indent=1))
        client.log_artifacts(run_id, scratch)
    client.set_terminated(run_id, "FINISHED")


def _data_of(store: "Store", experiment: str, run_id: str) -> "list[DatasetInput]":
    """Give the data of a seed: all seeds have the same."""
    found = paged_runs(store.client, experiment, f"attributes.run_id = '{run_id}'", "start_time")
    return [data for run in found if run.inputs for data in run.inputs.dataset_inputs]


def _tags(summary: Summary, claimed: Claims) -> dict[str, str]:
    return {
        "fairlab.kind": "summary",
        "fairlab.strategy": summary.strategy,
        "fairlab.settings_hash": summary.settings_key,
        "fairlab.owner": json.dumps(asdict(Owner.here())),
        CONTENT: summary.content,
        "mlflow.runColor": colour(summary.strategy),
        "mlflow.source.name": f"fairlab {__version__}",
        "mlflow.source.type": "LOCAL",
        "mlflow.note.content": f"{summary.about}\n\n{claimed.answer}".strip(),
        "mlflow.loggedArtifacts": json.dumps(
            [{"path": f"tables/{name}.json", "type": "table"} for name in ("means", "statements")]
        ),
    }
