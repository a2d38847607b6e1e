"""What tells whether two tables are the same: a hash of all values and roles."""

import json
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset

_ROLES = ("target", "sensitive", "audit_only", "ignore", "time", "part")


def fingerprint_of(data: "Dataset") -> str:
    """Give the sha256 of every value, column type and role."""
    roles = {role: getattr(data, role) for role in _ROLES}
    # Left out where nobody is named, so that data of fairlab 0.1.0 are still the same.
    # With a name: a person's rows are in one part whatever the design, as they once were not.
    persons = {} if data.person is None else {"person": data.person, "apart": True}
    # So are bands. They change the groups of an audit, and by what folds are stratified.
    bands = {"bands": {a: [*map(float, data.bands[a])] for a in sorted(data.bands)}}
    digest = sha256(json.dumps(roles | persons | (bands if data.bands else {})).encode())
    digest.update(data.y.to_numpy().tobytes())
    for rows in (data.frame, {} if data.unlabelled is None else data.unlabelled):
        for name, values in rows.items():
            digest.update(json.dumps([name, str(values.dtype), len(values)]).encode())
            digest.update(_bytes_of(values))
    return digest.hexdigest()


def _bytes_of(values: pd.Series) -> bytes:
    if isinstance(values.dtype, pd.CategoricalDtype):
        levels = repr(values.cat.categories.tolist()).encode()
        return levels + values.cat.codes.to_numpy().tobytes()
    if pd.api.types.is_datetime64_any_dtype(values):
        return values.astype("int64").to_numpy().tobytes()
    if values.dtype.kind == "f":
        numbers = values.to_numpy()
        return np.where(np.isnan(numbers), np.array(np.nan, numbers.dtype), numbers).tobytes()
    if isinstance(values.dtype, np.dtype) and values.dtype.kind != "O":
        return values.to_numpy().tobytes()
    return repr(values.tolist()).encode()
