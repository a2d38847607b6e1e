"""What is odd about new rows: levels, numbers and gaps that training rows did not have, and shifts.

A shift is told where at least a tenth of the rows would have to be in another group or level to
have the shares of the training rows, and chance alone does not explain it (chi-squared, 5 % after
Bonferroni over all columns).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from fairlab.data.columns import as_floats, typed
from fairlab.data.meant_label import meant_label
from fairlab.data.messages import quoted, rows, shown
from fairlab.experiment.training_rows import count_levels, count_numbers, groups_in

SHIFT = 0.1
LEVEL = 0.05
FEWEST_EXPECTED = 5  # new rows with one of the levels that chi-squared looks at
FEWEST = 25  # new rows; of fewer nothing is said about shares


@dataclass(frozen=True, eq=False)
class Oddity:
    """Something odd about one column.

    Parameters
    ----------
    said : str
        A sentence, with counts.
    short : str
        The same of one row.
    rows : ndarray of bool, optional
        Whose rows; none where it is about their shares.
    is_gap : bool
        Whether it is that they have no value there.
    """

    said: str
    short: str = ""
    rows: np.ndarray | None = None
    is_gap: bool = False

    @property
    def count(self) -> int:
        """How many rows."""
        return 0 if self.rows is None else int(self.rows.sum())


def find_oddities(frame: pd.DataFrame, training: Mapping[str, Any]) -> list[Oddity]:
    """Hold new rows against those that a model was trained on.

    Parameters
    ----------
    frame : DataFrame of shape (n, ...)
        With the columns that the model has to be given, of the right kinds.
    training : mapping
        What ``describe_rows`` returned.

    Returns
    -------
    list of Oddity
        What concerns shares first, then what concerns rows, most rows first.

    Examples
    --------
    >>> from fairlab.data import Dataset
    >>> from fairlab.experiment.training_rows import describe_rows
    >>> table = pd.DataFrame({"job": ["a", "b"] * 30, "age": range(60), "bad": [0, 0, 1] * 20})
    >>> training = describe_rows(Dataset("people", table, target="bad"), ("job", "age"))
    >>> new = pd.DataFrame({"job": ["a", "c"], "age": [30, 70]})
    >>> for odd in find_oddities(new, training):
    ...     print(odd.said)
    `job`: 1 row has a level that no training row had, such as 'c'.
    `age`: 1 row lies above the training rows, such as 70 (they: 0 to 59).
    """
    about = training["columns"]
    found = [odd for name, known in about.items() for odd in _of_rows(frame[name], known)]
    return [*_shifts(frame, training), *sorted(found, key=lambda odd: -odd.count)]


def odd_texts(oddities: list[Oddity], count: int) -> list[str]:
    """Say of each row what is odd about it; empty where nothing is."""
    texts = [""] * count
    for odd in oddities:
        for at in np.flatnonzero(odd.rows) if odd.rows is not None else ():
            texts[at] = f"{texts[at]}; {odd.short}" if texts[at] else odd.short
    return texts


def _of_rows(values: pd.Series, known: Mapping[str, Any]) -> Iterator[Oddity]:
    name = quoted(values.name)
    if "levels" in known:
        unknown = count_levels(values, known["levels"])[1]
        yield from _odd(
            values, unknown, f"{name}: {{}} a level that no training row had", "unknown level"
        )
    elif known["low"] is not None:
        numbers = as_floats(values)
        they = f" (they: {known['low']:g} to {known['high']:g})"
        for where, outside in (
            ("below", numbers < known["low"]),
            ("above", numbers > known["high"]),
        ):
            said = f"{name}: {{}} {where} the training rows"
            yield from _odd(values, outside, said, f"{where} range", they)
    if not known["counts"][-1] and (gaps := values.isna().to_numpy()).any():
        count = int(gaps.sum())
        said = f"{name}: {rows(count)} missing, which no training row was."
        yield Oddity(said, f"{values.name}: missing", gaps, is_gap=True)


def _odd(
    values: pd.Series, which: np.ndarray, said: str, short: str, they: str = ""
) -> Iterator[Oddity]:
    count = int(which.sum())
    if not count:
        return
    verb = ("lies", "lie") if they else ("has", "have")
    told = said.format(f"{rows(count)} {verb[count > 1]}")
    example = shown(values.iloc[int(np.argmax(which))])
    yield Oddity(f"{told}, such as {example}{they}.", f"{values.name}: {short}", which)


def _shifts(frame: pd.DataFrame, training: Mapping[str, Any]) -> Iterator[Oddity]:
    """Compare the shares of groups, and those of every other column."""
    if len(frame) < FEWEST:
        return
    tables = [*_group_counts(frame, training["groups"])]
    attributes = {name for name, _, _ in tables}
    for name, known in training["columns"].items():
        if name not in attributes:
            tables.append((name, *_counts(frame[name], known)))
    for name, before, after in tables:
        if (moved := _moved(before, after, len(tables))) is not None:
            was, now = before / before.sum(), after / after.sum()
            level = (now - was).abs().idxmax()
            yield Oddity(
                f"{quoted(name)}: shares have moved by {moved:.2f}; most that of {level}, from "
                f"{was[level]:.3f} of the training rows to {now[level]:.3f}."
            )


def _group_counts(
    frame: pd.DataFrame, attributes: Mapping[str, Any]
) -> Iterator[tuple[str, pd.Series, pd.Series]]:
    for name, about in attributes.items():
        if name in frame:
            named = groups_in(name, about).of(typed(frame[[name]]))[name]
            # A model that was kept before may know the group 1 as 1.0.
            known = {one: meant_label(one, named.cat.categories) for one in about["counts"]}
            before = pd.Series(about["counts"], dtype=float).rename(known)
            after = named.astype(str).value_counts()
            names = before.index.union(after.index)
            yield name, before.reindex(names, fill_value=0), after.reindex(names, fill_value=0)


def _counts(values: pd.Series, known: Mapping[str, Any]) -> tuple[pd.Series, pd.Series]:
    before = np.append(known["counts"], 0)
    if "levels" in known:
        counts, unknown = count_levels(values, known["levels"])
        after = np.append(counts, unknown.sum())
        names = [*map(shown, known["levels"]), "missing values", "unknown levels"]
    else:
        edges = known["edges"]
        after = np.append(count_numbers(as_floats(values), edges), 0)
        upper = [f"values up to {edge:g}" for edge in edges]
        last = f"values above {edges[-1]:g}" if edges else "all values"
        names = [*upper, last, "missing values", "unknown levels"]
    return pd.Series(before, names, dtype=float), pd.Series(after, names, dtype=float)


def _moved(before: pd.Series, after: pd.Series, tables: int) -> float | None:
    """Give the share of rows that would have to be elsewhere, where that is much and no chance."""
    was, now = before.to_numpy(float), after.to_numpy(float)
    moved = float(np.abs(was / was.sum() - now / now.sum()).sum() / 2)
    if moved < SHIFT:
        return None
    from scipy.stats import chi2_contingency

    p = chi2_contingency(_pooled(was, now), correction=False).pvalue
    return moved if p < LEVEL / tables else None


def _pooled(was: np.ndarray, now: np.ndarray) -> np.ndarray:
    """Put levels together of which few rows are expected, as chi-squared asks for."""
    both = np.array([was, now])
    expected = both.sum(axis=0) * now.sum() / both.sum()
    order = np.argsort(expected, kind="stable")
    alone = int((expected < FEWEST_EXPECTED).sum())
    together = int((np.cumsum(expected[order]) < FEWEST_EXPECTED).sum()) + 1
    few = min(max(alone, together), len(order) - 1)
    return np.column_stack([both[:, order[:few]].sum(axis=1), both[:, order[few:]]])
