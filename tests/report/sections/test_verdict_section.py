"""What is said of each attribute, strategy by strategy."""

from fairlab.report.sections.verdict_section import verdict_section
from tests.compare.toy_people import toy_comparison


def test_each_attribute_has_a_cell_per_strategy():
    found = toy_comparison("baseline", "fair", seeds=1)
    summary, *details = verdict_section(found).panels
    assert summary.sheet.headings == ("Attribute", "baseline", "fair")
    assert [row[0] for row in summary.sheet.rows] == ["sex", "age"]
    assert summary.sheet.rows[0][1].startswith("differs: recall")
    assert [panel.title for panel in details] == ["baseline", "fair"]


def test_a_cell_counts_every_statement_once():
    found = toy_comparison("baseline", seeds=1)
    age = found.gaps[(found.gaps["attribute"] == "age") & (found.gaps["metric"] != "rank")]
    cell = verdict_section(found).panels[0].sheet.rows[1][1]
    for answer in ("alike", "open"):
        assert f"{(age['answer'] == answer).sum()} {answer}" in cell


def test_the_details_say_what_each_statement_says():
    found = toy_comparison("baseline", seeds=1)
    rows = verdict_section(found).panels[1].sheet.rows
    shown = found.gaps[(found.gaps["metric"] != "rank")]
    assert len(rows) == len(shown)
    assert rows[0][:3] == ("sex", "recall", "f against m")
