import numpy as np
import pandas as pd
import pytest

from fairlab.audit import audit_counts, audit_groups
from fairlab.audit.counts import tallies
from fairlab.audit.group import COLUMNS
from fairlab.audit.measures import parity
from fairlab.audit.registry import group_metrics, rates
from fairlab.data.groups import Groups
from fairlab.seeds import seed_for
from fairlab.stats.exact_tests import Chance, noise_floor
from fairlab.stats.score_interval import score_interval

CELLS = ["tn", "fp", "fn", "tp"]
MEASURED = [
    *("value", "gap", "normalised", "difference", "low", "high", "p", "p_holm", "p_bh"),
    *("floor_mean", "floor_95"),
]


def counts(**groups):
    return pd.DataFrame.from_dict(groups, orient="index", columns=CELLS)


def measures(frame, attribute="sex"):
    rows = frame[(frame["kind"] == "attribute") & (frame["attribute"] == attribute)]
    return rows.set_index("measure")


SEX = counts(f=[400, 20, 60, 40], m=[380, 40, 80, 25])
RACE = counts(a=[300, 10, 30, 30], b=[100, 20, 40, 10], c=[50, 5, 10, 5], d=[20, 2, 9, 6])


def test_one_row_per_group_and_rate_and_one_per_measure():
    frame = audit_counts({"sex": SEX, "race": RACE})
    assert tuple(frame.columns) == COLUMNS
    assert (frame["kind"] == "group").sum() == len(rates()) * 6
    assert (frame["kind"] == "attribute").sum() == len(group_metrics()) * 2
    assert not frame.duplicated(["attribute", "kind", "measure", "group"]).any()


def test_the_study_s_figures_of_one_attribute():
    dutch = counts(no=[4157, 73, 278, 28], yes=[37888, 64, 744, 55])
    found = measures(audit_counts({"sex": dutch}))
    printed = found.loc[["recall_parity", "precision_parity"], ["value", "p"]].round(4)
    assert printed.to_numpy().tolist() == [[0.2477, 0.2038], [0.4002, 0.0054]]


def test_two_groups_are_signed_in_their_order():
    found = measures(audit_counts({"sex": SEX}))
    assert set(found["group"].dropna()) == {"f"}
    row = found.loc["recall_parity"]
    assert row["difference"] == 40 / 100 - 25 / 105
    assert row["low"] < row["difference"] < row["high"]
    turned = measures(audit_counts({"sex": SEX.iloc[::-1]})).loc["recall_parity"]
    assert turned["difference"] == -row["difference"]
    assert turned["low"] == pytest.approx(-row["high"], abs=1e-12)


def test_a_rate_under_two_names_is_one_test():
    found = measures(audit_counts({"sex": SEX, "race": RACE}))
    tested = ["p", "p_holm", "p_bh", "low", "high", "difference", "gap"]
    same = found.loc[["recall_parity", "equal_opportunity_difference"], tested]
    assert same.nunique().eq(1).all()


def test_the_family_of_the_study_is_precision_and_recall_of_all_attributes():
    both = {"sex": SEX, "race": RACE}
    frame = audit_counts(both)
    study = frame[frame["measure"].isin(["precision_parity", "recall_parity"])]
    assert (study["p_holm"] >= study["p"]).all()
    assert study["p_holm"].min() == pytest.approx(4 * study["p"].min())
    explored = frame[frame["measure"].isin(["fpr_parity", "npv_parity"])]
    assert explored["p_holm"].min() == pytest.approx(4 * explored["p"].min())
    lending = frame[frame["measure"].isin(["selection_rate_difference", "adverse_impact_ratio"])]
    assert lending["p_holm"].min() == pytest.approx(2 * lending["p"].min())


def test_equalized_odds_is_the_mean_of_two_gaps_and_doubles_the_smaller_p():
    found = measures(audit_counts({"sex": RACE}))
    odds, fpr, tpr = found.loc[["equalized_odds_difference", "fpr_parity", "recall_parity"]].iloc
    assert odds["value"] == (fpr["gap"] + tpr["gap"]) / 2
    assert odds["p"] == min(1, 2 * min(fpr["p"], tpr["p"]))
    assert odds["p_holm"] == min(1, 2 * min(fpr["p_holm"], tpr["p_holm"]))
    floors = found.loc[["fpr_parity", "equal_opportunity_difference"]]
    assert 0 < odds["floor_mean"] < odds["floor_95"]
    assert odds["floor_mean"] < floors["floor_mean"].sum()
    assert odds[["group", "against", "difference", "low"]].isna().all()


def test_the_ratio_has_its_floor_below_it():
    row = measures(audit_counts({"sex": SEX})).loc["flag_rate_ratio"]
    other = measures(audit_counts({"sex": SEX})).loc["selection_rate_parity"]
    assert row["value"] == pytest.approx(1 - other["value"])
    assert row["floor_mean"] == pytest.approx(1 - other["floor_mean"])
    assert row["floor_95"] == pytest.approx(1 - other["floor_95"], abs=0.05)
    assert row["floor_95"] < row["floor_mean"] < 1


