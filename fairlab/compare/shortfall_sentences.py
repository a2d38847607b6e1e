"""Which strategies did not come as near as they were asked to, once each."""

from collections.abc import Iterator

import pandas as pd

from fairlab.data.messages import number_of

COLUMN = "falls_short"  # of a table of runs


def shortfall_sentences(runs: pd.DataFrame) -> Iterator[str]:
    """Say of each strategy where its runs fall short, by the first of them that does.

    Parameters
    ----------
    runs : DataFrame
        With ``strategy``, ``seed`` and ``falls_short``, a sentence a line.

    Examples
    --------
    >>> runs = pd.DataFrame({"strategy": "cut", "seed": [0, 1], "falls_short": ["", "Asked: ..."]})
    >>> list(shortfall_sentences(runs))
    ['cut, with 1 of 2 seeds (here 1): Asked: ...']
    """
    if COLUMN not in runs:
        return
    for strategy, own in runs.groupby("strategy", sort=False):
        told = own[own[COLUMN] != ""]
        if len(told):
            of = (
                f", with {len(told)} of {number_of(len(own), 'seed')} (here {told['seed'].iloc[0]})"
            )
            said = " ".join(told[COLUMN].iloc[0].splitlines())
            yield f"{strategy}{of if len(own) > 1 else ''}: {said}"
