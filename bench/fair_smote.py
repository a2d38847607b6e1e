"""Fair-SMOTE beside the published algorithm row by row, SMOTENC, and its own approximation.

    python bench/fair_smote.py --quick
    python -m bench fair_smote

The cells hold 10,000 rows of the 87 features of the telecom data and are brought to the 89,092
rows of the largest of the study's cells. Seconds are of CPU for 1,000 new rows, one thread on
both sides, medians over repeats that alternate between the two; new rows are checked to be of
the same kind first.
"""

import argparse
import time
from collections.abc import Callable
from functools import partial
from itertools import islice
from typing import NamedTuple

import numpy as np
import pandas as pd
from imblearn.over_sampling import SMOTENC
from threadpoolctl import threadpool_limits

if __name__ == "__main__":  # run as a file, this folder and not the checkout is on the path
    import sys
    from pathlib import Path

    sys.path[0] = str(Path(__file__).parents[1])

from bench.published_fair_smote import new_rows
from fairlab.data import telecom
from fairlab.mitigate import FairSMOTE
from fairlab.mitigate.neighbours import coordinates, nearest_of_all, nearest_of_block

SHAPE = 0.8, 0.8  # crossover and mutation


class Sizes(NamedTuple):
    """What is measured."""

    cell: int
    largest: int
    cells: int
    slow: int  # rows that the published algorithm is timed on, each repeat
    searched_cell: int
    repeats: int


FULL = Sizes(10_000, 89_092, 6, 200, 50_000, 7)
QUICK = Sizes(2_000, 6_000, 2, 20, 12_000, 3)


def rows(quick: bool = False) -> pd.DataFrame:
    """Measure all three.

    Parameters
    ----------
    quick : bool
        Whether small cells are enough.

    Returns
    -------
    DataFrame
        ``name``, ``ours_s``, ``peer_s``, ``ratio``, ``goal`` and ``note``.
    """
    sizes = QUICK if quick else FULL
    table = _features(max(sizes.cells * sizes.cell + sizes.largest, sizes.searched_cell))
    with threadpool_limits(1):
        measured = [
            _beside_published(table, sizes, quick),
            _beside_smotenc(table, sizes, quick),
            _approximate(table, sizes),
        ]
    return pd.DataFrame(measured)


def _features(count: int) -> pd.DataFrame:
    data = telecom(rows=max(5_000, count))
    table = data.frame[list(data.features)][:count]
    numbers = table.select_dtypes("number").columns
    return table.assign(**table[numbers].fillna(table[numbers].median()))


def _beside_published(table: pd.DataFrame, sizes: Sizes, quick: bool) -> dict:
    size, cells = sizes.cell, sizes.cells
    y = np.minimum(np.arange(cells * size + sizes.largest) // size, cells)
    X = table[: len(y)]
    cell = X[:size]
    sampler = FairSMOTE(random_state=0)
    published = new_rows(cell, *SHAPE, np.random.default_rng(0))

    def one_by_one() -> pd.DataFrame:
        return pd.DataFrame(list(islice(published, sizes.slow)))

    for made in (next(iter(sampler.new_rows(X, y)))[0], one_by_one().astype(cell.dtypes)):
        refuse_other_kind(cell, made)
    ours, peer = _alternate(
        partial(_streamed, sampler, X, y),
        partial(_per_thousand, one_by_one, sizes.slow),
        sizes.repeats,
    )
    note = f"peer: the published algorithm, timed on {sizes.repeats} x {sizes.slow} rows"
    name = f"Fair-SMOTE, {cells} cells of {size:,} x {X.shape[1]} to {sizes.largest:,} rows"
    return _row(name, ours, peer, "" if quick else "500 times", note)


def _beside_smotenc(table: pd.DataFrame, sizes: Sizes, quick: bool) -> dict:
    X = table[: sizes.cell + sizes.largest]
    y = (np.arange(len(X)) < sizes.cell).astype(int)
    count = sizes.largest - sizes.cell
    sides: list[Callable[[], pd.DataFrame]] = [
        lambda: FairSMOTE(random_state=0).fit_resample(X, y)[0],
        lambda: SMOTENC("auto", random_state=0).fit_resample(X, y)[0],
    ]
    for side in sides:
        made = side()
        assert len(made) == 2 * sizes.largest
        refuse_other_kind(X[: sizes.cell], made[len(X) :])
    ours, peer = _alternate(
        *(partial(_per_thousand, side, count) for side in sides), repeats=sizes.repeats
    )
    name = f"Fair-SMOTE, 1 cell of {sizes.cell:,} x {X.shape[1]} to {sizes.largest:,} rows"
    return _row(name, ours, peer, "" if quick else "5 times", "peer: SMOTENC of imbalanced-learn")


def _approximate(table: pd.DataFrame, sizes: Sizes) -> dict:
    points = coordinates(table[: sizes.searched_cell])
    asked = np.arange(len(points))

    def search(how: Callable) -> np.ndarray:
        return how(points, asked, 2, np.random.default_rng(1))

    near, exact = search(nearest_of_block), search(nearest_of_all)
    recall = (near[:, :, None] == exact[:, None]).any(axis=2).mean()
    farther = _distance(points, asked, near) / _distance(points, asked, exact) - 1
    ours, peer = _alternate(
        *(
            partial(_per_thousand, partial(search, how), len(points))
            for how in (nearest_of_block, nearest_of_all)
        ),
        repeats=sizes.repeats,
    )
    name = f"approximate neighbours in a cell of {len(points):,} x {points.shape[1]}"
    note = f"peer: exact; recall {recall:.0%}, distances {farther:+.1%}; per 1,000 look-ups"
    return _row(name, ours, peer, "", note)


def refuse_other_kind(cell: pd.DataFrame, made: pd.DataFrame) -> None:
    """Raise unless new rows have the types, the levels and about the means of their cell."""
    pd.testing.assert_series_equal(made.dtypes, cell.dtypes)
    for name, column in cell.items():
        if isinstance(column.dtype, pd.CategoricalDtype):
            assert made[name].isin(column.unique()).all(), name
        else:
            assert abs(made[name].mean() - column.mean()) <= 0.7 * column.std(), name


def _streamed(sampler: FairSMOTE, X: pd.DataFrame, y: np.ndarray) -> float:
    start = time.process_time()
    made = sum(len(batch) for batch, _ in sampler.new_rows(X, y))
    return 1000 * (time.process_time() - start) / made


def _per_thousand(work: Callable[[], object], count: int) -> float:
    start = time.process_time()
    work()
    return 1000 * (time.process_time() - start) / count


def _alternate(
    ours: Callable[[], float], peer: Callable[[], float], repeats: int
) -> tuple[np.ndarray, np.ndarray]:
    pairs = [(ours(), peer()) for _ in range(repeats)]
    return tuple(np.array(pairs).T)


def _row(name: str, ours: np.ndarray, peer: np.ndarray, goal: str, note: str) -> dict:
    ratios = peer / ours
    return {
        "name": name,
        "ours_s": np.median(ours),
        "peer_s": np.median(peer),
        "ratio": np.median(peer) / np.median(ours),
        "goal": goal,
        "note": f"{note}; ratios {ratios.min():,.3g} to {ratios.max():,.3g}",
    }


def _distance(points: np.ndarray, asked: np.ndarray, near: np.ndarray) -> float:
    return float(np.linalg.norm(points[near] - points[asked][:, None], axis=2).mean())


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="small cells")
    with pd.option_context("display.max_colwidth", None, "display.width", 250):
        print(rows(parser.parse_args().quick).to_string(index=False))
