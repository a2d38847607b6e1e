"""What speaks about one attribute, gathered from the tables of an audit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import isnan

import pandas as pd

from fairlab.audit.rate_comparison import NOTHING_TO_TEST
from fairlab.audit.verdict.flip_direction import Lean, lean_of

# A flag that is false more often burdens a group, and so does a bad event that is caught more often
# than elsewhere: the study counts the lowest precision and the highest recall against a group. The
# verdict is the study's, about these two rates, whatever other metrics the registry has.
BURDENED = {"precision": "lowest", "recall": "highest"}
# What the audit notes of a test that could not have shown anything.
POWERLESS = ("too few rows", NOTHING_TO_TEST)


@dataclass(frozen=True)
class Share:
    """A rate in one group: ``value``, and the rows that it comes from, ``hits`` of ``size``."""

    value: float
    hits: int
    size: int


@dataclass(frozen=True)
class Parity:
    """One of the study's two measures for one attribute.

    Parameters
    ----------
    rate : str
        ``precision`` or ``recall``.
    value : float
        The normalised parity, 0 where groups are equal.
    floor : float
        What 95 % of equal groups of these sizes stay within.
    p, p_holm, p_bh : float
        Of the exact test; alone, and corrected over the study's family of tests.
    against, other : str
        The group that it burdens, and the one that it is held against; empty where undefined.
    groups : mapping of str to Share
        The rate in each group.
    note : str
        Why something is missing.
    """

    rate: str
    value: float
    floor: float
    p: float
    p_holm: float
    p_bh: float
    against: str
    other: str
    groups: Mapping[str, Share]
    note: str

    @property
    def beyond_noise(self) -> bool:
        """Whether equal groups would hardly show it."""
        return self.value > self.floor

    @property
    def powerless(self) -> bool:
        """Whether no outcome could have shown a difference."""
        return isnan(self.value) or isnan(self.floor) or any(why in self.note for why in POWERLESS)


@dataclass(frozen=True)
class Evidence:
    """All that speaks about one attribute.

    Parameters
    ----------
    attribute : str
    parities : tuple of Parity
        Precision and recall.
    rows : mapping of str to int
        The rows of each group.
    tests : int
        How many tests the p-values are corrected for.
    lean : Lean, optional
        Where the flips point, if there are any.
    importance : Series, optional
        The weight of each feature in the model.
    """

    attribute: str
    parities: tuple[Parity, ...]
    rows: Mapping[str, int]
    tests: int
    lean: Lean | None
    importance: pd.Series | None

    def base_rate(self, group: str) -> float:
        """Give the share of bad events in a group."""
        recall = next(each for each in self.parities if each.rate == "recall")
        return recall.groups[group].size / self.rows[group]

    def share(self, group: str) -> float:
        """Give the share of all rows that a group has."""
        return self.rows[group] / sum(self.rows.values())

    @property
    def rank(self) -> float:
        """The place of the attribute among the features, from 1; NaN where it is none of them."""
        if self.importance is None or self.attribute not in self.importance.index:
            return float("nan")
        return float(self.importance.rank(ascending=False, method="min")[self.attribute])

    @property
    def heavy(self) -> bool:
        """Whether the attribute weighs more in the model than its features do on average."""
        if self.importance is None or isnan(self.rank):
            return False
        return bool(self.importance[self.attribute] > self.importance.mean())


def evidence_in(
    audit: pd.DataFrame,
    flips: pd.DataFrame | None,
    importance: pd.Series | None,
    alpha: float,
) -> Iterator[Evidence]:
    """Gather what speaks about each attribute.

    Parameters
    ----------
    audit : DataFrame
        What `audit_groups` returns.
    flips : DataFrame, optional
        Flip rates; see `verdicts`.
    importance : Series, optional
        The weight of each feature in the model.
    alpha : float
        The level of the tests of flips.

    Yields
    ------
    Evidence
        In the order of the audit.
    """
    tests = int(audit.loc[audit["measure"].isin([f"{r}_parity" for r in BURDENED]), "p"].count())
    for attribute, records in _by_attribute(audit).items():
        rows = {name: share.size for name, share in _groups(records, "selection_rate").items()}
        yield Evidence(
            attribute,
            tuple(_parity(records, rate) for rate in BURDENED),
            rows,
            tests,
            None if flips is None else lean_of(flips, attribute, list(rows), alpha),
            importance,
        )


def _by_attribute(audit: pd.DataFrame) -> dict[str, list[dict]]:
    found: dict[str, list[dict]] = {}
    for record in audit.to_dict("records"):
        found.setdefault(str(record["attribute"]), []).append(record)
    return found


def _groups(records: list[dict], rate: str) -> dict[str, Share]:
    return {
        record["group"]: Share(record["value"], int(record["hits"]), int(record["size"]))
        for record in records
        if record["kind"] == "group" and record["measure"] == rate
    }


def _parity(records: list[dict], rate: str) -> Parity:
    told = next(record for record in records if record["measure"] == f"{rate}_parity")
    return Parity(
        rate,
        told["value"],
        told["floor_95"],
        told["p"],
        told["p_holm"],
        told["p_bh"],
        *_burdened(told, rate),
        groups=_groups(records, rate),
        note=told["note"],
    )


def _burdened(told: dict, rate: str) -> tuple[str, str]:
    """Give the group that a parity burdens, and the other of the pair."""
    if isnan(told["difference"]):
        return "", ""
    higher, lower = told["group"], told["against"]
    if told["difference"] < 0:
        higher, lower = lower, higher
    return (lower, higher) if BURDENED[rate] == "lowest" else (higher, lower)
