import json
from importlib.resources import files

import pytest

from fairlab.errors import DataError
from fairlab.replication import conclude

PUBLISHED = files("fairlab.replication") / "published"
NAME = "thesis-original-model"


@pytest.fixture
def study():
    return json.loads((PUBLISHED / f"{NAME}.json").read_text("utf-8"))


@pytest.fixture
def folder(tmp_path, study):
    """A study beside what it said of itself, both to be changed."""
    said = json.loads((PUBLISHED / f"{NAME}-verdicts.json").read_text("utf-8"))

    def written(**change):
        said["original"]["gender"] |= change
        (tmp_path / "study.json").write_text(json.dumps(study))
        (tmp_path / "study-verdicts.json").write_text(json.dumps(said))
        return tmp_path / "study.json"

    return written, said["original"]


def test_the_study_and_the_rules_differ_on_two_of_nine():
    table = conclude()
    assert table["study"].value_counts().to_dict() == {"none": 4, "limited": 3, "significant": 2}
    assert table[["study", "verdict", "study_against", "against"]].to_numpy().tolist() == [
        ["significant", "limited", "group0", "group0"],
        ["significant", "significant", "group0", "group0"],
        ["none", "none", "", ""],
        ["limited", "limited", "", "group1"],
        ["limited", "limited", "group1", "group1"],
        ["limited", "limited", "group1", "group1"],
        ["none", "cannot be told", "", ""],
        ["none", "none", "", ""],
        ["none", "none", "", ""],
    ]
    assert table.set_index("attribute")["difference"][lambda told: told != ""].to_dict() == {
        "calculated_countrycode_nld": "p = 0.0054 alone, 0.091 corrected for 18 tests",
        "focumcheck_debtresult_d02": "97 bad events in group1, 7 of them caught",
    }


def test_what_the_study_said_is_quoted_with_its_place():
    row = conclude().iloc[1]
    assert row["where"] == "section 6.1.3, Calculated_age"
    assert row["words"].endswith("specifically against the younger group")


def test_the_rules_alone_judge_a_study_that_said_nothing(study):
    table = conclude(study)
    assert table["verdict"].tolist() == conclude()["verdict"].tolist()
    assert (table[["study", "study_against", "words", "where", "difference"]] == "").all(axis=None)


def test_a_file_beside_the_counts_is_read(folder):
    written, _ = folder
    table = conclude(written(verdict="limited")).set_index("attribute")
    assert table.loc["gender", ["study", "verdict"]].tolist() == ["limited", "none"]
    assert table.loc["gender", "difference"] == "nothing of the above"


def test_the_same_verdict_against_another_group_is_a_difference(folder):
    written, said = folder
    said["calculated_age"]["against"] = "group1"
    assert conclude(written()).set_index("attribute")["difference"]["calculated_age"] != ""


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"verdict": "strong"}, "'verdict' must be one of significant, limited, none"),
        ({"words": 3}, "gender: 'words' must be text"),
    ],
)
def test_a_verdict_that_is_none_is_refused(folder, change, said):
    written, _ = folder
    with pytest.raises(DataError, match=said):
        conclude(written(**change))


def test_a_verdict_of_an_attribute_that_is_not_there_is_refused(folder):
    written, said = folder
    said["gendr"] = said["gender"]
    with pytest.raises(DataError, match=r"gendr: no such attribute\. Did you mean 'gender'"):
        conclude(written())
