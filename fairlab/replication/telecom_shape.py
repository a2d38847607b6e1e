"""The published shape of the study's data beside that of a simulation, figure by figure."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from fairlab.data.groups import most_equal_cut
from fairlab.replication.figures_beside import Figure, figure, percent
from fairlab.replication.telecom_words import in_words
from fairlab.simulator import published
from fairlab.simulator.published import TEST, TRAIN, PublishedPart
from fairlab.simulator.simulator_settings import SimulatorSettings
from fairlab.simulator.table_rows import tables
from fairlab.simulator.variables import (
    BINARY,
    CONTINUOUS,
    DEBT_RESULT,
    LEVELS,
    POSTCODE_INDICES,
    SENSITIVE,
    TARGET,
    VARIABLES,
)

POINTS, CUT, EXACT = 0.2, 1.0, 0.0
COUNTRY, AGE = "calculated_countrycode_nld", "calculated_age"
_SPLIT = np.datetime64("2025-04-01")

# Published per half: the cut, the fraud rates of both halves in percent, the range.
HALVES = {
    AGE: (39.7, 3.9, 1.8, 17.1, 123.8),
    "focumcheck_statpc4index": (100, 1.9, 4.1, 0, 463),
    "focumcheck_statpc5index": (99, 1.8, 4.2, 0, 1157),
    "focumcheck_statpc6index": (90, 1.8, 4.2, 0, 2314),
}


def check_telecom(rows: int = published.ROWS, seed: int = 0) -> pd.DataFrame:
    """Compare a simulation with what the study publishes of its data.

    Parameters
    ----------
    rows : int
        How many applications; counts are compared in proportion to the study's.
    seed : int
        Of the simulation.

    Returns
    -------
    DataFrame
        A row per figure: ``figure``, ``published``, ``simulated``, ``tolerance``, ``ok``. Shares
        and rates are in percent and may be 0.2 points off, cuts and ranges 1 unit, counts must
        be exact. Where the study has words and no number, ``published`` is NaN.
    """
    frame = pd.concat(tables(SimulatorSettings(rows, seed)), ignore_index=True)
    return pd.DataFrame(figures(frame))


def figures(frame: pd.DataFrame) -> Iterator[Figure]:
    """Compare one table with the published figures, one by one.

    Parameters
    ----------
    frame : DataFrame
        A simulation.
    """
    train, test = frame[frame["part"] == "train"], frame[frame["part"] == "test"]
    yield from _variables(frame)
    for part, rows in ((TRAIN, train), (TEST, test)):
        yield from _counts(part, rows, round(len(frame) * part.rows / published.ROWS))
    yield figure("rows on the wrong side of 1 April 2025", 0, _misplaced(frame), EXACT)
    ratio = (train[TARGET] == 0).sum() / train[TARGET].sum()
    yield figure("train: negatives per positive", 33.2759, ratio, 0.0001)
    yield figure("rows that repeat another", 1, frame.duplicated().sum(), EXACT)
    yield from _levels(train)
    yield from _halves(train)
    yield from _debts_in_test(test)
    yield from in_words(train)


def _variables(frame: pd.DataFrame) -> Iterator[Figure]:
    yield figure("variables", 88, len(frame.columns.intersection(VARIABLES)), EXACT)
    kinds = {"binary": (BINARY, 5), "continuous": (CONTINUOUS, 69), "categorical": (LEVELS, 14)}
    for kind, (columns, count) in (kinds | {"sensitive": (SENSITIVE, 9)}).items():
        present = frame.columns.intersection(list(columns))
        yield figure(f"variables: {kind}", count, len(present), EXACT)


def _counts(part: PublishedPart, rows: pd.DataFrame, size: int) -> Iterator[Figure]:
    def due(count: int) -> int:
        return (2 * count * size + part.rows) // (2 * part.rows)

    yield figure(f"{part.name}: rows", size, len(rows), EXACT)
    yield figure(f"{part.name}: frauds", due(part.frauds), rows[TARGET].sum(), EXACT)
    cells = {"postcode indices": (rows[[*POSTCODE_INDICES]].isna().all(axis=1), part.no_postcode)}
    if part is TRAIN:
        cells["debt result"] = rows[DEBT_RESULT].isna(), part.no_debt
    for name, (empty, (others, frauds)) in cells.items():
        expected = due(others) + due(frauds)
        yield figure(f"{part.name}: rows without {name}", expected, empty.sum(), EXACT)
        found = rows[TARGET][empty].sum()
        yield figure(f"{part.name}: frauds without {name}", due(frauds), found, EXACT)


def _misplaced(frame: pd.DataFrame) -> int:
    return int(((frame["order_time"] >= _SPLIT) != (frame["part"] == "test")).sum())


def _levels(train: pd.DataFrame) -> Iterator[Figure]:
    shares: dict[str, dict] = {COUNTRY: {1: 90, 0: 10}, "gender": {"M": 57.2, "V": 42.8, "O": 0.03}}
    rates: dict[str, dict] = {
        COUNTRY: {1: 2.1, 0: 10.3},
        "gender": {"M": 3.5, "V": 2.1, "O": 0.6},
        DEBT_RESULT: {"d01": 8.8, "d02": 8.5, "d03": 3.9, "d99": 1.7, "none": 8.0},
    }
    for attribute, published_rates in rates.items():
        for level, rate in published_rates.items():
            group, name = train[attribute] == level, f"{attribute} {level}"
            if attribute in shares:
                share = shares[attribute][level]
                yield figure(f"{name}: share", share, percent(group), POINTS)
            yield figure(f"{name}: fraud", rate, percent(train[TARGET][group]), POINTS)


def _halves(train: pd.DataFrame) -> Iterator[Figure]:
    for attribute, (cut, below, above, least, most) in HALVES.items():
        values = train[attribute].dropna()
        found = most_equal_cut(values)
        fraud = train[TARGET][values.index]
        yield figure(f"{attribute}: cut", cut, found, CUT)
        yield figure(f"{attribute} <= cut: fraud", below, percent(fraud[values <= found]), POINTS)
        yield figure(f"{attribute} > cut: fraud", above, percent(fraud[values > found]), POINTS)
        yield figure(f"{attribute}: least", least, values.min(), CUT)
        yield figure(f"{attribute}: most", most, values.max(), CUT)
    for positions, bound, share in ((5, 600, 99.7), (6, 1000, 99.6)):
        values = train[f"focumcheck_statpc{positions}index"].dropna()
        name = f"focumcheck_statpc{positions}index: share up to {bound}"
        yield figure(name, share, percent(values <= bound), POINTS)


def _debts_in_test(test: pd.DataFrame) -> Iterator[Figure]:
    for level, rows in {"d02": 1404, "d03": 18539, "d99": 22704}.items():
        share = percent(test[f"{DEBT_RESULT}_{level}"])
        yield figure(f"test: share of {level}", 100 * rows / TEST.rows, share, POINTS)
