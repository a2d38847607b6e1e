"""Arrays that a notebook audits: grouped as a data set groups them, or refused in words."""

import numpy as np
import pandas as pd
import pytest
from sklearn.tree import DecisionTreeClassifier

import fairlab
from fairlab.audit.sources import AuditSource
from fairlab.commands.audit_file import audit_decisions
from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.reading import read_decisions
from fairlab.errors import DataError, RequestError
from tests.small import small_credit

ROWS = 60
Y, FLAGGED = np.resize([0, 1, 1], ROWS), np.resize([0, 1, 0, 1], ROWS)
SEX = pd.DataFrame({"sex": np.resize(["f", "m"], ROWS)})
TWO_FOLDS = fairlab.Design(folds=2)
USUAL = {"y": Y, "decision": FLAGGED, "groups": SEX}


def sizes(**asked):
    found = fairlab.audit(**(USUAL | asked)).groups
    rates = found[(found["kind"] == "group") & (found["measure"] == "selection_rate")]
    return dict(zip(rates["group"], rates["size"], strict=True))


@pytest.mark.parametrize(
    "asked",
    [
        {"y": Y.tolist()},
        {"y": pd.DataFrame({"y": Y})},
        {"y": pd.Series(Y)},
        {"decision": FLAGGED.reshape(-1, 1)},
        {"decision": pd.array(FLAGGED, "Int64")},
        {"decision": FLAGGED == 1},
        {"groups": SEX["sex"]},
        {"groups": {"sex": SEX["sex"].tolist()}},
        {"groups": SEX.set_axis(range(100, 100 + ROWS))},
    ],
)
def test_columns_come_in_many_forms(asked):
    found = fairlab.audit(**(USUAL | asked)).groups
    pd.testing.assert_frame_equal(found, fairlab.audit(**USUAL).groups)


def test_people_without_a_value_are_a_group():
    lacking = SEX.assign(sex=SEX["sex"].mask(np.resize([True, False, False], ROWS)))
    assert sizes(groups=lacking) == {"f": 20, "m": 20, "missing": 20}


class Unkept(DecisionTreeClassifier):
    """A tree of a type that no format keeps."""


@pytest.fixture(scope="module")
def recorded(tmp_path_factory):
    """The audits of two recorded runs: one of them kept its model."""
    data, found = _by_age(), {}
    for model in (DecisionTreeClassifier, Unkept):
        store = tmp_path_factory.mktemp("recorded") / "runs.db"
        strategy = fairlab.Strategy("baseline", model(max_depth=2))
        swept = fairlab.sweep(strategy, data, seeds=1, store=store, design=TWO_FOLDS)
        found[model] = fairlab.audit(swept.runs["run_id"][0], store=store, dataset=data)
    return data, found


@pytest.mark.parametrize("model", [DecisionTreeClassifier, Unkept])
def test_a_recorded_run_is_cut_as_its_whole_table_whatever_its_test_set(model, recorded):
    data, found = recorded[0], recorded[1][model]
    ages = data.frame["age"].to_list()
    apart = {cut: abs(sum(1 if age <= cut else -1 for age in ages)) for cut in sorted(set(ages))}
    cut = min(apart, key=apart.get)
    assert found.source.cuts == (
        f"`age` is cut at {cut:g}, into the most equal halves of the whole table.",
    )
    assert f"<= {cut:g}" in set(found.groups["group"])


def test_a_run_without_a_model_is_audited_by_its_recorded_decisions(recorded):
    kept, unkept = recorded[1].values()
    pd.testing.assert_frame_equal(unkept.groups, kept.groups)
    for column in ("y", "decision", "score"):
        ours, theirs = getattr(unkept.source, column), getattr(kept.source, column)
        pd.testing.assert_series_equal(ours, theirs, check_names=False)


def _by_age():
    return fairlab.Dataset("own", small_credit().frame[["age", "sex", "bad"]], "bad", ("age",),
                           ignore=("sex",))  # fmt: skip


def test_numbers_are_cut_as_in_a_file():
    assert sizes(groups=pd.DataFrame({"age": range(ROWS)}), bands={"age": (20, 40)}) == {
        "< 20": 20, "20-39": 20, "40+": 20,
    }  # fmt: skip
    assert sum(sizes(groups=np.arange(ROWS), min_size=5).values()) == ROWS


