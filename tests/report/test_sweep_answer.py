"""The numbers of the first screen are those of the statements."""

from fairlab.report.sweep_answer import figures
from tests.compare.toy_people import toy_comparison


def test_every_statement_between_groups_is_counted_once():
    found = toy_comparison("baseline", "fair", "same")
    told = {name: int(number.replace(",", "")) for number, name in figures(found)}
    assert told["strategies"] == 3
    assert told["people decided about"] == 1500
    assert told["seeds of each"] == 2
    answered = told["statements differ"] + told["are alike"] + told["are open"]
    unanswered = sum(
        (t["answer"].isin(["", "undefined"])).sum() for t in (found.gaps, found.changes)
    )
    assert answered + unanswered == len(found.gaps) + len(found.changes)


def test_one_seed_is_no_plural():
    assert ("1", "seed of each") in figures(toy_comparison("baseline", seeds=1))
