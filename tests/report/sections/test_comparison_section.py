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


def test_a_rate_without_a_band_has_no_picture():
    found = toy_comparison("baseline", "fair", seeds=1)
    for table in (found.gaps, found.left):
        table.loc[table["metric"] == "precision", ["low", "high"]] = float("nan")
    told = panels(found)
    assert "Precision: flags that were right" not in told
    assert "Recall: bad events caught" in told


def test_a_picture_has_a_row_per_group():
    text = bands(gaps_of(toy_comparison(seeds=1), "recall"))
    assert text.startswith("<svg")
    for name in ("sex", "age, mid", "age, old", "age, young"):
        assert f">{name}<" in text
