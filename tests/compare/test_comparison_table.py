"""Tables that fit a terminal, with every statement where it belongs."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from rich.cells import cell_len

from fairlab.compare import comparison_table
from fairlab.compare.comparison_table import (
    CHANGE_COLUMNS,
    GAP_COLUMNS,
    change_rows,
    comparison_tables,
    gap_rows,
    markdown,
)
from fairlab.compare.statement_words import records, whom
from tests.compare.toy_people import people, toy_comparison

WIDTH = 80


@pytest.fixture(scope="module")
def found():
    return toy_comparison("baseline", "fair", "same", "blind")


@pytest.mark.parametrize(("every", "width"), [(False, 80), (True, 80), (False, 72), (True, 40)])
def test_no_statement_is_longer_than_a_terminal_is_wide(found, every, width):
    tables = comparison_tables(found, every, width=width)
    lines = "\n".join(table.plain for table in tables).splitlines()
    assert max(len(line) for line in lines if not line.startswith(" (left out")) <= width
    assert len(lines) > 40
    shown = {cells[-1] for cells in gap_rows(found)}
    assert all(any(line.endswith(answer) for line in lines) for answer in shown)


@pytest.mark.slow
def test_groups_that_are_too_few_are_told_in_the_same_width():
    about = people()
    rare = pd.Series(np.where(about.index < 40, "rare", "usual"))
    about = about.assign(**{"group.calculated_countrycode": rare})
    found = toy_comparison("baseline", "fair", about=about, seeds=1)
    assert found.gaps["few"].any()
    lines = "\n".join(table.plain for table in comparison_tables(found, True)).splitlines()
    assert max(map(len, lines)) <= WIDTH
    assert any(line.endswith("open: too few") for line in lines)
    assert not any(line.endswith("open") for line in lines)


def test_a_row_stands_for_each_statement(found):
    rows = gap_rows(found)
    assert len(rows) == len(found.gaps)
    assert {len(row) for row in rows} == {len(GAP_COLUMNS)}
    first = found.gaps.iloc[0]
    assert rows[0][:2] == ("sex: f against m", "recall")
    assert rows[0][2] == f"{first['value_group']:.3f} ({first['events_group']:.0f})".lstrip("0")


def test_a_change_shows_what_was_before_and_after(found):
    rows = {row[:2]: row for row in change_rows(found, "fair")}
    assert {len(row) for row in rows.values()} == {len(CHANGE_COLUMNS)}
    levels = found.levels.set_index(["strategy", "metric"])["estimate"]
    for name, place in (("baseline", 2), ("fair", 3)):
        shown = float(rows["accuracy", "auc"][place])
        assert shown == pytest.approx(levels[name, "auc"], abs=5e-4)
    gaps = {row[:2]: row for row in gap_rows(found)}
    assert rows["sex", "recall"][2] == gaps["sex: f against m", "recall"][4]


def test_gaps_that_are_alike_are_counted_where_the_answer_names_them(found):
    brief, every = (comparison_tables(found, alike=each)[0].plain for each in (False, True))
    count = int((found.gaps["answer"] == "alike").sum())
    assert count
    assert every.count("alike within") == count
    assert f"(left out: {count} alike; see the page)" in brief
    assert "alike within" not in brief
    assert len(every.splitlines()) - len(brief.splitlines()) >= count - 1


def test_no_head_stands_above_gaps_that_are_all_alike(found):
    found = replace(found, gaps=found.gaps.assign(answer="alike"))
    lines = comparison_tables(found, alike=False)[0].plain.split("\n")
    left = f" (left out: {len(found.gaps)} alike; see the page)"
    assert lines == ["", "baseline: gaps between groups", left, ""]


def test_what_does_not_change_is_listed_on_demand_alone(found):
    brief, every = (comparison_tables(found, each) for each in (False, True))
    assert [len(tables) for tables in (brief, every)] == [4, 4]
    assert " age" not in brief[2].plain
    assert " age" in every[2].plain
    assert brief[2].plain.count("alike") == 7, "its accuracy"
    left = (found.changes["strategy"].eq("same") & found.changes["attribute"].ne("")).sum()
    assert f"(left out: {left} about groups, where no change is shown" in brief[2].plain
    assert "left out" not in every[2].plain


def test_a_loss_of_accuracy_is_red_and_a_gain_is_not(found):
    def style(table, metric):
        line = next(one for one in table.split("\n") if one.plain.strip().startswith(metric))
        return str(line.spans[-1].style)

    _, fair, _, blind = comparison_tables(found)
    assert style(blind, "auc") == "bold red"
    assert style(fair, "gmean") == "bold"


def test_markdown_holds_every_statement(found):
    text = markdown(found)
    lines = [line for line in text.splitlines() if line.startswith("|")]
    assert len(lines) == len(found.gaps) + len(found.changes) + 2 * 4
    assert {line.count("|") for line in lines} == {8}
    assert "### baseline: gaps between groups" in text
    assert "### blind against baseline" in text


def test_names_that_hold_a_bar_break_no_row_of_markdown():
    about = people().rename(columns={"group.sex": "group.a|b"})
    about["group.sex"] = about["group.a|b"]
    text = markdown(toy_comparison("baseline", about=about, seeds=1))
    rows = [line.replace("\\|", "") for line in text.splitlines() if line.startswith("|")]
    assert {line.count("|") for line in rows} == {8}
    assert "a\\|b" in text


def test_names_in_brackets_are_no_markup():
    about = people().rename(columns={"group.age": "group.[red]age"})
    first = comparison_tables(toy_comparison("baseline", about=about, seeds=1))[0]
    assert "[red]age: mid" in first.plain


def test_wide_letters_move_no_column(found, monkeypatch):
    monkeypatch.setattr(comparison_table, "measure", lambda row: "検出率" * (row["pairs"] > 1))
    head, *lines = comparison_tables(found)[0].plain.splitlines()[2:]
    ends = {cell_len(line[: line.index(")")]) for line in lines if ")" in line}
    assert ends == {head.index("first") + len("firs")}


def test_groups_against_a_reference_are_told_apart():
    about = people()
    first = toy_comparison("baseline", about=about, seeds=1)
    changed = first.gaps.assign(rest=["old" if r == "rest" else r for r in first.gaps["rest"]])
    rows = records(changed[changed["attribute"] == "age"])
    named = [whom(row) for row in rows if row["group"] != "old"]
    assert set(named) == {"age, mid against old", "age, young against old"}
