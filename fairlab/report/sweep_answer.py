"""The first screen of a report: the main numbers of a sweep."""

from fairlab.compare.comparison import Comparison
from fairlab.compare.judged_people import JudgedPeople
from fairlab.compare.statement_words import differs
from fairlab.stats.answers import ALIKE, OPEN


def figures(comparison: Comparison) -> list[tuple[str, str]]:
    """Give the main numbers of a sweep: the number, and what it counts."""
    claims = [comparison.gaps, comparison.changes]
    told = sum(differs(row) for table in claims for row in table.to_dict("records"))
    alike, left = (sum((t["answer"] == name).sum() for t in claims) for name in (ALIKE, OPEN))
    return [
        (str(len(comparison.strategies)), "strategies"),
        *_of_people(comparison.judged),
        (str(comparison.seeds), f"seed{'s' * (comparison.seeds != 1)} of each"),
        (str(told), "statements differ"),
        (str(alike), "are alike"),
        (str(left), "are open"),
    ]


def _of_people(judged: JudgedPeople) -> list[tuple[str, str]]:
    """Give whom a sweep decided about: by each seed, where not all decided about the same."""
    rows, bad, how = judged.rows, judged.bad_events, "decided about"
    if judged.each is not None:
        rows, bad, how = judged.each, judged.each_bad, "tested by each seed"
    return [(f"{rows:,}", f"{judged.unit} {how}"), (f"{bad:,}", "bad events among them")]
