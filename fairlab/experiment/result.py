"""From a cell to what the ledger writes: computed somewhere, recorded by the sweep."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import pandas as pd

from fairlab.audit.metric_names import split_details
from fairlab.causal.twin_settings import TwinSettings
from fairlab.data import Dataset
from fairlab.experiment.run import Reference, run
from fairlab.experiment.spec import Cell
from fairlab.experiment.strategy import Fitted, Strategy
from fairlab.versions import library_versions

if TYPE_CHECKING:
    from fairlab.record import FinishedRun, ModelFiles

NEEDED_TO_PREDICT = ("xgboost", "pandas", "numpy", "scikit-learn")
LOADER = "fairlab.strategy"


@dataclass(frozen=True)
class Task:
    """A cell without its data, which travel apart and once, and what it takes to compute it.

    Parameters
    ----------
    key : str
        The cell's.
    strategy : Strategy
    seed : int
    vary : {"both", "data", "model"}
    reference : mapping of str to mapping of str to float
        The metrics of the strategies that this one needs, with the same seed.
    threads : int
    journal : Path or None
        From which the search goes on, where this machine's files are seen.
    individual : TwinSettings, optional
        How people are asked about one by one.
    """

    key: str
    strategy: Strategy
    seed: int
    vary: str
    reference: Reference
    threads: int
    journal: Path | None
    individual: TwinSettings | None = None


@dataclass(frozen=True)
class Computed:
    """A cell's outcome, made to travel from another machine: the model is there as bytes.

    Parameters
    ----------
    key : str
        The cell's.
    metrics, notes : mapping
        Figures, and why one is undefined.
    tables : mapping of str to DataFrame
    predictions : bytes
        A Parquet file of the test part's labels, scores and decisions.
    parts : mapping of str to tuple of int
        Rows and positives of each part.
    model : mapping of str to bytes
        The files of the fitted strategy; none of a model that knows no files but pickles.
    example, output : DataFrame
        One typical row, which is no person's, and what the model says of it.
    versions : mapping of str to str
        Of what the numbers may depend on.
    started, ended : datetime
    """

    key: str
    metrics: Mapping[str, float]
    notes: Mapping[str, str]
    tables: Mapping[str, pd.DataFrame]
    predictions: bytes
    parts: Mapping[str, tuple[int, int]]
    model: Mapping[str, bytes]
    example: pd.DataFrame
    output: pd.DataFrame
    versions: Mapping[str, str]
    started: datetime
    ended: datetime


def compute(dataset: Dataset, task: Task) -> Computed:
    """Run a cell, on whatever machine.

    Parameters
    ----------
    dataset : Dataset
        The cell's.
    task : Task

    Returns
    -------
    Computed
    """
    started = datetime.now(UTC)
    cell = Cell(task.strategy, dataset, task.seed, task.vary, individual=task.individual)
    outcome = run(cell, task.reference, task.threads, task.journal)
    example = typical_row(outcome.parts.train.X)
    score, flagged = outcome.fitted.predict(example)
    parts = {name: (part.rows, part.positives) for name, part in vars(outcome.parts).items()}
    return Computed(
        key=task.key,
        metrics=outcome.metrics,
        notes=outcome.notes,
        tables=outcome.tables,
        predictions=parquet_bytes(outcome.predictions),
        parts=parts,
        model=files_of(outcome.fitted),
        example=example,
        output=pd.DataFrame({"score": score, "flagged": flagged}),
        versions=library_versions(),
        started=started,
        ended=datetime.now(UTC),
    )


def finished_run(cell: Cell, computed: Computed, folder: Path) -> "FinishedRun":
    """Describe a computed cell for the ledger.

    Parameters
    ----------
    cell : Cell
    computed : Computed
    folder : Path
        An empty one, where the model's files are laid out until they are recorded.

    Returns
    -------
    FinishedRun
    """
    from fairlab.record import DataUsed, FinishedRun, Part

    parts = tuple(Part(name, *counts) for name, counts in computed.parts.items())
    columns = {name: str(dtype) for name, dtype in computed.example.dtypes.items()}
    metrics, details = split_details(computed.metrics)
    return FinishedRun(
        strategy=cell.strategy.name,
        seed=cell.seed,
        key=cell.key,
        settings_key=cell.settings_key,
        data=DataUsed(cell.dataset.name, cell.dataset.fingerprint, parts, columns),
        params=_params(cell, computed),
        metrics=metrics,
        details=details,
        started=computed.started,
        ended=computed.ended,
        notes=computed.notes,
        versions=computed.versions,
        tags=_tags(cell, computed),
        tables={name: keyed(table) for name, table in computed.tables.items()},
        files={"predictions.parquet": computed.predictions},
        model=_model(computed, folder / "model"),
    )


def typical_row(X: pd.DataFrame) -> pd.DataFrame:
    """Make up one row of medians and most frequent levels, so that no person's is recorded.

    Of an even number of values the lower median is taken, which whole numbers hold too.

    Parameters
    ----------
    X : DataFrame of shape (n, k)

    Returns
    -------
    DataFrame of shape (1, k)
        With the dtypes of X.

    Examples
    --------
    >>> typical_row(pd.DataFrame({"age": [20, 30, 50], "job": ["a", "b", "b"]})).values.tolist()
    [[30, 'b']]
    """
    made = {name: pd.Series([_typical(column)], dtype=column.dtype) for name, column in X.items()}
    return pd.DataFrame(made)


def keyed(table: pd.DataFrame) -> pd.DataFrame:
    """Put a column that names the row first and its main value second, if it is an audit.

    MLflow compares tables of runs by their first column and shows the second.

    Parameters
    ----------
    table : DataFrame
        What ``audit_groups`` returns, or another table, which is left as it is.

    Returns
    -------
    DataFrame

    Examples
    --------
    >>> audit = pd.DataFrame({"attribute": ["sex"], "kind": ["group"], "measure": ["recall"],
    ...                       "group": ["f"], "value": [0.5]})
    >>> keyed(audit)[["row", "value"]]
                row  value
    0  sex=f recall    0.5
    """
    if "kind" not in table:
        return table
    one_group = table["kind"] == "group"
    group = ("=" + table["group"].astype(str)).where(one_group, "")
    name = table["attribute"].astype(str) + group + " " + table["measure"]
    rest = table.drop(columns="value")
    return pd.concat([name.rename("row"), table["value"], rest], axis=1)


def files_of(fitted: Fitted) -> dict[str, bytes]:
    """Give the content of every file of a fitted strategy, if its model knows files.

    Parameters
    ----------
    fitted : Fitted

    Returns
    -------
    dict of str to bytes
        By the file's name.
    """
    if not hasattr(fitted.model, "to_files"):
        return {}
    with TemporaryDirectory() as scratch:
        folder = Path(scratch, "model")
        fitted.to_files(folder)
        return {file.name: file.read_bytes() for file in folder.iterdir()}


def parquet_bytes(frame: pd.DataFrame) -> bytes:
    """Write a table as the content of a Parquet file, without its index.

    Parameters
    ----------
    frame : DataFrame

    Returns
    -------
    bytes

    Examples
    --------
    >>> parquet_bytes(pd.DataFrame({"score": [0.5]}))[:4]
    b'PAR1'
    """
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False, compression="zstd")
    return buffer.getvalue()


def _typical(values: pd.Series) -> Any:
    numeric = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    if numeric:
        return values.quantile(0.5, interpolation="lower")
    most_frequent = values.mode()
    return most_frequent.iloc[0] if len(most_frequent) else None


def _params(cell: Cell, computed: Computed) -> dict[str, Any]:
    rows = {f"rows.{name}": count for name, (count, _) in computed.parts.items()}
    return {
        "strategy": cell.strategy.name,
        "seed": cell.seed,
        **cell.params,
        "data.fingerprint": cell.dataset.fingerprint[:12],
        "data.sensitive": ",".join(cell.dataset.sensitive),
        "data.audit_only": ",".join(cell.dataset.audit_only),
        "split.test": cell.dataset.test_part,
        **rows,
    }


def _tags(cell: Cell, computed: Computed) -> dict[str, str]:
    rows, positives = computed.parts["test"]
    shown = ("auprc", "recall", "precision")
    figures = ", ".join(f"{name} {computed.metrics[f'test/{name}']:.3f}" for name in shown)
    note = f"On {rows:,} test rows with {positives:,} positives: {figures}."
    if not getattr(cell.strategy.threshold, "optimistic", False):
        return {"mlflow.note.content": note}
    warning = "The threshold was chosen on the test part, as in the study: figures are optimistic."
    return {"fairlab.optimistic": warning, "mlflow.note.content": f"{note} {warning}"}


def _model(computed: Computed, folder: Path) -> "ModelFiles | None":
    """Lay out the model's files; a model that knows no files but pickles has none."""
    from fairlab.record import ModelFiles

    if not computed.model:
        return None
    folder.mkdir()
    for name, content in computed.model.items():
        (folder / name).write_bytes(content)
    needed = [f"{name}=={computed.versions[name]}" for name in NEEDED_TO_PREDICT]
    return ModelFiles(folder, LOADER, computed.example, computed.output, needed)
