"""What is wrong with recorded runs, told once: three of each kind, and how many more are alike."""

import logging
import os
import re
from collections.abc import Iterable, Iterator

SHOWN = 3
NOTES = "FAIRLAB_NOTES"  # the variable that is `all` where somebody wants each
VALUES = re.compile(r"'[^']*'|\"[^\"]*\"|\b[0-9a-f]{32}\b|-?\d[\d.e+-]*")
DELETE = "fairlab repair --delete RUN"
ANEW = f"To have it anew: {DELETE}, and the same sweep"
LOG = logging.getLogger(__name__)
TOLD: set[str] = set()


def leave_out(faults: Iterable[tuple[str, str]], advice: str = ANEW) -> None:
    """Tell the log of runs that are left out.

    Parameters
    ----------
    faults : iterable of tuple
        MLflow's id of each, and why, in a sentence without its end.
    advice : str
        What to do about each, without its end; ``RUN`` stands for the id.
    """
    _tell(
        f"the run {run_id} is left out: {fault}. {advice.replace('RUN', run_id)}"
        for run_id, fault in faults
    )


def tell_edited(faults: Iterable[tuple[str, str]]) -> None:
    """Tell the log of runs whose metrics somebody edited: their ids, and what."""
    _tell(f"the run {run_id} was edited: {fault}, which is taken" for run_id, fault in faults)


def first_alike(sentences: Iterable[str], shown: int = SHOWN) -> Iterator[str]:
    """Give the first of those sentences that differ in values alone, and how many more there are.

    Examples
    --------
    >>> list(first_alike(["seed is 'a'", "seed is 'b'", "files are gone", "seed is 'c'"], 2))[1:]
    ["seed is 'b'", 'and 1 more alike; FAIRLAB_NOTES=all tells each', 'files are gone']
    """
    kinds: dict[str, list[str]] = {}
    for sentence in sentences:
        kinds.setdefault(VALUES.sub("", sentence), []).append(sentence)
    for kind in kinds.values():
        first = kind if os.environ.get(NOTES) == "all" else kind[:shown]
        yield from first
        if len(kind) > len(first):
            yield f"and {len(kind) - len(first):,} more alike; {NOTES}=all tells each"


def _tell(sentences: Iterable[str]) -> None:
    news = [sentence for sentence in dict.fromkeys(sentences) if sentence not in TOLD]
    TOLD.update(news)
    for sentence in first_alike(news):
        LOG.warning("Note: %s.", sentence)
