"""A fitted transformer in a file beside its model: no pickle, and the same rows once read again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd

from fairlab.errors import RequestError
from fairlab.experiment.transforming import transformed
from fairlab.learn.formats import requirements_of, skops

FILE = "transformer.skops"


@dataclass(frozen=True)
class StoredTransformer:
    """The file of a transformer; none where there is no transformer.

    Parameters
    ----------
    files : mapping of str to bytes
        By name.
    requires : tuple of str
        Distributions whose versions it needs.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    requires: tuple[str, ...] = ()


def store_transformer(
    transformer: Any, frame: pd.DataFrame, columns: tuple[str, ...]
) -> StoredTransformer:
    """Lay out the file of a fitted transformer.

    Parameters
    ----------
    transformer : transformer or None
    frame : DataFrame of shape (n, ...)
        Rows that the one that is read again must transform to the same, to the bit.
    columns : tuple of str
        What it reads of them.

    Raises
    ------
    RequestError
        It holds what skops cannot write, or gives other rows once it is read again.
    """
    if transformer is None:
        return StoredTransformer()
    with TemporaryDirectory() as scratch:
        skops.save(transformer, Path(scratch))
        written = Path(scratch, skops.MODEL).read_bytes()
    again, X = skops.read_skops(written, FILE, ""), frame[list(columns)]
    if not transformed(again, X).equals(transformed(transformer, X)):
        raise RequestError(
            f"{type(transformer).__name__} gives other rows once it is stored and read again.\n"
            "Its decisions stand, but the model cannot be kept."
        )
    return StoredTransformer({FILE: written}, requirements_of(transformer))


def read_transformer(folder: Path) -> Any:
    """Read the transformer of a recorded model; whoever calls this has checked the hashes.

    Returns
    -------
    transformer or None
        None where the model has none.
    """
    file = folder / FILE
    if not file.exists():
        return None
    advice = "It was written by another version of fairlab, or by something else."
    return skops.read_skops(file.read_bytes(), FILE, advice)
