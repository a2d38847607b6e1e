"""What stands beside the numbers of a comparison: names of rows, and how to read them."""

import pandas as pd

from fairlab.audit.metric_types import APPROVED
from fairlab.audit.registry import find_metric

LONGEST = 22  # letters of a name on one line
# One line, which whoever prints it breaks to the width that there is.
LEGEND = (
    "mean ± spread over seeds; below it the difference from the baseline with its 95 % interval. "
    "↑ more is better, ↓ less. * is real: p < 0.05 after Holm's correction for the number of "
    "differences, counted apart for accuracy with the parities of precision and recall, "
    "for who is flagged or approved, and for all other metrics; the rest is within chance. "
    "(n) defined in n seeds only. Above noise: seeds in which groups lie further apart than 95 of "
    "100 equal ones."
)


def caption_of(table: pd.DataFrame) -> str:
    """Say how to read a comparison, and which of its metrics are about approvals.

    Parameters
    ----------
    table : DataFrame
        What ``compare`` returns.

    Returns
    -------
    str
        Of several lines.
    """
    found = {name: find_metric(name) for name in table["metric"].unique()}
    approvals = dict.fromkeys(
        metric.words for metric in found.values() if metric and metric.outcome == APPROVED
    )
    if not approvals:
        return LEGEND
    return f"{LEGEND}\nOf who is approved, not of who is flagged: {', '.join(approvals)}."


def title_of(name: str, arrow: str) -> str:
    r"""Break a long name before its last word, so that four strategies fit a line.

    Examples
    --------
    >>> title_of("selection rate difference", "↓")
    ' selection rate\n   difference ↓'
    """
    if len(name) > LONGEST:
        name = "\n   ".join(name.rsplit(" ", 1))
    return f" {name} {arrow}"
