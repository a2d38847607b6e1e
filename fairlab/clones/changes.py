"""The smallest change of a profile that wins approval for the twin who is denied."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from fairlab.clones.ask_clones import CloneTest
from fairlab.clones.asking import AskedModel, decide
from fairlab.clones.column_report import EQUAL
from fairlab.clones.direction import direction
from fairlab.data.dataset import Dataset

TWINS = 100
POINTS = 101
FINENESS = 1e-5
PROBED, TRIED = 100, 11  # clones and values, by which it is seen whether a column is looked at
COMES_AND_GOES = "approval comes and goes along it: between the values tried one may win sooner"
MISSING = "missing, so that no change has a size"


@dataclass(frozen=True)
class _Question:
    """A column that is changed for some denied twins, all else being equal."""

    model: AskedModel
    twins: pd.DataFrame
    column: str

    def approved(self, values: np.ndarray, rows: np.ndarray) -> np.ndarray:
        """Ask about some of the twins (by place), each with another value."""
        changed = self.twins.take(rows).reset_index(drop=True)
        dtype = self.twins[self.column].dtype
        changed[self.column] = pd.Series(values).astype(dtype)
        return decide(self.model, changed)

    def on_grid(self, points: np.ndarray) -> np.ndarray:
        """Ask about every twin with every value: an array of twins by points."""
        rows = np.repeat(np.arange(len(self.twins)), len(points))
        said = self.approved(np.tile(points, len(self.twins)), rows)
        return said.reshape(len(self.twins), len(points))


def smallest_changes(
    test: CloneTest, twins: int = TWINS, data: Dataset | None = None
) -> pd.DataFrame:
    """Look, one column at a time, for the smallest change that wins approval for a denied twin.

    Numbers are tried at 101 quantiles of the column and at its ends; then the nearest approval on
    either side is narrowed down by bisection, to a whole number or to 1e-5 of the range. That is
    the smallest change where approval begins or ends once along the column. Where it comes and
    goes, a smaller one may lie between two values that were tried, and the note says so. Columns
    of at most twelve levels are tried at each level. Of a column that the model does not look at
    nothing is tried: one that it does not name, or of which no level, or none of eleven values from
    the lowest to the highest, changes a decision about the first hundred clones.

    Parameters
    ----------
    test : CloneTest
        Twins are clones that were denied where another clone of the profile was approved.
    twins : int
        How many of them are looked at, the first in the table.
    data : Dataset, optional
        Whose labels say with more or with less of a number people fare better; the decisions
        about clones say it where there are none.

    Returns
    -------
    DataFrame
        A row per twin and column: ``profile``, ``denied`` (its level), ``column``, ``from``,
        ``to`` (missing where nothing wins), ``change`` (of a number, signed), ``against`` (whether
        it goes the other way than where people fare better) and ``note``.

    Examples
    --------
    >>> from fairlab.clones import clone_test
    >>> from fairlab.clones.declared import schema_from
    >>> form = schema_from({"columns": {"sex": ["f", "m"], "income": {"from": 0, "to": 999}}})
    >>> strict = AskedModel("strict", lambda p: (p["income"] >= 500) | (p["sex"] == "m"))
    >>> found = smallest_changes(clone_test(strict, form, {"sex": ["f", "m"]}, 9))
    >>> found["denied"].unique().tolist(), found["to"].unique().tolist()
    (['f'], [500])
    """
    place, denied = _denied_twins(test, twins)
    names = test.columns.loc[test.columns["clones"] == EQUAL, "column"]
    parts = [
        _changes(test, denied, name, points).assign(column=name)
        for name in (names if len(place) else ())
        if len(points := _points(test, name)) and _is_looked_at(test, name, points)
    ]
    about = pd.DataFrame(
        {"profile": place // len(test.clones.labels), "denied": _levels(test, place)}
    )
    found = [about.join(part) for part in parts if len(part)]
    columns = ["profile", "denied", "column", "from", "to", "change", "note"]
    if not found:
        return pd.DataFrame(columns=[*columns[:-1], "against", "note"])
    changes = pd.concat(found, ignore_index=True)[columns]
    better = {name: _better(test, data, name) for name in changes["column"].unique()}
    against = np.sign(changes["change"]) * changes["column"].map(better) < 0
    changes.insert(6, "against", against)
    return changes


def _better(test: CloneTest, data: Dataset | None, name: str) -> int:
    """Say whether people fare better with more (1) or with less (-1) of a number, if it shows."""
    if test.schema.limits(name) is None:
        return 0
    if data is not None and name in data.frame:
        return direction(data.frame[name], 1 - data.y)
    return direction(test.clones.frame[name], test.approved.to_numpy().ravel())


def _denied_twins(test: CloneTest, twins: int) -> tuple[np.ndarray, pd.DataFrame]:
    said = test.approved.to_numpy()
    place = np.flatnonzero(~said & said.any(axis=1, keepdims=True))[:twins]
    return place, test.clones.frame.take(place).reset_index(drop=True)


def _levels(test: CloneTest, place: np.ndarray) -> np.ndarray:
    return np.asarray(test.clones.labels, dtype=object)[place % len(test.clones.labels)]


def _points(test: CloneTest, name: str) -> np.ndarray:
    """Give the values at which a column is tried: numbers, or levels without an order, or none."""
    levels, limits = test.schema.known_levels(name), test.schema.limits(name)
    if limits is None:
        return np.asarray(levels if levels is not None else [], dtype=object)
    if levels is not None:
        return _plain(np.unique(levels))
    places = np.r_[0, (np.arange(POINTS) + 0.5) / POINTS, np.nextafter(1, 0)]
    return _plain(np.unique(test.schema.column(name).source.at(places).dropna()))


def _is_looked_at(test: CloneTest, name: str, points: np.ndarray) -> bool:
    if test.model.reads(name) is False:
        return False
    some = points[np.linspace(0, len(points) - 1, min(len(points), TRIED)).astype(int)]
    asked = _Question(test.model, test.clones.frame.head(PROBED), name)
    said = test.approved.to_numpy().ravel()[:PROBED]
    return bool((asked.on_grid(some) != said[:, None]).any())


def _changes(test: CloneTest, denied: pd.DataFrame, name: str, points: np.ndarray) -> pd.DataFrame:
    question = _Question(test.model, denied, name)
    if test.schema.limits(name) is None:
        return _to_a_level(question, points)
    if test.schema.known_levels(name) is not None:
        return _to_a_number(question, points, fine=np.inf)
    return _to_a_number(question, points, 1 if _whole(points) else FINENESS * np.ptp(points))


def _to_a_level(question: _Question, levels: np.ndarray) -> pd.DataFrame:
    wins = question.on_grid(levels)
    to = [[lv for lv, won in zip(levels, row, strict=True) if won][:1] for row in wins]
    return pd.DataFrame(
        {
            "from": question.twins[question.column].astype(object),
            "to": pd.Series([found[0] if found else None for found in to], dtype=object),
            "change": np.nan,
            "note": "",
        }
    )


def _to_a_number(question: _Question, points: np.ndarray, fine: float) -> pd.DataFrame:
    own = _plain(question.twins[question.column].to_numpy())
    wins = question.on_grid(points)
    up = _nearest_win(question, points, wins, own, fine)
    down = _nearest_win(question, -points[::-1], wins[:, ::-1], -own, fine, sign=-1)
    nearer = np.where(np.isnan(down) | (up - own <= own - down), up, down)
    both_sides = ~np.isnan(up) & ~np.isnan(down)
    erratic = both_sides | ((np.diff(wins, axis=1) != 0).sum(axis=1) > 1)
    return pd.DataFrame(
        {
            "from": own.astype(object),
            "to": pd.Series(_as_given(nearer, own), dtype=object),
            "change": nearer - own,
            "note": np.where(np.isnan(own), MISSING, np.where(erratic, COMES_AND_GOES, "")),
        }
    )


def _nearest_win(
    question: _Question,
    points: np.ndarray,
    wins: np.ndarray,
    own: np.ndarray,
    fine: float,
    sign: int = 1,
) -> np.ndarray:
    """Find the lowest approved value above one's own; downwards is upwards with the sign turned."""
    above = wins & (points > own[:, None])
    rows = np.flatnonzero(above.any(axis=1))
    found = above[rows].argmax(axis=1)
    no, yes = np.maximum(own[rows], points[np.maximum(found - 1, 0)]), points[found]
    while len(wide := np.flatnonzero(yes - no > fine)):
        middle = (no[wide] + yes[wide]) // 2 if _whole(yes) else (no[wide] + yes[wide]) / 2
        won = question.approved(sign * middle, rows[wide])
        yes[wide[won]], no[wide[~won]] = middle[won], middle[~won]
    nearest = np.full(len(own), np.nan)
    nearest[rows] = sign * yes
    return nearest


def _plain(numbers: np.ndarray) -> np.ndarray:
    """Widen numbers, so that their sign can be turned."""
    return numbers.astype("int64" if numbers.dtype.kind in "iu" else "float64")


def _whole(numbers: np.ndarray) -> bool:
    return numbers.dtype.kind == "i"


def _as_given(values: np.ndarray, like: np.ndarray) -> list[float | None]:
    return [None if np.isnan(v) else int(v) if _whole(like) else float(v) for v in values]
