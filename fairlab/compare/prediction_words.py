"""What is predicted, from which data, and what a decision means for a person."""

import pandas as pd

from fairlab.compare.budgets import budgets_kept, is_share
from fairlab.data.messages import quoted

NOT_RECORDED = "not recorded"


def prediction_sentences(runs: pd.DataFrame) -> str:
    """Say what runs predict, from which data, and what their decisions mean.

    Parameters
    ----------
    runs : DataFrame
        With ``fingerprint``, ``target`` and ``file``, and parameter columns.

    Examples
    --------
    >>> about = {"fingerprint": ["ab" * 32], "target": ["fraud = 1"], "file": ["loans.csv"]}
    >>> prediction_sentences(pd.DataFrame(about))[:68]
    'The bad event that is predicted: `fraud = 1`. The data: `loans.csv`,'
    """
    file = recorded(runs, "file")
    data = f"{quoted(file)}, " if file else ""
    event = recorded(runs, "target")
    return (
        f"The bad event that is predicted: {f'`{event}`' if event else NOT_RECORDED}. "
        f"The data: {data}SHA-256 `{recorded(runs, 'fingerprint')[:16]}...` of values and roles. "
        f"{_meaning(runs)}"
    )


def recorded(runs: pd.DataFrame, column: str) -> str:
    """Give what runs recorded of their data; empty where none did, as those of an older fairlab."""
    return ", ".join(filter(None, dict.fromkeys(runs[column]))) if column in runs else ""


def _meaning(runs: pd.DataFrame) -> str:
    first, *others = {*budgets_kept(runs)}
    of_all = is_share(first) and not others
    whom = f"Each strategy is to flag {first} of people" if of_all else "A strategy flags people"
    return f"{whom}: they are decided against, and all others are approved."
