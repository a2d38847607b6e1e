"""The catalogue of bad inputs in one list, and how many inputs are told how.

``python -m tests.faults.catalogue`` prints the sentence that ``docs/reliability.md`` holds.
"""

from collections import Counter

from tests.faults.bad_calls import CALLS
from tests.faults.bad_exports import EXPORTS
from tests.faults.bad_inputs import ACCEPTED, NOTED, REFUSED
from tests.faults.bad_requests import REQUESTS
from tests.faults.bad_tables import TABLES

CATALOGUE = [*TABLES, *CALLS, *REQUESTS, *EXPORTS]


def counted() -> str:
    """Say how many inputs there are, and what comes of them."""
    told = Counter("elsewhere" if bad.test else bad.told for bad in CATALOGUE)
    return (
        f"{len(CATALOGUE)} inputs ({len(CATALOGUE) - len(EXPORTS)} of the table of promises, "
        f"{len(EXPORTS)} of exports): {told[REFUSED]} refused, {told[NOTED]} taken with a note, "
        f"{told[ACCEPTED]} taken as they are meant, {told['elsewhere']} tried by tests elsewhere"
    )


if __name__ == "__main__":
    print(counted())
