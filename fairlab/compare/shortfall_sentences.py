"""Which strategies did not come as near as they were asked to, once each."""

import re
from collections.abc import Iterator

import pandas as pd

from fairlab.data.messages import number_of
from fairlab.data.words import Words

COLUMN = "falls_short"  # of a table of runs


def shortfall_sentences(runs: pd.DataFrame, words: Words | None = None) -> Iterator[str]:
    """Say of each strategy where its runs fall short, by the first of them that does.

    Parameters
    ----------
    runs : DataFrame
        With ``strategy``, ``seed`` and ``falls_short``, a sentence a line.
    words : Words, optional
        What columns are called.

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
            said = short_in_words(told[COLUMN].iloc[0], words)
            yield f"{strategy}{of if len(own) > 1 else ''}: {said}"


def short_in_words(recorded: str, words: Words | None = None) -> str:
    """Write what a run or a fit recorded of it on one line, with words for columns.

    Examples
    --------
    >>> short_in_words("Asked: .1; nearest: .2 (age=old .3).", Words({"age": "Age in years"}))
    'Asked: .1; nearest: .2 (Age in years old .3).'
    """
    said = " ".join(recorded.splitlines())
    for name, called in words.columns.items() if words else ():
        told = f"{called} ".replace("\\", r"\\")
        said = re.sub(rf"(?<=[( ]){re.escape(name)}=", told, said)
    return said
