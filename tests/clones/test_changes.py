import numpy as np

from fairlab.clones import AskedModel, clone_test, smallest_changes
from fairlab.clones.changes import COMES_AND_GOES, MISSING
from fairlab.data import Dataset
from tests.clones.forms import BLIND, SEXES, form, stricter_by


def test_the_smallest_raise_is_found_to_the_last_unit():
    found = smallest_changes(clone_test(stricter_by(0.3), form(), SEXES, 300))
    assert set(found["denied"]) == {"f"}
    assert found["to"].tolist() == [40_000] * len(found)
    assert (found["change"] == 40_000 - found["from"].astype(int)).all()


def test_a_fall_wins_where_less_is_better_and_the_fraction_is_narrowed_down():
    in_debt = AskedModel("m", lambda p: p["debt"] <= np.where(p["sex"] == "m", 0.8, 1 / 3))
    found = smallest_changes(clone_test(in_debt, form(), SEXES, 300))
    debts = found[found["column"] == "debt"]
    assert (debts["change"] < 0).all()
    assert debts["to"].astype(float).between(1 / 3 - 1e-5, 1 / 3).all()
    assert set(found["column"]) == {"debt"}  # it looks at nothing else


def test_another_level_may_win():
    owners = AskedModel("m", lambda p: (p["sex"] == "m") | (p["home"] == "own"))
    found = smallest_changes(clone_test(owners, form(), SEXES, 100))
    homes = found[found["column"] == "home"]
    assert set(homes["from"]) == {"rent"}
    assert set(homes["to"]) == {"own"}


def test_the_nearer_side_wins_and_a_model_that_comes_and_goes_is_told():
    odd = AskedModel("m", lambda p: (p["sex"] == "m") | (p["income"] % 50_000 < 10_000))
    found = smallest_changes(clone_test(odd, form(), SEXES, 300))
    incomes = found[found["column"] == "income"]
    own = incomes["from"].to_numpy(int)
    above = (own // 50_000 + 1) * 50_000
    below = own // 50_000 * 50_000 + 9_999
    nearest = np.where((above - own <= own - below) & (above < 100_000), above, below)
    assert incomes["to"].tolist() == nearest.tolist()
    assert set(incomes["note"]) == {COMES_AND_GOES}


def test_numbers_of_few_levels_are_tried_at_those_levels_only():
    asked = []

    def children(people):
        asked.extend(people["children"].unique())
        return (people["sex"] == "m") | (people["children"] >= 3)

    test = clone_test(AskedModel("m", children), form(children=[0, 2, 5]), SEXES, 60)
    found = smallest_changes(test)
    assert set(found.loc[found["column"] == "children", "to"]) == {5}
    assert set(asked) == {0, 2, 5}


def test_a_missing_number_has_no_distance():
    test = clone_test(stricter_by(0.3), form(), SEXES, 50)
    test.clones.frame["debt"] = np.nan
    careful = AskedModel("m", lambda p: p["income"] >= 40_000 * (p["sex"] == "f"))
    gaps = smallest_changes(type(test)(careful, test.schema, test.clones, test.approved))
    debts = gaps[gaps["column"] == "debt"]
    assert set(debts["note"]) == {MISSING}
    assert debts["to"].isna().all()


def test_a_change_away_from_those_who_fare_better_is_marked():
    odd = AskedModel(
        "m", lambda p: (p["sex"] == "m") | (p["income"] > 60_000) | (p["income"] < 10_000)
    )
    test = clone_test(odd, form(), SEXES, 300)
    found = smallest_changes(test)
    assert found["against"].tolist() == (found["change"] < 0).tolist()
    assert 0 < found["against"].sum() < len(found)
    rich = test.clones.frame["income"] > 50_000
    people = test.clones.frame.assign(bad=np.where(np.arange(600) % 10, rich, ~rich))
    poor = smallest_changes(test, data=Dataset("t", people, "bad", ("sex",)))
    assert poor["against"].tolist() == (found["change"] > 0).tolist()


def test_without_denied_twins_nothing_is_asked():
    found = smallest_changes(clone_test(BLIND, form(), SEXES, 50))
    assert found.empty


def test_only_what_the_model_reads_and_all_clones_share_is_changed():
    found = smallest_changes(clone_test(stricter_by(0.3), form(), SEXES, 50))
    assert set(found["column"]) == {"income"}


def test_approval_on_both_sides_of_a_denied_value_is_told_however_narrow_the_gap():
    test = clone_test(stricter_by(0.3), form(), SEXES, 5)
    own = int(test.clones.frame["income"][0])
    test.approved.iloc[:] = [[False, True]] + [[True, True]] * 4
    gap = AskedModel("m", lambda p: p["income"] != own, ("income",))
    found = smallest_changes(type(test)(gap, test.schema, test.clones, test.approved))
    assert found["change"].abs().tolist() == [1]
    assert found["note"].tolist() == [COMES_AND_GOES]


def test_of_columns_that_the_model_does_not_look_at_nothing_is_tried():
    asked = []

    def by_income(people):
        asked.append(len(people))
        return people["income"] >= 40_000 + 30_000 * (people["sex"] == "f")

    reads = AskedModel("m", by_income, ("sex", "income", "debt", "home", "title"))
    found = smallest_changes(clone_test(reads, form(), SEXES, 300))
    assert set(found["column"]) == {"income"}
    # Most is asked about income; whether another is looked at takes eleven values of 100 clones.
    assert sorted(asked)[-2] >= 5_000
    assert sum(1 for rows in asked if rows > 1_100) < 10
