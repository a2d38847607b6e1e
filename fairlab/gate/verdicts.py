"""What can become of a limit, and the exit codes that say so."""

from collections.abc import Iterable
from dataclasses import dataclass

KEPT, BROKEN, UNTOLD, UNMEASURED = "kept", "broken", "cannot be told", "not measured"
EXIT = {KEPT: 0, BROKEN: 1, UNTOLD: 2, UNMEASURED: 3}


@dataclass(frozen=True)
class Finding:
    """What came of one limit.

    Parameters
    ----------
    verdict : str
        Kept, broken, cannot be told, or not measured.
    sentence : str
        Which says why.
    """

    verdict: str
    sentence: str

    @classmethod
    def of(cls, verdict: str, asked: str, seen: str) -> "Finding":
        """Say a verdict, what was asked and what was seen, in a sentence."""
        return cls(verdict, f"{verdict.capitalize()}: {asked} and is {seen}.")


def exit_code(verdicts: Iterable[str]) -> int:
    """Give 1 where one is broken, else 3 where one is not measured, 2 where one is untold, or 0."""
    told = set(verdicts)
    worst = next(one for one in (BROKEN, UNMEASURED, UNTOLD, KEPT) if one in told)
    return EXIT[worst]
