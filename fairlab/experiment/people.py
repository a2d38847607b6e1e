"""The rows of a data set as the record keeps them once: labels, groups, and what they look like."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from fairlab.compare.decided_people import GROUP
from fairlab.data import Dataset
from fairlab.data.identity import DataIdentity
from fairlab.data.words import Words
from fairlab.experiment.category_levels import READ_AS_MISSING
from fairlab.record.run_result import RunResult
from fairlab.record.told_runs import leave_out
from fairlab.versions import library_versions

if TYPE_CHECKING:
    from fairlab.record import Ledger

WORDED = "words"  # a table
BOOLEANS = {"true": "1", "false": "0"}


@dataclass(frozen=True)
class PeopleSpec:
    """Names the rows of a data set in the record.

    Parameters
    ----------
    data : DataIdentity
    """

    data: DataIdentity
    strategy_name: str = field(default="people", init=False)
    seed: int = field(default=0, init=False)
    kind: str = field(default="people", init=False)
    params: Mapping[str, Any] = field(default_factory=dict, init=False)
    tags: Mapping[str, str] = field(default_factory=dict, init=False)

    @property
    def key(self) -> str:
        """The same for the same rows and groups."""
        return self.data.people

    @property
    def settings_key(self) -> str:
        """There are no settings."""
        return self.data.people


def people_of(dataset: Dataset) -> RunResult:
    """Lay out what is known of the people of a data set, without their features.

    Returns
    -------
    RunResult
        ``predictions`` has a row per row of the data: ``row``, ``y``, ``person`` where the data
        name one, ``content`` (a hash of the features) and ``group.<attribute>``. The table
        ``words`` says what columns are called.
    """
    now = datetime.now(UTC)
    groups = dataset.groups().of(dataset.frame).add_prefix(GROUP)
    about: dict[str, Any] = {"row": np.arange(dataset.rows), "y": dataset.y}
    if dataset.person is not None:
        about["person"] = dataset.persons
    about["content"] = content_hashes(dataset.X)
    return RunResult(
        metrics={},
        started=now,
        ended=datetime.now(UTC),
        predictions=pd.concat([pd.DataFrame(about), groups], axis=1),
        tables=_worded(dataset),
        parts={"table": (dataset.rows, dataset.positives)},
        versions=library_versions(),
    )


def _worded(dataset: Dataset) -> dict[str, pd.DataFrame]:
    called = [*dataset.words.items()]
    return {WORDED: pd.DataFrame(called, columns=["column", "words"])} if called else {}


def words_kept(tables: Mapping[str, pd.DataFrame]) -> Words:
    """Read what columns are called where a person reads; nothing of older records.

    Parameters
    ----------
    tables : mapping of str to DataFrame
        What ``people_of`` recorded.
    """
    kept = tables.get(WORDED, pd.DataFrame(columns=["column", "words"]))
    return Words(dict(zip(kept["column"], kept["words"], strict=True)))


def content_hashes(X: pd.DataFrame) -> np.ndarray:
    """Hash what rows hold, whatever the types in which they come, from a CSV file too.

    Parameters
    ----------
    X : DataFrame of shape (n, k)

    Returns
    -------
    ndarray of uint64, shape (n,)

    Examples
    --------
    >>> one = pd.DataFrame({"age": [30], "job": pd.Categorical(["a"])})
    >>> other = pd.DataFrame({"age": [30.0], "job": ["a"]})
    >>> bool(content_hashes(one)[0] == content_hashes(other)[0])
    True
    """
    hashes = {name: _hashes_of(values) for name, values in X.items()}
    found: np.ndarray = pd.util.hash_pandas_object(pd.DataFrame(hashes), index=False).to_numpy()
    return found


def _hashes_of(values: pd.Series) -> np.ndarray:
    """Hash numbers as numbers, also where they are written as texts or as levels."""
    if pd.api.types.is_numeric_dtype(values):
        return _of_numbers(values.to_numpy("float64", na_value=np.nan))
    codes, levels = pd.factorize(values)
    texts = pd.Series(levels).astype(str)
    read = texts.mask(texts.isin(READ_AS_MISSING)).str.lower().replace(BOOLEANS)
    numbers = pd.to_numeric(read, errors="coerce")
    of_texts = pd.util.hash_array(texts.to_numpy(object), categorize=False)
    known = np.where(numbers.isna() & read.notna(), of_texts, _of_numbers(numbers.to_numpy(float)))
    missing = _of_numbers(np.array([np.nan]))
    return np.append(known, missing)[codes]


def _of_numbers(values: np.ndarray) -> np.ndarray:
    # A fraction that went through a CSV file may come back one bit off.
    with np.errstate(over="ignore"):
        rounded = values.astype("float32").astype("float64")
    kept = np.where(values == np.round(values), values, rounded) + 0.0
    return pd.util.hash_array(kept)


def keep_people(dataset: Dataset, ledger: "Ledger") -> None:
    """Record the people of a data set, unless they are there already, with their files.

    Parameters
    ----------
    dataset : Dataset
    ledger : Ledger
        Of the runs.
    """
    from fairlab.record.artifacts import lacks_files
    from fairlab.record.deleted_run import delete_run

    spec, kept = PeopleSpec(dataset.identity), ledger.beside("people")
    run_id = kept.finished().get(spec.key)
    if run_id and lacks_files(kept.store, run_id):
        leave_out([(run_id, "its files, the people of the data, are gone")], "They are kept anew")
        delete_run(kept.store, run_id)
        run_id = None
    if run_id is None:
        with kept.claim(spec.key, wait=True) as mine:
            if mine:
                kept.write(spec, people_of(dataset))
