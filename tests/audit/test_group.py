import numpy as np
import pandas as pd
import pytest

from fairlab.audit import audit_counts, audit_groups
from fairlab.audit.group import COLUMNS
from fairlab.audit.measures import MEASURES, RATES
from fairlab.data.groups import Groups

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
    assert (frame["kind"] == "group").sum() == len(RATES) * 6
    assert (frame["kind"] == "attribute").sum() == len(MEASURES) * 2
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
    explored = frame[frame["measure"].isin(["fpr_parity", "npv_parity", "selection_rate_parity"])]
    assert explored["p_holm"].min() == pytest.approx(6 * explored["p"].min())


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
    row = measures(audit_counts({"sex": SEX})).loc["disparate_impact_ratio"]
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
    assert found["note"] == "recall is 0 in every group"


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
