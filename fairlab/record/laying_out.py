"""What a run keeps in files: tables that MLflow shows, predictions, pages, its configuration."""

import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from fairlab.record.run_result import RunResult

PREDICTIONS = "predictions.parquet"


def lay_out(result: RunResult, config: Mapping[str, Any], folder: Path) -> None:
    """Write the artifacts of a run.

    Parameters
    ----------
    result : RunResult
    config : mapping of str to object
        What was run, in full.
    folder : Path
        Is made.
    """
    for name, table in result.tables.items():
        _put(folder / "tables" / f"{name}.json", table_text(keyed(table)))
    if result.predictions is not None:
        _put(folder / PREDICTIONS, parquet_bytes(result.predictions))
    for name, content in result.files.items():
        _put(folder / name, content)
    _put(folder / "config.json", json.dumps(config, indent=1, default=str))


def keyed(table: pd.DataFrame) -> pd.DataFrame:
    """Put a column that names the row first and its main value second, if it is an audit.

    MLflow compares tables of runs by their first column and shows the second.

    Parameters
    ----------
    table : DataFrame
        What ``audit_groups`` returns, or another table, which is left as it is.

    Examples
    --------
    >>> audit = pd.DataFrame({"attribute": ["sex"], "kind": ["group"], "measure": ["recall"],
    ...                       "group": ["f"], "value": [0.5]})
    >>> keyed(audit)[["row", "value"]]
                row  value
    0  sex=f recall    0.5
    """
    if "measure" not in table:
        return table
    one_group = table["kind"] == "group"
    group = ("=" + table["group"].astype(str)).where(one_group, "")
    name = table["attribute"].astype(str) + group + " " + table["measure"]
    rest = table.drop(columns="value")
    return pd.concat([name.rename("row"), table["value"], rest], axis=1)


def table_text(table: pd.DataFrame) -> str:
    """Write a table in the form of MLflow's own ``log_table``, so that its UI shows a table.

    Returns
    -------
    str
        JSON without the index.

    Examples
    --------
    >>> table_text(pd.DataFrame({"row": ["sex"], "value": [0.5]}))
    '{"columns":["row","value"],"data":[["sex",0.5]]}'
    """
    # Of orient="split" without its index, pandas makes Python lists first, at four times the cost.
    columns = table.columns.to_series().to_json(orient="values")
    data = table.to_json(orient="values", date_format="iso")
    return f'{{"columns":{columns},"data":{data}}}'


def parquet_bytes(frame: pd.DataFrame) -> bytes:
    """Write a table as the content of a Parquet file, without its index.

    Examples
    --------
    >>> parquet_bytes(pd.DataFrame({"score": [0.5]}))[:4]
    b'PAR1'
    """
    buffer = io.BytesIO()
    frame.to_parquet(buffer, index=False, compression="zstd")
    return buffer.getvalue()


def _put(path: Path, content: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