def test_an_audit_of_arrays_is_the_audit_of_the_file(tmp_path):
    frame = SEX.assign(y=Y, decision=FLAGGED, age=np.resize([20, 30, 70], ROWS))
    frame.to_csv(tmp_path / "preds.csv", index=False)
    bands, cross = {"age": (25.0, 62.0)}, (("sex", "age"),)
    asked = Asked(label="y", decision="decision", approve="0", groups=("sex", "age"), bands=bands,
                  cross=cross)  # fmt: skip
    theirs = audit_decisions(read_decisions(tmp_path / "preds.csv"), asked)
    how = {"bands": {"age": [25, 62]}, "cross": ["sex*age"]}
    ours = fairlab.audit(y=Y, decision=FLAGGED, groups=frame[["sex", "age"]], **how)
    pd.testing.assert_frame_equal(ours.statements, theirs.comparison.gaps)
    pd.testing.assert_frame_equal(ours.groups, theirs.groups)
    assert [one.title for one in ours.page.sections] == [one.title for one in theirs.page.sections]
    assert "What was handed over in Python as `decisions`" in str(ours.page.sections[0].items)


def test_columns_with_names_are_called_by_them_as_those_of_a_file(tmp_path):
    frame = SEX.assign(defaulted=Y, turned_down=FLAGGED)
    given = {"y": frame["defaulted"], "decision": frame["turned_down"], "groups": frame[["sex"]]}
    read_as = fairlab.audit(**given).origin.read_as
    frame.to_csv(tmp_path / "preds.csv", index=False)
    asked = Asked(label="defaulted", decision="turned_down", approve="0", groups=("sex",))
    assert read_as == audit_decisions(read_decisions(tmp_path / "preds.csv"), asked).origin.read_as
    same = given | {"decision": frame["turned_down"].rename("defaulted")}
    assert "the column `y`" in " ".join(fairlab.audit(**same).origin.read_as)


def test_words_say_what_attributes_and_groups_are_called():
    found = fairlab.audit(**USUAL, words={"sex": "Sex at birth", "sex:f": "female"})
    assert set(found.statements["attribute"]) == {"sex"}
    assert "Sex at birth: female against m" in found._repr_html_()
    assert "by Sex at birth, female" in repr(found) + repr(found.comparison)


def test_without_labels_it_says_who_is_flagged_and_what_it_cannot_say():
    found = fairlab.audit(decision=FLAGGED, groups=SEX)
    assert set(found.statements["metric"]) == {"selection_rate", "approval_rate"}
    assert "Nothing says what happened to these people" in repr(found)


def test_scores_by_name_are_a_champion_and_its_challengers():
    risk = np.linspace(0, 1, ROWS)
    found = fairlab.audit(y=Y, score={"old": risk, "new": risk[::-1]}, groups=SEX, budget=0.5)
    assert found.comparison.strategies == ["old", "new"]
    assert found.source.flagged == ROWS / 2


def test_weights_and_decisions_in_words_are_taken():
    words = np.where(FLAGGED == 1, "no", "yes")
    found = fairlab.audit(decision=words, approve="yes", groups=SEX, weight=np.ones(ROWS))
    assert found.source.flagged == FLAGGED.sum()
    assert found.source.weight.tolist() == [1] * ROWS
    with pytest.raises(DataError, match=r"approve='no' or approve='yes'|approve='yes' or approve"):
        fairlab.audit(decision=words, groups=SEX)


def test_rows_are_brought_together_by_their_labels():
    named = [f"p{at}" for at in range(ROWS)]
    y, flagged = pd.Series(Y, named), pd.Series(FLAGGED, named).sample(frac=1, random_state=1)
    found = fairlab.audit(y=y, decision=flagged, groups=SEX.set_axis(named))
    pd.testing.assert_frame_equal(found.groups, fairlab.audit(**USUAL).groups)
    assert "Rows of decision were brought into the order of y by their labels." in repr(found)


