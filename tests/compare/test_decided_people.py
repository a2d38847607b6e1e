"""Decisions of several runs side by side, against a loop over their rows."""

import numpy as np
import pandas as pd
import pytest

from fairlab.compare.decided_people import NOT_JUDGED, decided_people
from fairlab.errors import RequestError
from tests.compare.toy_people import people, toy_runs


def test_every_cell_is_what_a_loop_over_the_rows_finds():
    runs, tables, about = toy_runs(seeds=2, about=people(60))
    found = decided_people(runs, tables, about)
    assert found.folds.shape == (2, 60)
    assert list(found.decisions) == ["baseline", "fair"]
    assert list(found.groups) == ["sex", "age"]
    assert found.design == "folds"
    for name in found.decisions:
        for seed in (0, 1):
            for row in tables(f"{name}{seed}")["predictions"].itertuples():
                assert found.folds[seed, row.row] == row.fold
                assert found.decisions[name][seed, row.row] == row.flagged
                assert found.scores[name][seed, row.row] == row.score


def test_rows_are_found_by_their_number_and_not_by_their_place():
    runs, tables, about = toy_runs(seeds=1, about=people(60))

    def shuffled(run_id):
        return {"predictions": tables(run_id)["predictions"].sample(frac=1, random_state=1)}

    straight, found = (decided_people(runs, one, about) for one in (tables, shuffled))
    np.testing.assert_array_equal(straight.folds, found.folds)
    np.testing.assert_array_equal(straight.scores["fair"], found.scores["fair"])


def test_only_seeds_that_all_strategies_have_are_compared():
    runs, tables, about = toy_runs(seeds={"baseline": (0, 1, 3), "fair": (1, 2, 3)})
    found = decided_people(runs, tables, about)
    assert found.seeds == 2
    expected = [tables(f"fair{seed}")["predictions"]["flagged"] for seed in (1, 3)]
    np.testing.assert_array_equal(found.decisions["fair"], expected)


def test_without_a_shared_seed_it_is_said_which_there_are():
    runs, tables, about = toy_runs(seeds={"baseline": (0, 1), "fair": (2,)}, about=people(60))
    with pytest.raises(RequestError) as told:
        decided_people(runs, tables, about)
    assert "baseline [0, 1]; fair [2]" in str(told.value)
    assert "--seeds" in str(told.value)
    assert len(str(told.value).splitlines()) <= 3


def test_who_was_not_tested_is_not_judged():
    runs, tables, about = toy_runs(seeds=1, about=people(200), design="holdout")

    def part(run_id):
        made = tables(run_id)["predictions"]
        return {"predictions": made[made["row"] >= 150].assign(fold=0)}

    found = decided_people(runs, part, about)
    assert found.design == "holdout"
    assert (found.folds[0, :150] == NOT_JUDGED).all()
    assert (found.folds[0, 150:] == 0).all()


@pytest.mark.parametrize(
    ("params", "design"),
    [
        ({}, "folds"),
        ({"split.test": "blocks"}, "rolling"),
        ({"design": "holdout", "split.test": "drawn"}, "holdout"),
        ({"design": "holdout", "split.test": "latest"}, "holdout"),
    ],
)
def test_the_design_is_the_one_that_the_runs_recorded(params, design):
    runs, tables, about = toy_runs(("baseline",), 1, people(60), **params)
    assert decided_people(runs, tables, about).design == design


def test_persons_with_several_rows_are_handed_on():
    about = people(60)
    runs, tables, _ = toy_runs(("baseline",), 1, about)
    assert decided_people(runs, tables, about).persons is None
    person = np.arange(60) // 2
    found = decided_people(runs, tables, about.assign(person=person))
    np.testing.assert_array_equal(found.persons, person)


def test_people_without_groups_have_none():
    about = people(60)
    runs, tables, _ = toy_runs(("baseline",), 1, about)
    found = decided_people(runs, tables, pd.DataFrame({"y": about["y"]}))
    assert found.groups.shape == (60, 0)
