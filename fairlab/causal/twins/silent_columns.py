"""Columns that cannot change an answer: the model looks neither at them nor at what they cause."""

from collections.abc import Sequence

import numpy as np

from fairlab.causal.graph import Dag
from fairlab.causal.twins.question import Question
from fairlab.seeds import seed_for

ROWS = 2000


def silent_columns(asked: Question, dag: Dag, names: Sequence[str], seed: int = 0) -> list[str]:
    """Name the columns that decide about nobody, not even through others.

    Parameters
    ----------
    asked : Question
        Of at most 2,000 of its people columns are shuffled, one after the other and then all of
        these together: what changes no decision is not looked at.
    dag : Dag
        Who depends on whom.
    names : sequence of str
        Those asked about.
    seed : int

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"sex": [0, 1] * 20, "pay": range(40), "pet": range(40), "x": 1})
    >>> people = table, 1 - table["sex"], np.ones(40), table["sex"].astype(str)
    >>> asked = Question("opposite", *people, lambda rows: rows["pay"] > 20)
    >>> silent_columns(asked, Dag.from_edges([("x", "pay")]), ["pay", "pet", "x"])
    ['pet']
    """
    rng = np.random.default_rng(seed_for(seed, "unread"))
    rows = asked.people.iloc[rng.permutation(len(asked.people))[:ROWS]]
    order, usual = rng.permutation(len(rows)), np.asarray(asked.ask(rows))

    def changes_nothing(columns: Sequence[str]) -> bool:
        other = rows.assign(**{name: rows[name].iloc[order].array for name in columns})
        return bool((np.asarray(asked.ask(other)) == usual).all())

    alone = {name for name in names if changes_nothing([name])}
    apart = [name for name in names if alone.issuperset({name, *dag.descendants(name)} & {*names})]
    # Columns that say the same can stand in for each other.
    return apart if changes_nothing(apart) else []
