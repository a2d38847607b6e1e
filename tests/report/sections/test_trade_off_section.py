"""Accuracy against the largest gap."""

from dataclasses import replace

from fairlab.report.sections.trade_off_section import trade_off_section
from tests.compare.toy_people import toy_comparison


def test_each_strategy_has_its_accuracy_and_its_gap():
    found = toy_comparison("baseline", "fair", "blind", seeds=1)
    (panel,) = trade_off_section(found).panels
    assert panel.title == "The largest gap: recall by sex"
    assert [row[0] for row in panel.sheet.rows] == ["baseline", "fair", "blind"]
    levels = found.levels.set_index(["strategy", "metric"])["estimate"]
    for name, level, *_ in panel.sheet.rows:
        assert level == f"{levels[name, 'auprc']:.3f}".lstrip("0")


def test_without_a_gap_of_recall_there_is_none():
    found = toy_comparison("baseline", seeds=1)
    found.gaps.loc[found.gaps["metric"] == "recall", "low"] = float("nan")
    assert trade_off_section(found) is None


def test_without_scores_the_level_is_unknown_and_said_to_be():
    found = toy_comparison("baseline", "fair", seeds=1)
    levels = found.levels[found.levels["metric"] != "auprc"]
    (panel,) = trade_off_section(replace(found, levels=levels)).panels
    assert [row[1] for row in panel.sheet.rows] == ["n/a", "n/a"]
