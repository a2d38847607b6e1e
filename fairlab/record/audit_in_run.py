"""An audit written into a run that somebody else began, or into one of its own."""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from fairlab.record.client import connect, in_words, quiet
from fairlab.record.long_tags import in_tags
from fairlab.record.run_result import RunResult

FOLDER = "fairlab"


def log_audit(result: RunResult, name: str, run_id: str | None = None) -> tuple[str, dict]:
    """Log an audit to MLflow: figures as metrics, tables and the page as artifacts.

    Parameters
    ----------
    result : RunResult
        What came out of the audit.
    name : str
        That a run of its own bears.
    run_id : str, optional
        Into which run; the active one if left out, and without one a run of its own, in the
        experiment and the store that MLflow is set to.

    Returns
    -------
    str
        MLflow's id of the run.
    dict of str to float
        The figures that were logged.

    Raises
    ------
    StoreError
        The store cannot be written.
    """
    with quiet(), in_words():
        import mlflow

        active = mlflow.active_run()
        if run_id is None and active is None:
            with mlflow.start_run(run_name=name) as own:
                return own.info.run_id, _log(result, own.info.run_id)
        run = run_id if active is None or run_id is not None else active.info.run_id
        assert run is not None
        return run, _log(result, run)


def _log(result: RunResult, run_id: str) -> dict[str, float]:
    import mlflow
    from mlflow.entities import Metric, RunTag

    from fairlab.audit.metric_names import split_details
    from fairlab.record.laying_out import lay_out
    from fairlab.record.reading import UNDEFINED
    from fairlab.record.writing import finite, undefined

    client, now = connect(mlflow.get_tracking_uri()), int(result.ended.timestamp() * 1000)
    figures = finite(split_details(result.metrics)[0])
    lacking = undefined(result)
    tags = in_tags(UNDEFINED, json.dumps(lacking)) if lacking else {}
    metrics = [Metric(name, value, now, 0) for name, value in figures.items()]
    client.log_batch(run_id, metrics, tags=[RunTag(*one) for one in tags.items()])
    with TemporaryDirectory() as scratch:
        lay_out(result, {"versions": dict(result.versions), "undefined": lacking}, Path(scratch))
        client.log_artifacts(run_id, scratch, FOLDER)
    return figures
