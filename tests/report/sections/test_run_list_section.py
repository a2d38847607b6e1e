"""The list of runs is short enough to be sent, and says what is left out."""

from dataclasses import replace

import pandas as pd
import pytest

from fairlab.report.pages import Page, render
from fairlab.report.sections.run_list_section import LISTED, list_section
from tests.report.toy_sweep import toy_runs


def many(seeds):
    """Runs of two strategies over so many seeds, of which the first three keep tables."""
    few = toy_runs()
    first = few.table.drop_duplicates("strategy")
    table = pd.concat([first.assign(seed=seed) for seed in reversed(range(seeds))])
    links = {
        (name, seed): f"http://127.0.0.1:5000/{name}/{seed}"
        for name, seed in zip(table["strategy"], table["seed"], strict=True)
    }
    return replace(few, table=table, links=links)


def test_a_few_runs_are_all_listed():
    runs, _ = list_section(many(LISTED // 2)).panels[:2]
    assert len(runs.sheet.rows) == LISTED
    assert "Listed are" not in runs.text


def test_a_setting_that_is_not_set_is_blank_and_one_that_nobody_sets_is_left_out():
    few = toy_runs()
    params = {"params.model__depth": ["None", "6"], "params.model__rows": "None"}
    table = few.table.drop_duplicates("strategy").assign(**params)
    sheet = next(
        panel.sheet for panel in list_section(replace(few, table=table)).panels
        if panel.sheet and panel.sheet.headings[0] == "Setting"
    )  # fmt: skip
    assert ("model__depth", "", "6") in [tuple(row) for row in sheet.rows]
    assert "model__rows" not in [row[0] for row in sheet.rows]


@pytest.mark.slow
def test_of_many_the_first_seeds_are_and_where_the_others_are_is_told():
    runs, _ = list_section(many(1000)).panels[:2]
    shown = {(row[0], row[1].text) for row in runs.sheet.rows}
    assert len(shown) == LISTED
    assert shown == {(n, f"seed {s}") for n in ("baseline", "other") for s in range(LISTED // 2)}
    assert (
        "400 runs; the other 1,600 are in experiment `fairlab/toy` of the same store" in runs.text
    )


@pytest.mark.slow
def test_a_page_does_not_grow_with_runs_that_are_not_listed():
    def size(seeds):
        return len(render(Page("", "", [], [], [list_section(many(seeds))], "")))

    assert abs(size(LISTED) - size(2 * LISTED)) < 100
