"""The rows of a batch as codes, and as bytes that are kept and found again."""

import json
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256

import numpy as np

UNKNOWN = -1
_FAST, _CODES = 1, 4  # hashes and scores hardly get smaller


@dataclass(frozen=True, eq=False)
class BatchRows:
    """People who were decided about.

    Parameters
    ----------
    day : ndarray of int32, shape (rows,)
        Of the decision, as days since year 1.
    flagged : ndarray of bool, shape (rows,)
    groups : mapping of str to ndarray of uint16, shape (rows,)
        The place of each person's group, by attribute.
    score : ndarray of float32, shape (rows,), optional
    keys : ndarray of uint64, shape (rows,), optional
        A hash of each person's id; 0 where there is none.

    Examples
    --------
    >>> rows = BatchRows(np.arange(3, dtype=np.int32), np.ones(3, bool), {"sex": np.zeros(3, "u2")})
    >>> BatchRows.from_bytes(rows.to_bytes()).sha256 == rows.sha256
    True
    """

    day: np.ndarray
    flagged: np.ndarray
    groups: Mapping[str, np.ndarray]
    score: np.ndarray | None = None
    keys: np.ndarray | None = None

    def __len__(self) -> int:
        return len(self.day)

    @property
    def arrays(self) -> dict[str, np.ndarray]:
        """All of them by name."""
        single = {"day": self.day, "flagged": self.flagged, "score": self.score, "keys": self.keys}
        named = {name: one for name, one in single.items() if one is not None}
        return named | {f"group:{name}": one for name, one in self.groups.items()}

    @property
    def sha256(self) -> str:
        """The hash of what was decided about whom, in its order; labels are not in it."""
        made = sha256()
        for name, one in sorted(self.arrays.items()):
            made.update(name.encode())
            made.update(np.ascontiguousarray(one).tobytes())
        return made.hexdigest()

    def to_bytes(self) -> bytes:
        """Write them."""
        return packed(self.arrays)

    @classmethod
    def from_bytes(cls, written: bytes) -> "BatchRows":
        """Read them again."""
        found = unpacked(written)
        groups = {
            name.removeprefix("group:"): one
            for name, one in found.items()
            if name.startswith("group:")
        }
        return cls(found["day"], found["flagged"], groups, found.get("score"), found.get("keys"))


def packed(arrays: Mapping[str, np.ndarray]) -> bytes:
    """Write arrays, each compressed and with a check sum.

    Examples
    --------
    >>> unpacked(packed({"a": np.arange(3)}))["a"].tolist()
    [0, 1, 2]
    """
    parts = [
        zlib.compress(
            np.ascontiguousarray(one).tobytes(),
            0 if one.dtype.kind == "f" or one.itemsize > _CODES else _FAST,
        )
        for one in arrays.values()
    ]
    about = [
        [name, one.dtype.str, len(part)]
        for (name, one), part in zip(arrays.items(), parts, strict=True)
    ]
    head = json.dumps(about).encode()
    return b"".join([len(head).to_bytes(4, "big"), head, *parts])


def unpacked(written: bytes, wanted: Collection[str] = ()) -> dict[str, np.ndarray]:
    """Read arrays again: those that are wanted, or all.

    Raises
    ------
    zlib.error, ValueError
        They are not as they were written.
    """
    size = int.from_bytes(written[:4], "big")
    place, found = 4 + size, {}
    for name, kind, length in json.loads(written[4:place]):
        if not wanted or name in wanted:
            part = zlib.decompress(memoryview(written)[place : place + length])
            found[name] = np.frombuffer(part, np.dtype(kind))
        place += length
    return found
