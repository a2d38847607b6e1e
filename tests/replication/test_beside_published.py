import json
from copy import deepcopy
from importlib.resources import files

import pytest

from fairlab.errors import DataError
from fairlab.replication import replicate

pytestmark = pytest.mark.slow

SHIPPED = files("fairlab.replication") / "published" / "thesis-original-model.json"


@pytest.fixture
def study():
    return json.loads(SHIPPED.read_text("utf-8"))


def figure(table, attribute, group, name):
    key = (table["attribute"] == attribute) & (table["group"] == group) & (table["figure"] == name)
    (row,) = table[key].to_dict("records")
    return row


def without_flips(study):
    for entry in study["original"]["attributes"].values():
        for group in ("group0", "group1"):
            for name in ("published_flip_rates", "flips_to_fraud", "flips_to_no_fraud"):
                entry[group].pop(name, None)
    return study


def test_every_published_figure_comes_out_but_for_two_that_were_cut_and_one_group_of_flips():
    table = replicate()
    assert len(table) == 79 + 9 * 2 * 5
    assert table["ok"].all()
    other = table[table["verdict"] != "equal"]
    assert other[["attribute", "group", "figure", "verdict"]].to_numpy().tolist() == [
        ["", "", "auc", "needs scores: not in the counts"],
        ["", "", "auprc", "needs scores: not in the counts"],
        ["calculated_age", "group0", "recall", "cut, not rounded"],
        *(
            ["calculated_age", "group1", rate, "no whole flips give all five"]
            for rate in ("FR1", "FR2", "FR3", "FR4", "FR5")
        ),
        ["focumcheck_debtresult_d99", "group1", "recall", "cut, not rounded"],
    ]


def test_a_path_and_its_content_are_the_same(study):
    assert replicate(str(SHIPPED)).equals(replicate(study))


@pytest.mark.parametrize(
    ("units", "verdict", "ok"),
    [
        (0, "equal", True),
        (-1, "one unit away", True),
        (1, "one unit away", True),
        (2, "off", False),
        (-3, "off", False),
    ],
)
def test_a_figure_that_is_moved(study, units, verdict, ok):
    entry = study["original"]["attributes"]["gender"]
    entry["group0"]["published_recall"] = round(0.0824 + units / 10_000, 4)
    row = figure(replicate(study), "gender", "group0", "recall")
    assert (row["verdict"], row["units"], row["ok"]) == (verdict, -units, ok)


@pytest.mark.parametrize("name", ["recall_parity", "precision_parity", "recall_p", "precision_p"])
def test_a_parity_or_p_that_is_moved_is_off(study, name):
    published = study["original"]["attributes"]["gender"]["published"]
    published[name] = round(published[name] + 0.0003, 4)
    table = replicate(study)
    assert figure(table, "gender", "", name)["verdict"] == "off"
    assert table["ok"].sum() == len(table) - 1


@pytest.mark.parametrize("rate", ["FR1", "FR2", "FR3", "FR4", "FR5"])
def test_a_flip_rate_that_is_moved_is_off(study, rate):
    rates = study["original"]["attributes"]["gender"]["group0"]["published_flip_rates"]
    rates[rate] = round(rates[rate] + 0.0003, 4)
    assert figure(replicate(study), "gender", "group0", rate)["verdict"] == "off"


def test_flips_that_are_not_given_are_found_where_whole_numbers_print_as_published(study):
    gender = study["original"]["attributes"]["gender"]["group0"]
    del gender["flips_to_fraud"], gender["flips_to_no_fraud"]
    row = figure(replicate(study), "gender", "group0", "FR1")
    assert (row["computed"], row["verdict"]) == (88 / 17988, "equal")
    gender["published_flip_rates"]["FR1"] = 0.0059
    row = figure(replicate(study), "gender", "group0", "FR1")
    assert (row["verdict"], row["ok"]) == ("no whole flips give all five", True)


def test_a_study_without_flips_comes_out_as_before(study):
    every = replicate()
    kept = every[~every["figure"].str.startswith("FR")].reset_index(drop=True)
    assert replicate(without_flips(study)).equals(kept)


def test_an_accuracy_that_is_moved_is_off(study):
    study["original"]["published_accuracy"]["mcc"] = 0.1591
    row = figure(replicate(study), "", "", "mcc")
    assert (row["verdict"], row["units"], row["ok"]) == ("off", 3, False)


def test_a_unit_is_that_of_the_longest_figure_since_json_drops_zeros(study):
    study["original"]["attributes"]["gender"]["group1"]["published_precision"] = 0.403
    row = figure(replicate(study), "gender", "group1", "precision")
    assert (row["verdict"], row["units"]) == ("off", -30)


def test_a_figure_of_nothing_is_off(study):
    cells = {"size": 345, "positives": 345, "predicted": 0, "tp": 0}
    without_flips(study)["original"]["attributes"]["gender"]["group0"] |= cells
    row = figure(replicate(study), "gender", "group0", "precision")
    assert (row["verdict"], row["ok"]) == ("off: undefined", False)


def test_each_model_has_its_rows(study):
    study["other"] = deepcopy(study["original"])
    study["other"]["published_accuracy"]["f1"] = 0.2
    table = replicate(study)
    assert table.groupby("model", sort=False)["ok"].all().to_dict() == {
        "original": True,
        "other": False,
    }


def test_a_metric_that_does_not_exist_is_refused_with_the_nearest(study):
    study["original"]["published_accuracy"]["precison"] = 0.3
    with pytest.raises(DataError, match=r"unknown figure 'precison'\. Did you mean 'precision'"):
        replicate(study)