@pytest.mark.parametrize(
    "asked",
    [
        {"groups": pd.DataFrame({1: SEX["sex"], "1": SEX["sex"]})},
        {"groups": pd.concat([SEX, SEX], axis=1)},
        {"groups": pd.DataFrame(index=range(ROWS))},
        {"groups": pd.DataFrame({"sex": np.resize(np.array([1, "1"], object), ROWS)})},
        {"groups": pd.DataFrame({"sex": [[1]] * ROWS})},
        {"groups": "sex"},
        {"groups": 3},
        {"y": 1},
        {"y": np.array(1)},
        {"y": np.ones((ROWS, 2))},
        {"y": [[0, 1]] * ROWS},
        {"y": pd.DataFrame({"a": Y, "b": Y})},
        {"y": Y.astype(str)},
        {"y": pd.array(Y, "Int64").astype("object")[:-1]},
        {"y": pd.Series(Y).sample(frac=1, random_state=0)},
        {"y": pd.Series(Y, index=Y), "decision": pd.Series(FLAGGED, index=FLAGGED)},
        {"decision": FLAGGED[:-1]},
        {"decision": dict(enumerate(FLAGGED))},
        {"decision": set(FLAGGED)},
        {"decision": pd.array([pd.NA] * ROWS, "Int64")},
        {"score": ["0.1"] * ROWS},
        {"score": [np.nan] * ROWS},
        {"score": [0.1]},
        {"score": 0.1},
        {"y": [], "decision": [], "groups": SEX[:0]},
        {"decision": None},
        {"budget": 0.1},
        {"decision": None, "score": [0.1] * ROWS, "budget": 5},
        {"treshold": 0.1},
        {"title": 3},
        {"min_size": 0},
        {"costs": {"FP": 1, "FN": 5}},
        {"bands": "age=25"},
        {"bands": {"sex": 25}},
        {"reference": "sex=m"},
        {"groups_probability": "race"},
        {"words": ["sex=Sex"]},
        {"cross": ["sex"]},
        {"groups": SEX.rename(columns={"sex": "y"})},
        {"source": SEX},
        {"source": "0" * 32},
        {"dataset": small_credit()},
    ],
)
def test_what_cannot_be_audited_is_told_in_words(asked):
    with pytest.raises((DataError, RequestError)) as told:
        fairlab.audit(**(USUAL | asked))
    assert 0 < len(str(told.value).splitlines()) <= 3


def test_a_source_is_audited_as_it_is():
    source = AuditSource("t", "a", pd.Series(Y), pd.Series(FLAGGED), SEX.astype("category"))
    assert fairlab.audit(source).source is source


def test_a_file_is_told_from_the_id_of_a_run():
    with pytest.raises(RequestError, match="called as a file is") as told:
        fairlab.audit("preds.csv")
    assert "fairlab.audit_table('preds.csv', groups=" in str(told.value)


def test_a_run_on_data_of_ones_own_is_audited_with_them(tmp_path):
    data, store = small_credit(), tmp_path / "runs.db"
    model = fairlab.Strategy("baseline", DecisionTreeClassifier(max_depth=2))
    encoded = fairlab.Dataset(
        "own", data.frame[["age", "sex", "bad"]], "bad", ("sex",), audit_only=("sex",)
    )
    run = fairlab.sweep(model, encoded, seeds=1, store=store, design=TWO_FOLDS).runs["run_id"][0]
    assert fairlab.audit(run, store=store, dataset=encoded).source.rows == data.rows
    with pytest.raises(RequestError, match="dataset="):
        fairlab.audit(run, store=store)
    with pytest.raises(RequestError, match="other data"):
        fairlab.audit(run, store=store, dataset=data)


def _credit(**about):
    frame = small_credit().frame.fillna(0).assign(day=np.arange(600), person=np.arange(600) // 2)
    columns = ["age", "sex", "income", "bad", *about.values()]
    return fairlab.Dataset(
        "own", frame[columns], "bad", ("sex", "age"), audit_only=("sex",), **about
    )


@pytest.mark.parametrize(
    ("about", "design"),
    [
        ({}, TWO_FOLDS),
        ({"time": "day"}, TWO_FOLDS),
        ({"person": "person"}, TWO_FOLDS),
        ({}, fairlab.Design("holdout")),
    ],
)
def test_the_audit_of_a_run_says_what_the_comparison_says_of_it(about, design, tmp_path):
    data, store = _credit(**about), tmp_path / "runs.db"
    strategy = fairlab.Strategy("baseline", DecisionTreeClassifier(max_depth=3))
    swept = fairlab.sweep(strategy, data, seeds=1, store=store, design=design)
    ours = fairlab.audit(swept.runs["run_id"][0], store=store, dataset=data)
    theirs = fairlab.compare(store, data)
    judged = ["people", "bad_events", "folds", "seeds", "design"]
    assert [getattr(ours.comparison, n) for n in judged] == [getattr(theirs, n) for n in judged]
    rows = len(data.frame) != ours.source.rows  # how many more are needed is told of all rows
    left_out = ["people_needed"] if rows else []
    pd.testing.assert_frame_equal(
        ours.statements.drop(columns=left_out), theirs.gaps.drop(columns=left_out)
    )
    assert len(ours.statements) == 10
