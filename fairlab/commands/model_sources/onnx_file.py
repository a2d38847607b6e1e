"""A model in ONNX, asked through onnxruntime where that is installed."""

from typing import Any

import numpy as np
import pandas as pd

from fairlab.commands.model_sources._files import has_suffix, opening, read_model_file
from fairlab.commands.model_sources._named_model import (
    LabelsAndScores,
    ModelRequest,
    NamedModel,
)

FORM = "file.onnx"
NUMBERS = {"tensor(float)": "float32", "tensor(double)": "float64", "tensor(int64)": "int64",
           "tensor(int32)": "int32", "tensor(bool)": "bool"}  # fmt: skip


def is_named(name: str) -> bool:
    """Tell whether a name is that of such a file."""
    return has_suffix(name, ".onnx")


def open_model(request: ModelRequest) -> NamedModel:
    """Read it."""
    raw, about = read_model_file(request.name)
    with opening(request.name, "Is it a whole file of ONNX?"):
        from onnxruntime import InferenceSession

        session = InferenceSession(raw, providers=["CPUExecutionProvider"])
    inputs = session.get_inputs()
    one = len(inputs) == 1 and inputs[0].shape[-1] != 1
    width = inputs[0].shape[-1] if one else len(inputs)
    return NamedModel(
        request.name,
        lambda people: _answer(session, people, one),
        None if one else tuple(put.name for put in inputs),
        width if isinstance(width, int) else None,
        about=(about,),
    )


def _answer(session: Any, people: pd.DataFrame, one: bool) -> Any:
    """Give all columns as one input, or each by its name."""
    inputs = session.get_inputs()
    if one:
        fed = {inputs[0].name: people.to_numpy(NUMBERS[inputs[0].type])}
    else:
        fed = {put.name: _cells(people[put.name], put.type)[:, None] for put in inputs}
    found = [_table(output) for output in session.run(None, fed)]
    return LabelsAndScores(found[0], found[1]) if len(found) > 1 else found[0]


def _cells(column: pd.Series, kind: str) -> np.ndarray:
    return column.to_numpy(NUMBERS.get(kind, object))


def _table(output: Any) -> Any:
    """Take probabilities as a table, that scikit-learn's converter gives as a mapping a row."""
    return pd.DataFrame(output) if isinstance(output, list) else output
