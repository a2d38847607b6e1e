"""Accuracy against the largest gap, with the line to beat."""

from dataclasses import replace

import pandas as pd
import pytest

from fairlab.compare.comparison import compare_people
from fairlab.compare.decided_people import decided_people
from fairlab.compare.frontier import frontiers_of
from fairlab.report.sections.frontier_section import dominated_sentence, frontier_section
from tests.compare.toy_people import toy_runs

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def made():
    runs, tables, people = toy_runs(("baseline", "fair", "blind"), 1)
    data = decided_people(runs, tables, people)
    return frontiers_of(data, compare_people(data, "baseline"))


def test_each_strategy_has_a_number_its_figures_and_what_it_cost(made):
    uses = {"strategy": ["baseline", "fair"], "attribute": ["feature", "training-only"]}
    runs = pd.DataFrame({**uses, "time/cpu_s": [1.5, 12.25]})
    figures, table = frontier_section(made, runs).panels
    assert figures.title == "Recall by sex"
    titles = ["recall and gap", "AUPRC and gap", "expected maximum profit and gap"]
    assert [picture.title for picture in figures.pictures] == titles
    heads, rows = table.sheet.headings, [dict(zip(table.sheet.headings, row, strict=True))
                                         for row in table.sheet.rows]  # fmt: skip
    names = ["1 baseline", "2 fair", "3 blind"]
    names += [f"cut by group, {eps}" for eps in (".000", ".050", ".100", ".200")]
    assert [row["Strategy"] for row in rows] == names
    assert [row["CPU s"] for row in rows[:3]] == ["1.50", "12.2", ""]
    assert [row["attribute"] for row in rows[:3]] == ["a feature", "training only", "not recorded"]
    assert {row["attribute"] for row in rows[3:]} == {"when deciding"}
    assert {row["AUPRC"] for row in rows[3:]} == {""}
    assert all(" to " in row["expected maximum profit"] for row in rows[:3]), "has a band"
    assert heads[-1] == "dominated by"


def test_the_line_to_beat_is_explained_where_there_is_one(made):
    assert "The grey line is the one to beat" in frontier_section(made, pd.DataFrame()).text
    (one,) = made
    points = one.points[~one.points["is_line"]]
    without = replace(one, points=points)
    assert "grey line" not in frontier_section([without], pd.DataFrame()).text


def test_what_dominated_means_is_said(made):
    told = dominated_sentence(made[0])
    assert "at most .050 of recall or .100 of gap worse by all of the band" in told
    assert told.endswith("That is shown of none.")
    worse = replace(made[0], points=made[0].points.assign(dominated_by="fair, blind"))
    assert dominated_sentence(worse).endswith("That is so of: baseline, fair, blind.")
    _, table = frontier_section([worse], pd.DataFrame()).panels
    assert table.sheet.rows[0][-1] == "fair and 1 more"


def test_who_flags_another_share_is_named_and_not_drawn(made):
    flagged = made[0].points["flagged"].where(made[0].points["strategy"] != "fair", 0.9)
    eager = replace(made[0], points=made[0].points.assign(flagged=flagged))
    figures, table = frontier_section([eager], pd.DataFrame()).panels
    told = "Not drawn, as they flag another share of people: fair (.900), blind (.148)."
    assert figures.text.endswith(told)
    assert [name for _, name in figures.pictures[0].legend] == ["1 baseline"]
    assert table.sheet.rows[1][0] == "2 fair"


def test_without_a_gap_of_recall_there_is_none():
    assert frontier_section([], pd.DataFrame()) is None
