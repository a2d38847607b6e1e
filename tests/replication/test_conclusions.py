import json
from importlib.resources import files

import pytest

from fairlab.errors import DataError
from fairlab.replication import conclude

PUBLISHED = files("fairlab.replication") / "published"
NAME = "thesis-original-model"


@pytest.fixture(scope="module")
def concluded():
    return conclude()


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


def test_of_eighteen_gaps_one_differs_and_the_study_concluded_five(concluded):
    table = concluded
    assert len(table) == 18
    assert table.iloc[::2]["study"].value_counts().to_dict() == {
        "none": 4, "limited": 3, "significant": 2,
    }  # fmt: skip
    assert set(table[table["metric"] == "recall"]["answer"]) == {"alike"}
    precision = table[table["metric"] == "precision"].set_index("attribute")
    assert precision["burdened"][lambda group: group != ""].to_dict() == {
        "calculated_age": "group0"
    }
    unlike = precision["difference"][lambda told: told != ""]
    assert set(unlike) == {"no difference is shown"}
    assert list(unlike.index) == [
        "calculated_countrycode_nld",
        *(f"focumcheck_statpc{place}index" for place in (4, 5, 6)),
    ]


def test_flips_have_their_own_sentence(concluded):
    table = concluded.set_index("attribute")
    assert table["flips"].str.startswith(("The flips", "No decision")).any()


def test_what_the_study_said_is_quoted_with_its_place(concluded):
    row = concluded.iloc[2]
    assert row["where"] == "section 6.1.3, Calculated_age"
    assert row["words"].endswith("specifically against the younger group")


def test_a_study_that_said_nothing_is_told_what_its_counts_say(study, concluded):
    table = conclude(study)
    assert table["answer"].tolist() == concluded["answer"].tolist()
    assert (table[["study", "study_against", "words", "where", "difference"]] == "").all(axis=None)


def test_a_file_beside_the_counts_is_read(folder):
    written, _ = folder
    row = conclude(written(verdict="limited")).set_index("attribute").loc["gender"].iloc[0]
    assert (row["study"], row["difference"]) == ("limited", "no difference is shown")


@pytest.mark.parametrize("change", [{"against": "group1"}, {"verdict": "none", "against": ""}])
def test_another_group_and_none_are_differences(folder, change):
    written, said = folder
    said["calculated_age"] |= change
    found = conclude(written()).set_index("attribute")["difference"]["calculated_age"]
    assert set(found) == {"precision differs, against group0"}


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
