"""Causal twins beside DoWhy's, on the same rows and graph, and the mirrored quantile beside a loop.

    python -m bench twins

The graph is what FCI finds for one attribute among 21 variables, cut to what its twins need: the
attribute, its descendants and their parents. Both sides choose regressions, fit them and make the
twin of every row. "additive" is the same kind of mechanism on either side; "in support" gives
values that a column can have, and an audit takes five draws of it. That both give the same twins
on the same regressions is a test (tests/oracles/test_causal_oracles.py); here each side chooses
its own, so twins are only held to be alike. One thread each.
"""

from collections import deque
from importlib import import_module

import numpy as np
import pandas as pd
from scipy.stats import percentileofscore
from threadpoolctl import threadpool_limits

from bench.discovery import ATTRIBUTE, learned_from
from bench.timing import how_to_install, lacks, row, seconds, timed
from fairlab.causal import Dag, Knowledge, discovered_graph, fit_model, mirrored
from fairlab.data import telecom
from fairlab.stats.column_kinds import numbers_of

STUDY, SMALL = 492_956, 20_000
SIZES, QUICK = {100_000: 3, STUDY: 1}, {5_000: 2}  # rows, and how often ours is timed
REPEATS, LOOPED = 3, 500
WAYS = {
    "additive": ("additive", 1),
    "in support, 1 draw": ("in_support", 1),
    "in support, 5 draws": ("in_support", 5),
}
APART = 0.25  # in standard deviations of a column


def rows(quick: bool = False) -> pd.DataFrame:
    """Time both sides: name, ours_s, peer_s, ratio, goal and note."""
    data = telecom(rows=SMALL if quick else STUDY)
    table = learned_from(data)
    graph = discovered_graph(table, Knowledge(exogenous=(ATTRIBUTE,)))
    people = as_numbers(table)
    if not lacks("dowhy"):
        import_module("dowhy.gcm")  # libraries that are loaded later are not held to one thread
    with threadpool_limits(1):
        made = [mirror(data.frame["calculated_age"])]
        for size, repeats in (QUICK if quick else SIZES).items():
            made += beside(people[:size], graph.dag, repeats)
    return pd.DataFrame(made)


def mirror(values: pd.Series) -> dict:
    """Time the mirrored quantile on all rows; the loop on a few, as each costs it the same."""
    few = values[:LOOPED]
    np.testing.assert_array_equal(mirrored(few, values), one_by_one(few, values))
    ours = np.array([seconds(lambda: mirrored(values, values)) for _ in range(REPEATS)])
    peer = seconds(lambda: one_by_one(few, values)) * len(values) / LOOPED
    note = f"peer: SciPy's percentileofscore row by row, {LOOPED} rows timed and multiplied"
    return row(f"mirrored quantile, {len(values):,} rows", ours, peer, note=note)


def one_by_one(values: pd.Series, reference: pd.Series) -> list[float]:
    ordered, last = np.sort(reference), len(reference) - 1
    shares = (percentileofscore(reference, value, "mean") / 100 for value in values)
    places = (len(reference) * (1 - share) - 0.5 for share in shares)
    # Ranks lie on halves: what they are computed from must not decide how a half is rounded.
    return [ordered[int(np.clip(np.rint(np.round(at, 3)), 0, last))] for at in places]


def as_numbers(table: pd.DataFrame) -> pd.DataFrame:
    """Take levels for numbers and fill gaps, for the peer has neither levels nor gaps."""
    numbers = pd.DataFrame({name: numbers_of(table[name]) for name in table})
    filled = numbers.fillna(numbers.median())
    return filled.astype({name: "int64" for name in filled if (filled[name] % 1 == 0).all()})


def beside(people: pd.DataFrame, dag: Dag, repeats: int) -> list[dict]:
    """Time ours in each way, and the peer once."""
    ours = {
        name: [timed(lambda way=way: by_fairlab(people, dag, *way)) for _ in range(repeats)]
        for name, way in WAYS.items()
    }
    note, peer = how_to_install("DoWhy"), None
    if not lacks("dowhy"):
        theirs, peer = timed(lambda: by_dowhy(people, dag))
        off = apart(people, ours["additive"][0][0], theirs)
        note = (
            "peer: DoWhy's gcm, quality GOOD, one draw, timed once; in its least alike column an "
            f"additive twin is typically {off:.2f} sd from the peer's"
        )
    size = f"{len(dag.nodes)} columns x {len(people):,} rows"
    return [
        row(
            f"twins, {size}, {name}",
            np.array([spent for _, spent in found]),
            peer,
            "3 times",
            note,
        )
        for name, found in ours.items()
    ]


def by_fairlab(people: pd.DataFrame, dag: Dag, mechanism: str, draws: int) -> pd.DataFrame:
    model = fit_model(people, dag, ATTRIBUTE, mechanism)
    return deque(model.twins(people, 1 - people[ATTRIBUTE], draws), maxlen=1).pop()


def by_dowhy(people: pd.DataFrame, dag: Dag) -> pd.DataFrame:
    import networkx as nx
    from dowhy import gcm

    gcm.config.disable_progress_bars()
    gcm.config.set_default_n_jobs(1)
    gcm.util.general.set_random_seed(0)
    model = gcm.InvertibleStructuralCausalModel(nx.DiGraph(dag.edges))
    rows = people[list(dag.nodes)]
    gcm.auto.assign_causal_mechanisms(model, rows, quality=gcm.auto.AssignmentQuality.GOOD)
    gcm.fit(model, rows)
    return gcm.counterfactual_samples(model, {ATTRIBUTE: lambda a: 1 - a}, observed_data=rows)


def apart(people: pd.DataFrame, ours: pd.DataFrame, theirs: pd.DataFrame) -> float:
    """Say how far a twin's value typically is from the peer's, in standard deviations."""
    names = [name for name in theirs if name != ATTRIBUTE]
    off = (ours[names] - theirs[names].astype(float)).abs() / people[names].std()
    farthest = float(off.median().max())
    assert farthest < APART, off.median()
    return farthest
