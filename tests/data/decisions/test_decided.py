"""Tables of decisions as they come: what is read, what is refused, and in which words."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from fairlab.audit.decision_source import source_of_decisions
from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.decided import decided
from fairlab.data.words import Words
from fairlab.errors import DataError

ASKED = Asked(label="y", decision="y_pred", groups=("sex",))


@pytest.fixture
def frame():
    rng = np.random.default_rng(0)
    return pd.DataFrame(
        {
            "y": (rng.random(200) < 0.3).astype(int),
            "y_pred": (rng.random(200) < 0.3).astype(int),
            "score": rng.random(200),
            "sex": rng.choice(["f", "m"], 200),
            "age": rng.integers(18, 80, 200),
        }
    )


def refusal(asked, frame):
    with pytest.raises(DataError) as error:
        decided("preds.csv", asked, frame)
    return str(error.value)


def test_predictions_of_one_are_flags(frame):
    found = decided("preds.csv", ASKED, frame)
    assert found.decisions["y_pred"].tolist() == frame["y_pred"].astype(bool).tolist()
    assert found.y.tolist() == frame["y"].tolist()


@pytest.mark.parametrize("name", ["decision", "approved"])
def test_what_a_decision_means_must_be_said(frame, name):
    frame = frame.rename(columns={"y_pred": name})
    said = refusal(Asked(decision=name, groups=("sex",)), frame)
    assert "--approve 0" in said
    assert "--approve 1" in said
    assert "--threshold" not in said
    scored = Asked(decision=name, scores=("score",), groups=("sex",))
    assert "or cut the score instead: --threshold X or --budget SHARE" in refusal(scored, frame)
    found = decided("p", Asked(decision=name, approve="1", groups=("sex",)), frame)
    assert found.decisions[name].sum() == (frame[name] == 0).sum()


def test_labels_of_text_need_a_bad_one(frame):
    frame["y"] = np.where(frame["y"] == 1, "bad", "good")
    assert "--positive bad" in refusal(ASKED, frame)
    found = decided(
        "p", Asked(label="y", positive="BAD", decision="y_pred", groups=("sex",)), frame
    )
    assert found.y.sum() == (frame["y"] == "bad").sum()


def test_missing_labels_are_counted(frame):
    frame["y"] = frame["y"].astype(float).mask(np.arange(200) < 20)
    found = decided("p", ASKED, frame)
    assert found.y.isna().sum() == 20
    assert any("missing in 20 rows" in note for note in found.notes)


def test_a_budget_flags_the_highest_scores(frame):
    asked = Asked(scores=("score",), budget=0.1, groups=("sex",))
    flagged = decided("p", asked, frame).decisions["score"]
    assert flagged.sum() == 20
    assert frame["score"][flagged].min() > frame["score"][~flagged].max()


def test_a_weighted_budget_flags_that_share_of_weight(frame):
    frame["w"] = np.where(frame["score"] > 0.5, 3.0, 1.0)
    asked = Asked(scores=("score",), budget=0.3, groups=("sex",), weight="w")
    flagged = decided("p", asked, frame).decisions["score"]
    assert frame["w"][flagged].sum() / frame["w"].sum() == pytest.approx(0.3, abs=0.01)


@pytest.mark.parametrize(
    ("change", "asked", "said"),
    [
        ({}, {"label": "yy"}, "no column `yy` (--label). Did you mean 'y'"),
        ({"y": [0, 1, 2, 3] * 50}, {}, "has 4 values"),
        ({"y_pred": [0, 1, 2, 3] * 50}, {}, "If it is a score: --score"),
        ({"y_pred": [None, 1, 0, 0] * 50}, {}, "missing in 50 of 200 rows (first: row 1)"),
        ({"score": ["0,5"] * 200}, {"decision": None, "scores": ("score",)}, "--decimal ,"),
        ({"score": [620.0] * 200}, {"decision": None, "scores": ("score",)}, "--threshold"),
        ({"score": [np.nan] * 200}, {"decision": None, "scores": ("score",)}, "200 rows"),
        ({"w": [-1.0] * 200}, {"weight": "w"}, "not above 0 in 200 rows (first: row 1, -1.0)"),
        ({}, {"groups": ()}, "--groups sex,age"),
        ({}, {"decision": None}, "--decision COLUMN or --score COLUMN"),
        ({}, {"threshold": 0.5}, "--decision and --threshold each say who is flagged"),
        ({}, {"groups": ("sex", "y")}, "`y` is named as label and as groups"),
        ({}, {"groups": ("sex", "sex")}, "`sex` is named twice in --groups; name it once"),
        ({"sex": [[1, 2]] * 200}, {}, "`sex` holds lists; give one text or number"),
        ({}, {"bands": {"age": (25.0,)}}, "`age`, which is not among the groups"),
        ({}, {"bands": {"sex": (25.0,)}}, "is no number"),
        ({"sex": ["f"] * 200}, {}, "has one value"),
        ({"sex": [f"level {i}" for i in range(200)]}, {}, "200 levels"),
        ({}, {"references": {"sex": "x"}}, "no group 'x'"),
    ],
)
def test_faults_in_words(frame, change, asked, said):
    from dataclasses import replace

    assert said in refusal(replace(ASKED, **asked), frame.assign(**change))


def test_all_faults_are_said_at_once(frame):
    said = refusal(Asked(label="nope", scores=("none",), groups=("neither",)), frame)
    assert "there are 3 faults" in said


def test_scores_beyond_one_rank_all_the_same(frame):
    frame["score"] *= 1000
    found = decided("p", Asked(scores=("score",), budget=0.2, groups=("sex",)), frame)
    assert any("no probability" in note for note in found.notes)


def test_intersections_and_bands(frame):
    asked = Asked(decision="y_pred", groups=("sex", "age"), cross=(("sex", "age"),), smallest=5)
    groups = decided("p", asked, frame).groups
    assert groups["age"].cat.categories[0] == "18-24"
    both = groups["sex"].astype(str) + ", " + groups["age"].astype(str)
    assert groups["sex * age"].astype(str).tolist() == both.tolist()


def test_where_numbers_are_cut_is_told(frame):
    frame["region"] = np.arange(200) % 12
    frame["income"] = np.arange(200) / 7
    asked = Asked(decision="y_pred", groups=("region", "income", "age", "sex"))
    told = " ".join(decided("p", asked, frame).notes)
    assert "`region` is cut at 2, 5, 8, into quarters; write it as text if it is a code." in told
    assert "`income` is cut at 7.14286, 14.2857, 21.4286, into quarters." in told
    assert "as lenders group ages." in told
    assert "`sex` is cut" not in told
    by_text = decided("p", asked, frame.assign(region=frame["region"].astype(str)))
    assert "`region` is cut" not in " ".join(by_text.notes)
    assert by_text.groups["region"].nunique() == 12


def test_a_size_that_was_named_counts_for_two_groups_too(frame):
    frame["sex"] = ["f"] * 20 + ["m"] * 180
    usual = decided("p", ASKED, frame).notes
    assert not any("compared with none" in note for note in usual)
    named = decided("p", replace(ASKED, smallest=30), frame).notes
    assert "`sex`: groups of fewer than 30 people are counted, and compared with none: f (20)." in (
        named
    )


def test_levels_that_hold_the_comma_make_groups_of_their_own(frame):
    frame["sex"] = np.where(np.arange(200) % 2, "a", "a, b")
    frame["race"] = np.where(np.arange(200) % 4 < 2, "c", "b, c")
    asked = Asked(decision="y_pred", groups=("sex", "race"), cross=(("sex", "race"),))
    found = decided("p", asked, frame).groups["sex * race"]
    assert found.value_counts().to_dict() == {
        '"a", "c"': 50, '"a", "b, c"': 50, '"a, b", "c"': 50, '"a, b", "b, c"': 50,
    }  # fmt: skip


def test_a_level_may_be_called_as_those_without_one(frame):
    frame["sex"] = ["missing", "x", None, "missing (no value)"] * 50
    assert decided("p", ASKED, frame).groups["sex"].value_counts().tolist() == [50] * 4


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"cross": (("sex", "sex"),)}, "--cross sex*sex names an attribute twice"),
        ({"threshold": float("nan")}, "--threshold must be a number, not nan."),
        ({"threshold": "0.5"}, "--threshold must be a number, not '0.5'."),
        ({"bands": {"age": (float("nan"),)}}, "--bands age: edges must be numbers that rise"),
    ],
)
def test_what_was_asked_in_words(frame, asked, said):
    asked = replace(Asked(scores=("score",), groups=("sex", "age")), **asked)
    assert said in refusal(asked, frame)


def test_a_level_as_text_and_as_a_number_is_told(frame):
    frame["sex"] = pd.Categorical([1, "1"] * 100)
    assert "`sex` holds '1' as text and as another type" in refusal(ASKED, frame)


ALIKE = Asked(label="y", scores=("score", "other"), budget="recall", groups=("sex",))


@pytest.mark.parametrize(("threshold", "weight"), [(None, None), (0.7, None), (0.7, "age")])
def test_challengers_catch_what_the_champion_catches_by_as_few_flags_as_it_takes(
    frame, threshold, weight
):
    frame["other"] = 100 * (frame["score"] + 0.5 * frame["y"]) - 50
    found = decided("p", replace(ALIKE, threshold=threshold, weight=weight), frame)
    bad, weights = frame["y"] == 1, frame[weight] if weight else np.ones(len(frame))
    assert found.thresholds["score"] == (threshold or 0.5)

    def caught(flagged):
        return np.average(flagged[bad], weights=weights[bad])

    champion = caught(found.decisions["score"])
    assert caught(found.decisions["other"]) >= champion > 0
    next_higher = frame.loc[bad & found.decisions["other"], "other"].min()
    assert caught(frame["other"] > next_higher) < champion
    assert "which catches no fewer bad events than `score`" in " ".join(found.read_as)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"scores": ("score",)}, "name two scores or more: --score CHAMPION --score CHALLENGER"),
        ({"label": None}, "needs to know what happened"),
        ({"costs": "FP=1,FN=2"}, "--budget and --costs each say who is flagged"),
    ],
)
def test_a_recall_that_cannot_be_kept_is_refused(frame, asked, said):
    frame["other"] = frame["score"]
    assert said in refusal(replace(ALIKE, **asked), frame)
    assert "recall" in refusal(ALIKE, frame.assign(y=0))


def test_the_champion_needs_a_probability_or_a_threshold(frame):
    frame["other"] = frame["score"]
    frame["score"] *= 100
    assert "say --threshold X" in refusal(ALIKE, frame)
    assert decided("p", replace(ALIKE, threshold=50), frame).decisions["other"].any()


def test_a_budget_that_tied_scores_leave_unused_flags_nobody_and_says_so(frame):
    asked = replace(ASKED, decision=None, scores=("score",), budget=0.1)
    found = decided("preds.csv", asked, frame.assign(score=0.3))
    assert not found.decisions["score"].any()
    assert any("Nobody is flagged: more people than 10 %" in told for told in found.read_as)


def test_a_group_is_not_called_as_another_group_is(frame):
    words = Words(groups={"sex": {"f": "m"}})
    assert "`f` and `m` of `sex` would both be called m" in refusal(
        replace(ASKED, words=words), frame
    )
    swapped = Words(groups={"sex": {"f": "m", "m": "f"}})
    assert decided("preds.csv", replace(ASKED, words=swapped), frame).groups["sex"].nunique() == 2


@pytest.mark.parametrize("typed", ["1", "1.0"])
def test_a_level_that_an_empty_cell_made_a_float_is_named_and_found_as_a_whole_number(typed):
    frame = pd.DataFrame({"flagged": [0, 1] * 30, "married": [None, *([0, 1, 1] * 20)[1:]]})
    words = Words({}, {"married": {typed: "yes"}})
    asked = Asked(
        decision="flagged", groups=("married",), references={"married": typed}, words=words
    )
    source = source_of_decisions(decided("p", asked, frame), asked, "p", "")
    assert source.groups["married"].cat.categories.tolist() == ["0", "1", "missing"]
    assert source.words.group("married", "1") == "yes"
    assert source.pairing.references == {"married": "1"}


def test_two_words_for_two_spellings_of_a_group_are_refused():
    frame = pd.DataFrame({"flagged": [0, 1] * 30, "married": [0.0, 1.0, 1.0] * 20})
    words = Words({}, {"married": {"1": "yes", "1.0": "married"}})
    with pytest.raises(DataError, match=r"has no group '1\.0'"):
        decided("p", Asked(decision="flagged", groups=("married",), words=words), frame)


def test_words_for_a_level_that_no_row_has_are_told_with_the_nearest():
    frame = pd.DataFrame({"flagged": [0, 1] * 30, "sex": ["female", "male", "male"] * 20})
    words = Words({}, {"sex": {"feml": "women", "x": "others", "male": "men"}})
    found = decided("p", Asked(decision="flagged", groups=("sex",), words=words), frame)
    assert found.notes == (
        "Words are given for 'feml' of `sex`, which no row has. Did you mean 'female'?",
        "Words are given for 'x' of `sex`, which no row has. There is: 'female', 'male'.",
    )
