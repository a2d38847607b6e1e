"""Arrays that a notebook audits: grouped as a data set groups them, or refused in words."""

import numpy as np
import pandas as pd
import pytest
from sklearn.tree import DecisionTreeClassifier

import fairlab
from fairlab.audit.sources import AuditSource
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


def test_where_numbers_are_cut_is_told_with_the_answer_and_on_the_page(tmp_path):
    found = fairlab.audit(**(USUAL | {"groups": pd.DataFrame({"age": range(ROWS)})}))
    (told,) = found.source.cuts
    assert told.startswith("`age` is cut at 29, into the most equal halves of these rows")
    assert told in repr(found)
    assert "is cut at 29" in found._repr_html_()
    assert "is cut at 29" in found.to_html(tmp_path / "page.html").read_text()
    assert not fairlab.audit(**USUAL).source.cuts


@pytest.mark.parametrize("model", [DecisionTreeClassifier, Unkept])
def test_a_recorded_run_is_cut_as_its_whole_table_whatever_its_test_set(model, tmp_path):
    data, store = _by_age(), tmp_path / "runs.db"
    strategy = fairlab.Strategy("baseline", model(max_depth=2))
    run = fairlab.sweep(strategy, data, seeds=1, store=store, design=TWO_FOLDS).runs["run_id"][0]
    found = fairlab.audit(run, store=store, dataset=data)
    ages = data.frame["age"].to_list()
    apart = {cut: abs(sum(1 if age <= cut else -1 for age in ages)) for cut in sorted(set(ages))}
    cut = min(apart, key=apart.get)
    assert found.source.cuts == (
        f"`age` is cut at {cut:g}, into the most equal halves of the whole table.",
    )
    assert f"<= {cut:g}" in set(found.groups["group"])


def test_a_run_without_a_model_is_audited_by_its_recorded_decisions(tmp_path):
    data, found = _by_age(), {}
    for model in (DecisionTreeClassifier, Unkept):
        store = tmp_path / f"{model.__name__}.db"
        strategy = fairlab.Strategy("baseline", model(max_depth=2))
        swept = fairlab.sweep(strategy, data, seeds=1, store=store, design=TWO_FOLDS)
        found[model] = fairlab.audit(swept.runs["run_id"][0], store=store, dataset=data)
    kept, unkept = found.values()
    pd.testing.assert_frame_equal(unkept.groups, kept.groups)
    for column in ("y", "decision", "score"):
        ours, theirs = getattr(unkept.source, column), getattr(kept.source, column)
        pd.testing.assert_series_equal(ours, theirs, check_names=False)


def _by_age():
    return fairlab.Dataset("own", small_credit().frame[["age", "sex", "bad"]], "bad", ("age",),
                           ignore=("sex",))  # fmt: skip


def test_numbers_of_many_values_are_halved_as_in_a_data_set():
    assert sizes(groups=pd.DataFrame({"age": range(ROWS)})) == {"<= 29": 30, "> 29": 30}
    assert sizes(groups=np.arange(ROWS)) == {"<= 29": 30, "> 29": 30}


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
        {"y": None},
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
