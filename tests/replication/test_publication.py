import json
from copy import deepcopy
from importlib.resources import files

import pytest

from fairlab.errors import DataError
from fairlab.replication.publication import models_in, printed_digits

SHIPPED = files("fairlab.replication") / "published" / "thesis-original-model.json"


@pytest.fixture
def study():
    return json.loads(SHIPPED.read_text("utf-8"))


def test_the_shipped_study_is_one_model_of_nine_attributes(study):
    (model,) = models_in(study)
    assert model.name == "original"
    assert len(model.tallies) == 9
    assert len(model.figures) == 7 + 9 * (8 + 2 * 5)
    assert len(model.flips) == 17
    assert model.flips["gender", "group0"] == (42, 46)
    assert printed_digits([model]) == 4
    assert model.tallies["gender"].loc["group0"].to_dict() == {
        "tn": 17988 - 376 - 90 + 31,
        "fp": 59,
        "fn": 345,
        "tp": 31,
    }


def test_several_models_are_read_in_order(study):
    study["method 1"] = deepcopy(study["original"])
    assert [model.name for model in models_in(study)] == ["original", "method 1"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (("confusion",), "original: 'confusion' is missing"),
        (("confusion", "fn"), "original: 'fn' is missing. There is: 'tp', 'fp', 'tn'"),
        (("published_accuracy",), "'published_accuracy' is missing"),
        (("attributes",), "'attributes' is missing"),
        (("attributes", "gender", "group1"), "original: gender: 'group1' is missing"),
        (("attributes", "gender", "published"), "gender: 'published' is missing"),
        (("attributes", "gender", "published", "recall_p"), "published: 'recall_p' is missing"),
        (("attributes", "gender", "group0", "tp"), "gender: group0: 'tp' is missing"),
        (("attributes", "gender", "group0", "published_recall"), "'published_recall' is missing"),
        (("attributes", "gender", "group0", "flips_to_fraud"), "'flips_to_fraud' is missing"),
        (("attributes", "gender", "group0", "flips_to_no_fraud"), "'flips_to_no_fraud' is missing"),
        (
            ("attributes", "gender", "group0", "published_flip_rates", "FR3"),
            "gender: group0: published_flip_rates: 'FR3' is missing",
        ),
    ],
)
def test_what_is_missing_is_named_with_its_place(study, path, words):
    *way, last = path
    entry = study["original"]
    for step in way:
        entry = entry[step]
    del entry[last]
    with pytest.raises(DataError) as caught:
        models_in(study)
    assert words in str(caught.value)
    assert str(caught.value).count("\n") < 3


@pytest.mark.parametrize("value", ["83", 83.0, True, -1, None, 10**30])
def test_a_count_must_be_a_number_of_rows(study, value):
    study["original"]["confusion"]["tp"] = value
    with pytest.raises(DataError, match="'tp' must be a number of rows"):
        models_in(study)


@pytest.mark.parametrize("value", ["0.07", float("nan"), 7.51, True, None, 1e300])
def test_a_figure_must_be_one(study, value):
    study["original"]["published_accuracy"]["recall"] = value
    with pytest.raises(DataError, match="'recall' must be a figure from -1 to 1"):
        models_in(study)


@pytest.mark.parametrize(
    ("flips", "words"),
    [
        ({"flips_to_no_fraud": 91}, "group0: impossible counts: flips_to_no_fraud 91 of 90"),
        ({"flips_to_fraud": 17899}, "flips_to_fraud 17899 of 17898 others"),
        ({"flips_to_fraud": 1.5}, "'flips_to_fraud' must be a number of rows, is 1.5"),
        ({"published_flip_rates": [0.1]}, "must hold entries by name"),
    ],
)
def test_impossible_flips_are_refused(study, flips, words):
    study["original"]["attributes"]["gender"]["group0"] |= flips
    with pytest.raises(DataError) as caught:
        models_in(study)
    assert words in str(caught.value)


def test_a_study_without_flips_is_read_as_well(study):
    for entry in study["original"]["attributes"].values():
        for group in ("group0", "group1"):
            for name in ("published_flip_rates", "flips_to_fraud", "flips_to_no_fraud"):
                entry[group].pop(name, None)
    (model,) = models_in(study)
    assert len(model.figures) == 7 + 9 * 8
    assert not model.flips


@pytest.mark.parametrize("change", [{"tp": 91}, {"tp": 377}, {"size": 400}, {"positives": 30}])
def test_impossible_counts_are_refused(study, change):
    study["original"]["attributes"]["gender"]["group0"] |= change
    with pytest.raises(DataError, match="gender: group0: impossible counts"):
        models_in(study)


def test_groups_cannot_hold_more_than_there_is(study):
    study["original"]["confusion"]["tp"] = 60
    with pytest.raises(DataError, match="the groups have 83 tp together, 'confusion' has 60"):
        models_in(study)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"{", "not a JSON file"),
        (b"\xff\xfe", "not a JSON file"),
        (b"[1, 2]", "holds no entries by name"),
        (b"{}", "no model"),
        (b'{"a": {"confusion": 3}}', "'confusion': must hold entries by name, holds 3"),
        (b'{"a": NaN}', "NaN is not a number"),
        (b"[" * 100_000, "not a JSON file"),
    ],
)
def test_a_file_that_is_no_study_is_refused_in_words(tmp_path, content, words):
    path = tmp_path / "study.json"
    path.write_bytes(content)
    with pytest.raises(DataError, match=words) as caught:
        models_in(path)
    assert "study.json" in str(caught.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"nowhere\.json: cannot be read"):
        models_in(tmp_path / "nowhere.json")


def test_digits_are_those_of_the_longest_figure_up_to_twelve(study):
    (model,) = models_in(study)
    model.figures["", "", "recall"] = 0.07511
    assert printed_digits([model]) == 5
    model.figures["", "", "recall"] = 1e-30
    assert printed_digits([model]) == 12