def test_the_study_s_noise_floor_of_recall_is_near_a_sixth():
    age = counts(young=[20801, 121, 673, 54], old=[21244, 16, 349, 29])
    row = measures(audit_counts({"sex": age})).loc["recall_parity"]
    assert row["floor_mean"] == pytest.approx(0.157, abs=0.001)
    assert row["value"] < row["floor_mean"]


@pytest.mark.parametrize(
    ("table", "measure", "note"),
    [
        (counts(f=[90, 0, 10, 0], m=[80, 0, 20, 0]), "precision_parity", "nothing flagged"),
        (counts(f=[90, 10, 0, 0], m=[80, 20, 0, 0]), "recall_parity", "no positives"),
        (counts(f=[0, 0, 30, 70], m=[0, 0, 20, 80]), "fpr_parity", "no negatives"),
        (counts(f=[0, 90, 0, 10], m=[0, 80, 0, 20]), "npv_parity", "everything flagged"),
        (counts(f=[50, 9, 8, 7], m=[0, 0, 0, 0]), "recall_parity", "group m: 0 rows"),
        (counts(f=[50, 9, 8, 7], m=[40, 9, 0, 0]), "recall_parity", "no positives in group m"),
        (counts(f=[50, 9, 8, 7], m=[40, 9, 1, 0]), "recall_parity", "group m: n = 1, too small"),
    ],
)
def test_undefined_is_nan_with_a_note_never_0_or_1(table, measure, note):
    row = measures(audit_counts({"sex": table})).loc[measure]
    assert row[MEASURED].isna().all()
    assert note in row["note"]


def test_the_group_that_cannot_be_judged_keeps_its_row_and_leaves_the_comparison():
    small = pd.concat([SEX, counts(x=[9, 0, 1, 3])])
    frame = audit_counts({"sex": small})
    row = frame[(frame["group"] == "x") & (frame["measure"] == "recall")].iloc[0]
    assert np.isnan(row["value"])
    assert (row["hits"], row["size"], row["note"]) == (3, 4, "group x: n = 4, too small")
    found, without = measures(frame), measures(audit_counts({"sex": SEX}))
    pd.testing.assert_series_equal(
        found.loc["recall_parity", MEASURED], without.loc["recall_parity", MEASURED]
    )
    judged = audit_counts({"sex": small}, min_size=1)
    assert measures(judged).loc["recall_parity", "gap"] == 3 / 4 - 25 / 105


def test_no_hits_anywhere_is_a_gap_of_zero_and_an_undefined_parity():
    table = counts(f=[90, 5, 10, 0], m=[80, 5, 20, 0])
    found = measures(audit_counts({"sex": table})).loc["recall_parity"]
    assert (found["gap"], found["difference"], found["p"]) == (0, 0, 1)
    assert found[["value", "normalised", "floor_mean", "floor_95"]].isna().all()
    assert found["note"] == "recall is 0 in every group: nothing to test"


def test_a_sampled_p_is_the_same_for_a_seed_and_near_for_another():
    positives = np.array([[90, 70], [80, 80], [60, 70], [85, 60], [75, 80], [70, 95]])
    table = pd.DataFrame(np.hstack([positives, positives]), list("abcdef"), CELLS)
    frames = [measures(audit_counts({"sex": table}, seed=seed)) for seed in (1, 1, 2)]
    ps = [frame.loc["recall_parity", "p"] for frame in frames]
    assert ps[0] == ps[1] != ps[2]
    assert ps[0] == pytest.approx(ps[2], abs=0.03)


def test_no_attribute_is_an_empty_frame():
    assert audit_counts({}).empty
    assert tuple(audit_counts({}).columns) == COLUMNS


def test_rows_become_counts_with_the_groups_of_the_dataset():
    rng = np.random.default_rng(1)
    age, sex = rng.integers(18, 80, 500), rng.choice([1.0, 2.0, np.nan], 500)
    people = pd.DataFrame({"age": age, "sex": sex})
    y, flagged = rng.integers(2, size=(2, 500))
    groups = Groups.learn(people, ("age", "sex"), {"sex": {1: "male", 2: "female"}}).of(people)
    frame = audit_groups(y, flagged, groups)
    sizes = frame[(frame["measure"] == "selection_rate") & (frame["attribute"] == "sex")]
    assert sizes.set_index("group")["size"].to_dict() == {
        "male": (people["sex"] == 1).sum(),
        "female": (people["sex"] == 2).sum(),
        "missing": people["sex"].isna().sum(),
    }


