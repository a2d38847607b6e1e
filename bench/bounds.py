"""How far counting, growing trees and looking for neighbours are from what the machine can do.

    python -m bench bounds

For counts and trees the peer is a machine that does nothing but read, at the speed at which this
one copies a large array: for the count of an audit the labels, decisions and groups once, for a
tree the bins of all features once per level. For neighbours it is the matrix product that gives
each distance of a cell once, and nothing else. A ratio of 0.1 is ten times slower than that.
"""

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from bench.audit import decisions
from bench.timing import in_turns, row, seconds
from fairlab.audit.counts import tallies
from fairlab.data import Dataset, telecom
from fairlab.learn import TunedXGB
from fairlab.mitigate.neighbours import coordinates, nearest_of_all

STUDY, SMALL = 492_956, 20_000
REPEATS, COPIED = 5, 50_000_000  # numbers of eight bytes
FEW, MORE, DEPTH = 5, 25, 6
CELL, BLOCK = 10_000, 128


def rows(quick: bool = False) -> pd.DataFrame:
    """Time both: name, ours_s, peer_s, ratio, goal and note."""
    data = telecom(rows=SMALL if quick else STUDY)
    speed = bytes_per_second(COPIED // 10 if quick else COPIED)
    return pd.DataFrame([counting(data, speed), a_tree(data, speed), neighbours(data)])


def bytes_per_second(count: int) -> float:
    source, target = np.ones(count), np.ones(count)
    fastest = min(seconds(lambda: np.copyto(target, source)) for _ in range(REPEATS))
    return 2 * source.nbytes / fastest


def counting(data: Dataset, speed: float) -> dict:
    y, groups = data.y.to_numpy(), data.groups().of(data.frame)
    flagged = decisions(y).astype("int8")
    ours = np.array([seconds(lambda: tallies(y, flagged, groups)) for _ in range(REPEATS)])
    moved = y.nbytes + flagged.nbytes + sum(groups[name].cat.codes.nbytes for name in groups)
    name = f"counts of {len(groups.columns)} attributes, {data.rows:,} rows"
    return row(name, ours, moved / speed, note=read(moved, speed))


def a_tree(data: Dataset, speed: float) -> dict:
    grow(data, FEW)  # imports
    fits = [(grow(data, FEW), grow(data, MORE)) for _ in range(3)]
    ours = np.array([(more - few) / (MORE - FEW) for few, more in fits])
    learned = data.rows * 4 // 5
    moved = DEPTH * learned * len(data.features)
    name = f"a tree of depth {DEPTH}, {learned:,} rows x {len(data.features)}"
    note = f"{1 / np.median(ours):,.1f} trees a second on one thread; {read(moved, speed)}"
    return row(name, ours, moved / speed, note=note)


def grow(data: Dataset, trees: int) -> float:
    fixed = {"max_depth": DEPTH, "learning_rate": 0.1, "gamma": 0, "min_child_weight": 1}
    model = TunedXGB(trials=1, trees=trees, params=fixed)
    return seconds(lambda: model.fit(data.X, data.y))


def neighbours(data: Dataset) -> dict:
    points = coordinates(data.X[:CELL])
    across, everybody = points.T.copy(), np.arange(len(points))
    room = np.empty((BLOCK, len(points)), np.float32)

    def product() -> None:
        for start in range(0, len(points), BLOCK):
            asking = points[start : start + BLOCK]
            stop = start + len(asking)
            np.matmul(asking, across[:, :stop], out=room[: len(asking), :stop])

    with threadpool_limits(1):
        ours, peer = in_turns(
            lambda: nearest_of_all(points, everybody, 2, np.random.default_rng(0)), product, REPEATS
        )
    name = f"nearest rows of all in a cell of {len(points):,} x {points.shape[1]}"
    flops = len(points) ** 2 * points.shape[1]
    note = f"peer: the product of half the pairs, {flops / np.median(peer) / 1e9:,.0f} GFLOP/s"
    return row(name, ours, peer, note=note)


def read(moved: int, speed: float) -> str:
    return f"peer: reading {moved / 1e6:,.0f} MB at {speed / 1e9:.1f} GB/s"
