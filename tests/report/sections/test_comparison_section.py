"""Strategies side by side on the page: a picture and every statement in a table."""

import pytest

from fairlab.compare.band_marks import gaps_of
from fairlab.report.sections.comparison_section import bands, comparison_section
from tests.compare.toy_people import toy_comparison

pytestmark = pytest.mark.slow


def panels(found):
    return {panel.title: panel for panel in comparison_section(found).panels}


def test_every_statement_stands_in_a_table():
    found = toy_comparison("baseline", "fair", "blind", seeds=1)
    told = panels(found)
    assert len(told["Every gap under baseline"].sheet.rows) == len(found.gaps)
    for name in ("fair", "blind"):
        own = found.changes[found.changes["strategy"] == name]
        assert len(told[f"Everything that {name} changes"].sheet.rows) == len(own)
    assert "for all gaps under baseline at once" in comparison_section(found).text


def test_one_strategy_changes_nothing_that_could_be_drawn():
    told = panels(toy_comparison("baseline", seeds=1))
    assert "Accuracy" not in told
    assert "Recall: bad events caught" in told


def test_the_rates_that_are_furthest_apart_and_have_a_band_are_drawn():
    found = toy_comparison("baseline", "fair", seeds=1)
    found.gaps.loc[found.gaps["metric"] == "selection_rate", "estimate"] = 4.0
    found.gaps["answer"] = "differs"
    drawn = [p for p in comparison_section(found).panels if p.pictures][1:]
    assert [(p.title.partition(":")[0], p.pictures[0].title) for p in drawn] == [
        ("Share flagged", "Ratio of groups; 1 is equal"),
        ("Recall", "Gap between groups; 0 is equal"),
    ]
    for table in (found.gaps, found.left):
        table.loc[table["metric"] == "selection_rate", ["low", "high"]] = float("nan")
    assert "Recall: bad events caught" in panels(found)
    assert not [title for title in panels(found) if title.startswith("Share flagged")]


def test_a_picture_has_a_row_per_group():
    text = bands(gaps_of(toy_comparison(seeds=1), "recall"))
    assert text.startswith("<svg")
    for name in ("sex", "age, mid", "age, old", "age, young"):
        assert f">{name}<" in text