def test_the_row_of_a_measure_and_of_a_group_by_hand():
    frame = audit_counts({"sex": SEX})
    group = frame.iloc[0].dropna().to_dict()
    assert group == {
        "attribute": "sex",
        "kind": "group",
        "measure": "precision",
        "group": "f",
        "value": 40 / 60,
        "hits": 40,
        "size": 60,
        "note": "",
    }
    row = frame[frame["measure"] == "recall_parity"].iloc[0]
    sizes = np.array([100, 105])
    chance = Chance.of(sizes, 65)
    low, high = score_interval(40, 100, 25, 105)
    mean, edge = noise_floor(parity(chance.rates), chance.weights, 0.95)
    gap = 40 / 100 - 25 / 105
    assert row.drop(["p_holm", "p_bh"]).to_dict() == {
        "attribute": "sex",
        "kind": "attribute",
        "measure": "recall_parity",
        "group": "f",
        "against": "m",
        "value": pytest.approx(gap / 0.4),
        "gap": gap,
        "normalised": pytest.approx(gap / 0.4),
        "difference": gap,
        "low": low,
        "high": high,
        "p": chance.p(sizes, np.array([40, 25])),
        "floor_mean": mean,
        "floor_95": edge,
        "hits": 65,
        "size": 205,
        "note": "",
    }
    assert str(frame["group"].dtype) == str(frame["against"].dtype) == "str"


def test_the_floor_of_equalized_odds_is_that_of_its_own_draws():
    seed = 6
    row = measures(audit_counts({"sex": SEX}, seed=seed)).loc["equalized_odds_difference"]
    rng = np.random.default_rng(seed_for(seed, "audit", "equalized_odds_difference"))
    drawn = np.zeros(9_999)
    for hits, sizes in (([20, 40], [420, 420]), ([40, 25], [100, 105])):
        chance = Chance.of(np.array(sizes), sum(hits))
        spread = np.abs(chance.rates[:, 0] - chance.rates[:, 1])
        drawn += rng.choice(spread, 9_999, p=chance.weights) / 2
    expected = noise_floor(drawn, np.full(9_999, 1 / 9_999), 0.95)
    assert (row["floor_mean"], row["floor_95"]) == expected
    assert row["note"] == ""
    assert np.isnan(row["hits"])


def test_what_odds_cannot_be_compared_for_is_said_once():
    table = counts(f=[0, 0, 30, 70], m=[0, 0, 20, 80], x=[0, 0, 0, 0])
    row = measures(audit_counts({"sex": table})).loc["equalized_odds_difference"]
    assert row["note"] == "no negatives; group x: 0 rows"
    assert row[["value", "gap", "p"]].isna().all()


def test_five_rows_are_enough_unless_more_are_asked_for():
    people = pd.DataFrame({"sex": pd.Categorical(["f"] * 5 + ["m"] * 5)})
    y, flagged = np.ones(10), np.tile([1, 0], 5)
    whole = measures(audit_groups(y, flagged, people)).loc["recall_parity"]
    assert whole["size"] == 10
    assert whole["gap"] == pytest.approx(0.2)
    short = measures(audit_groups(y, flagged, people, min_size=6)).loc["recall_parity"]
    assert np.isnan(short["gap"])
    assert measures(audit_counts({"sex": counts(f=[0, 0, 1, 4], m=[0, 0, 3, 2])})).loc[
        "recall_parity", "gap"
    ] == pytest.approx(0.4)
    too_few = audit_counts({"sex": counts(f=[0, 0, 1, 3], m=[0, 0, 3, 2])})
    assert np.isnan(measures(too_few).loc["recall_parity", "gap"])


@pytest.mark.slow
def test_the_seed_reaches_the_draws_of_many_groups_by_rows_too():
    rng = np.random.default_rng(3)
    names = rng.choice(list("abcdef"), 1200)
    people = pd.DataFrame({"sex": pd.Categorical(names)})
    y, flagged = rng.integers(2, size=(2, 1200))
    first, same, other, usual = (
        measures(audit_groups(y, flagged, people, **named)).loc["recall_parity", "p"]
        for named in ({"seed": 0}, {"seed": 0}, {"seed": 1}, {})
    )
    assert first == same == usual != other
    assert usual == measures(audit_counts(tallies(y, flagged, people))).loc["recall_parity", "p"]


def test_the_smaller_p_doubled_is_still_a_probability():
    equal = counts(f=[40, 10, 10, 40], m=[40, 10, 10, 40])
    row = measures(audit_counts({"sex": equal})).loc["equalized_odds_difference"]
    assert (row["p"], row["p_holm"], row["p_bh"]) == (1, 1, 1)


def test_totals_are_those_of_the_groups_that_were_compared():
    small = pd.concat([SEX, counts(x=[9, 0, 1, 3])])
    row = measures(audit_counts({"sex": small})).loc["recall_parity"]
    assert (row["hits"], row["size"]) == (40 + 25, 100 + 105)
