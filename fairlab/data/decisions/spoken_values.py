"""What a value says by its word, of a decision and of what happened."""

import re

from fairlab.data.guesses import APPROVES, DENIES

_APPROVES = f"{APPROVES} accept accepted grant granted allow allowed pass passed yes true ok"
_DENIES = f"{DENIES} refuse refused block blocked fail failed no false"
_WENT_WELL = "good paid repaid performing current genuine legitimate no false none ok"
_TURNS = {"not", "non", "un"}


def denies(value: object) -> bool:
    """Tell whether a decision says that it denies.

    Examples
    --------
    >>> denies("DECLINED"), denies("not approved"), denies("yes"), denies(0)
    (True, True, False, False)
    """
    return _says(value, _DENIES, _APPROVES)


def went_well(value: object) -> bool:
    """Tell whether a label says that nothing bad happened.

    Examples
    --------
    >>> went_well("good"), went_well("Fully Paid"), went_well("not paid"), went_well("late")
    (True, True, False, False)
    """
    return _says(value, _WENT_WELL, "")


def _says(value: object, words: str, opposite: str) -> bool:
    found = {*re.split(r"[\W_]+", str(value).casefold())} if isinstance(value, str) else set()
    return not found.isdisjoint((opposite if found & _TURNS else words).split())
