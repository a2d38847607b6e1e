"""What names a data set among others: its content and roles, without a single row."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class DataIdentity:
    """A data set as a run remembers it.

    Parameters
    ----------
    name : str
        What it is called.
    fingerprint : str
        The sha256 of its content and roles, in hex.
    sensitive, audit_only, balanced : tuple of str
        The columns that are audited, those of them that are never a feature, and those that
        mitigation balances.
    test_part : str
        How the test set is made: drawn, latest or given.
    columns : mapping of str to str
        Each feature with its dtype.
    people : str
        Names the rows with their labels and groups, under which the record keeps them once.
    bands : str
        Where sensitive numbers are cut, where somebody says so: ``"age=25,35,62; income=20"``.
    target : str
        What is predicted: the target and its bad event, ``"fraud = 1"``.
    file : str
        The name of the file that the rows come from.
    """

    name: str
    fingerprint: str
    sensitive: tuple[str, ...] = ()
    audit_only: tuple[str, ...] = ()
    balanced: tuple[str, ...] = ()
    test_part: str = "drawn"
    columns: Mapping[str, str] = field(default_factory=dict)
    people: str = ""
    bands: str = ""
    target: str = ""
    file: str = ""
