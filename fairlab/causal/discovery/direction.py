"""Which of two effects comes first where independences leave it open: the way that fits better."""

from collections.abc import Iterable, Sequence
from itertools import combinations, islice

import numpy as np
import pandas as pd

from fairlab.causal.graph import Pag
from fairlab.causal.scm.coupled_levels import Coupled
from fairlab.causal.scm.location_scale import LocationScale
from fairlab.causal.scm.mechanisms import Mechanism, in_support
from fairlab.data.groups import is_continuous
from fairlab.data.messages import quoted
from fairlab.seeds import seed_for
from fairlab.stats.column_kinds import kind_of

ROWS = 20_000
ENOUGH = 1000  # rows that lack neither column
SURE = 2.0  # standard errors of the log-likelihood
MOST = 6  # pairs that are looked at
TINY = 1e-12

Pair = tuple[str, str]


def directions(
    frame: pd.DataFrame, attribute: str, pairs: Iterable[Pair], given: Sequence[str], seed: int
) -> list[Pair]:
    """Put pairs of effects in the order in which mechanisms surely fit better.

    What is made of a cause plus a noise that knows nothing of it hardly ever looks as if the cause
    were made of it. Either way is fitted on half of the rows, and its likelihood taken on the
    others, of six pairs at most. Two of few levels tell nothing, nor do straight lines with
    normal noise.

    Parameters
    ----------
    frame : DataFrame
        Training rows.
    attribute : str
        What both are effects of.
    pairs : iterable of tuple of str
    given : sequence of str
        Columns that come before the attribute.
    seed : int

    Returns
    -------
    list of tuple of str
        The cause and its effect, of each pair that is told apart; of a word and a number that are
        not, the word first.

    References
    ----------
    Immer, Schultheiss, Vogt, Schölkopf, Bühlmann and Marx (2023), On the identifiability and
    estimation of causal location-scale noise models.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> people = pd.DataFrame({"sex": rng.integers(0, 2, 4000), "age": rng.normal(size=4000)})
    >>> people["debt"] = people["age"] ** 2 + people["sex"] + 0.5 * rng.normal(size=4000)
    >>> directions(people, "sex", [("debt", "age")], [], seed=0)
    [('age', 'debt')]
    """
    told = []
    for pair in islice((pair for pair in pairs if _may_tell(frame, pair)), MOST):
        # A number of which a word is made shows; a word of which a number is made does not.
        words = [kind_of(frame[name]) == "categorical" for name in pair]
        one, other = pair if words[0] >= words[1] else pair[::-1]
        ahead = _ahead(frame, one, other, (attribute, *given), seed)
        if abs(ahead) > SURE or words[0] != words[1]:
            told.append((one, other) if ahead > -SURE else (other, one))
    return told


def open_pairs(pag: Pag, effects: Sequence[str], by_trees: Sequence[str]) -> list[Pair]:
    """Name the pairs of effects that may come in either order.

    Parameters
    ----------
    pag : Pag
        What was found by correlations.
    effects : sequence of str
        What follows from the attribute.
    by_trees : sequence of str
        Those of them whose connections correlations do not see.
    """
    found = [(a, b) for a, mark, b in pag.edges if mark == "o-o" and {a, b} <= {*effects}]
    joined = {frozenset((a, b)) for a, _, b in pag.edges}
    pairs = [pair for pair in combinations(effects, 2) if {*pair} & {*by_trees}]
    return found + [pair for pair in pairs if frozenset(pair) not in joined]


def order_notes(told: Sequence[Pair]) -> tuple[str, ...]:
    """Say which effects were put in order, as a sentence.

    Examples
    --------
    >>> order_notes([("age", "debt"), ("job", "pay")])
    ('By how their mechanisms fit, `age` comes before `debt`, and `job` before `pay`.',)
    """
    if not told:
        return ()
    pairs = [f"{quoted(cause)} before {quoted(effect)}" for cause, effect in told]
    pairs[0] = f"{quoted(told[0][0])} comes before {quoted(told[0][1])}"
    return (f"By how their mechanisms fit, {', and '.join(pairs)}.",)


def _may_tell(frame: pd.DataFrame, pair: Pair) -> bool:
    made = [in_support(frame[name]) for name in pair]
    if any(isinstance(one, LocationScale) and one.ranked for one in made):
        return False
    binary = any(kind_of(frame[name]) == "binary" for name in pair)
    return not binary and all(isinstance(one, LocationScale | Coupled) for one in made)


def _ahead(frame: pd.DataFrame, one: str, other: str, before: Sequence[str], seed: int) -> float:
    """Give how much likelier rows are if the first comes first, in standard errors."""
    known = frame[[*before, one, other]].dropna()
    rng = np.random.default_rng(seed_for(seed, "direction", one, other))
    drawn = known.iloc[rng.permutation(len(known))[:ROWS]]
    if len(drawn) < ENOUGH:
        return 0.0
    halves = drawn.iloc[::2], drawn.iloc[1::2]
    ways = ((other, ()), (one, (other,)), (one, ()), (other, (one,)))
    # Half of the rows may look like another kind of column than all of them.
    lost = [
        _surprise(in_support(frame[name]), *halves, name, [*before, *causes], seed)
        for name, causes in ways
    ]
    gain = lost[0] + lost[1] - lost[2] - lost[3]
    return float(gain.mean() / max(gain.std(), TINY) * np.sqrt(len(gain)))


def _surprise(
    fitted: Mechanism,
    learn: pd.DataFrame,
    judge: pd.DataFrame,
    name: str,
    causes: Sequence[str],
    seed: int,
) -> np.ndarray:
    group = causes[0]
    assert isinstance(fitted, LocationScale | Coupled)
    fitted.fit(learn[causes], learn[name], seed, None if is_continuous(learn[group]) else group)
    uniform = np.random.default_rng(seed).random(len(judge))
    return fitted.surprise(judge[name], fitted.parameters(judge[causes]), uniform)
