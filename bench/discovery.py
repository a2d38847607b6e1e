"""FCI on 21 variables beside causal-learn's, on the same correlations and number of rows.

    python -m bench discovery

The variables are an attribute, the 19 features that go with it most and the target, of 492,956
rows; tests count on 5,000 of them, as an audit lets them, and on all, as the study did. The peer
is given rows that have exactly these correlations, and either side one thread. It searches possible
separators of any number and ours of up to four, so marks may differ; how far is in the note. Where
the peer takes longer than half a minute it is stopped, and the ratio is a lower bound.
"""

import os
import signal
from contextlib import redirect_stdout
from importlib import import_module

import numpy as np
import pandas as pd
from threadpoolctl import threadpool_limits

from bench.timing import how_to_install, lacks, row, seconds, timed
from fairlab.causal import choose_subset, correlations
from fairlab.causal.discovery.fci import fci
from fairlab.causal.discovery.modes import EFFECTIVE_SIZE
from fairlab.causal.graph import Pag
from fairlab.causal.learning import is_high_cardinality
from fairlab.data import Dataset, telecom

STUDY, SMALL = 492_956, 20_000
ATTRIBUTE, FEATURES = "calculated_countrycode_nld", 19
REPEATS, LONGEST = 5, 30
MARKS = {0: 0, 2: 1, 1: 2, -1: 3}  # theirs: -1 a tail, 1 an arrow, 2 a circle


def rows(quick: bool = False) -> pd.DataFrame:
    """Time both sides: name, ours_s, peer_s, ratio, goal and note."""
    table = learned_from(telecom(rows=SMALL if quick else STUDY))
    ways = [("observed", EFFECTIVE_SIZE)] + [("sampled", len(table))] * (not quick)
    if not lacks("causallearn"):
        # Libraries that are loaded later are not held to one thread.
        import_module("causallearn.search.ConstraintBased.FCI")
    with threadpool_limits(1):
        made = [beside(correlations(table, view), view, size) for view, size in ways]
    return pd.DataFrame(made)


def learned_from(data: Dataset) -> pd.DataFrame:
    few = [name for name in data.features if not is_high_cardinality(data.frame[name])]
    names = choose_subset(data.frame, ATTRIBUTE, data.target, few, largest=FEATURES)
    return data.frame[names[:-1]].assign(**{data.target: data.y})


def beside(found: pd.DataFrame, view: str, size: int) -> dict:
    name = f"FCI, {len(found)} variables, {view}, tests on {size:,} rows"
    ours = np.array([seconds(lambda: fci(found, size)) for _ in range(REPEATS)])
    if lacks("causallearn"):
        return row(name, ours, None, "2 s", how_to_install("causal-learn"))
    theirs = within_limit(found, size)
    if theirs is None:
        return row(
            name, ours, LONGEST, "2 s", f"causal-learn was stopped after {LONGEST} s: a lower bound"
        )
    marks, peer = theirs
    return row(
        name, ours, peer, "2 s", f"peer: causal-learn; {agreement(fci(found, size).pag, marks)}"
    )


def within_limit(found: pd.DataFrame, size: int) -> tuple[np.ndarray, float] | None:
    """Ask the peer, and stop it after half a minute of the processor."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        return by_causal_learn(found, size)
    except TimeoutError:
        return None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def by_causal_learn(found: pd.DataFrame, size: int) -> tuple[np.ndarray, float]:
    from causallearn.search.ConstraintBased.FCI import fci as theirs

    given = rows_with(found, size)
    with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere):
        (graph, _), spent = timed(lambda: theirs(given, "fisherz", 0.05, show_progress=False))
    return np.vectorize(MARKS.get)(graph.graph).T, spent


def rows_with(found: pd.DataFrame, size: int) -> np.ndarray:
    """Draw rows whose correlations are exactly these."""
    drawn = np.random.default_rng(0).normal(size=(size, len(found)))
    apart, _ = np.linalg.qr(drawn - drawn.mean(axis=0))
    made = apart @ np.linalg.cholesky(found).T
    np.testing.assert_allclose(np.corrcoef(made.T), found, atol=1e-8)
    return made


def agreement(pag: Pag, marks: np.ndarray) -> str:
    ours, theirs = pag.marks != 0, marks != 0
    same = (pag.marks == marks)[ours | theirs].mean()
    return (
        f"{np.triu(ours).sum()} edges, theirs {np.triu(theirs).sum()}, "
        f"{np.triu(ours & theirs).sum()} in both; {same:.0%} of marks agree"
    )
