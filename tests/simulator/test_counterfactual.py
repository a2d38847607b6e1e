import dataclasses

import numpy as np
import pandas as pd
import pytest

from fairlab.data.sets.telecom import telecom
from fairlab.errors import DataError, RequestError
from fairlab.simulator.variables import (
    BESIDE,
    DEBT_INDICATORS,
    DEBT_RESULT,
    SENSITIVE,
    true_graph,
)

ATTRIBUTES = (*SENSITIVE, DEBT_RESULT)


@pytest.fixture(scope="module")
def rows(data) -> pd.DataFrame:
    return data.frame[data.frame["part"] == "test"].sample(1_500, random_state=0)


@pytest.fixture(scope="module")
def twins(rows) -> dict[str, pd.DataFrame]:
    return {name: telecom.counterfactual(rows, name) for name in ATTRIBUTES}


@pytest.mark.slow
@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_the_twin_of_a_twin_is_the_person(rows, twins, attribute):
    pd.testing.assert_frame_equal(telecom.counterfactual(twins[attribute], attribute), rows)


@pytest.mark.parametrize("attribute", ATTRIBUTES)
def test_only_effects_change_and_every_shown_effect_does(rows, twins, attribute):
    cause = DEBT_RESULT if attribute in DEBT_INDICATORS else attribute
    effects = {cause, *true_graph().descendants(cause)}
    changed = {c for c in rows if not twins[attribute][c].equals(rows[c])}
    assert changed <= effects
    assert attribute in changed
    # Effects of few people, such as frauds of another gender, may not show in so few rows.
    assert len(changed) > 0.7 * len(effects & set(rows.columns))


def test_an_attribute_without_effects_changes_nothing_else(rows, twins):
    # The debt result causes its own one-hot names and, through the limit of risk, fraud.
    changed = {c for c in rows if not twins[DEBT_RESULT][c].equals(rows[c])}
    assert changed == {DEBT_RESULT, *DEBT_INDICATORS, "fraud"}


def test_binary_is_flipped(rows, twins):
    name = "calculated_countrycode_nld"
    assert (twins[name][name] == 1 - rows[name]).all()


@pytest.mark.parametrize("name", ["calculated_age", "focumcheck_statpc6index"])
def test_continuous_goes_to_the_opposite_quantile(rows, twins, name):
    here = rows[name].rank(pct=True)
    there = twins[name][name].rank(pct=True)
    assert np.nanmax(np.abs(here + there - 1)) < 0.06
    assert twins[name][name].isna().equals(rows[name].isna())


def test_categories_go_to_the_commonest_other_level(rows, twins):
    expected = rows["gender"].map({"M": "V", "V": "M", "O": "M"})
    assert (twins["gender"]["gender"].astype(str) == expected.astype(str)).all()
    indicator = "focumcheck_debtresult_d03"
    had = rows[indicator] == 1
    assert set(twins[indicator].loc[had, DEBT_RESULT]) == {"d99"}
    known = rows[DEBT_RESULT].notna()
    assert (twins[indicator].loc[~had & known, DEBT_RESULT] == "d03").all()


def test_everybody_can_be_given_one_level(rows):
    twins = telecom.counterfactual(rows, DEBT_RESULT, to="d01")
    assert (twins[DEBT_RESULT].dropna() == "d01").all()


def rows_without_a_value_are_their_own_twins(rows, twins):
    name = "focumcheck_statpc4index"
    empty = rows[name].isna()
    assert empty.any()
    pd.testing.assert_frame_equal(twins[name][empty], rows[empty])


def test_who_would_be_of_the_riskier_group_commits_more_fraud(rows, twins):
    name = "calculated_countrycode_nld"
    dutch = rows[name] == 1
    assert twins[name].loc[dutch, "fraud"].mean() > 2 * rows.loc[dutch, "fraud"].mean()


def test_a_part_of_the_rows_has_the_same_twins_in_its_own_order(rows, twins):
    some = rows.iloc[[500, 3, 42]]
    pd.testing.assert_frame_equal(
        telecom.counterfactual(some, "calculated_age"), twins["calculated_age"].loc[some.index]
    )


def test_a_part_after_a_split_has_twins(data):
    test = data.split(0).test
    twins = telecom.counterfactual(test, "gender")
    assert list(twins.columns) == list(test.frame.columns)
    assert twins[[*BESIDE]].equals(test.frame[[*BESIDE]])


@pytest.mark.slow
def test_knobs_are_known_from_the_rows():
    biased = telecom(5_000, seed=1, measurement_bias=1.0, proxy=0.5)
    twins = telecom.counterfactual(biased, "calculated_countrycode_nld")
    again = telecom.counterfactual(twins, "calculated_countrycode_nld")
    pd.testing.assert_frame_equal(again, biased.frame)


def test_changed_rows_are_refused(rows):
    older = rows.assign(calculated_age=rows["calculated_age"] + 1.05)
    with pytest.raises(DataError, match="calculated_age was changed in 1,500 rows"):
        telecom.counterfactual(older, "calculated_age")
    strangers = rows.assign(applicant_id=rows["applicant_id"] + 100_000)
    with pytest.raises(DataError, match="1,500 rows are not of this simulation"):
        telecom.counterfactual(strangers, "calculated_age")
    with pytest.raises(DataError, match="no column 'simulation'"):
        telecom.counterfactual(rows.drop(columns="simulation"), "calculated_age")


def test_unknown_attributes_and_levels_are_refused(data):
    with pytest.raises(RequestError, match="Did you mean 'gender'"):
        telecom.counterfactual(data, "gendr")
    with pytest.raises(RequestError, match="no level 'X'"):
        telecom.counterfactual(data, "gender", to="X")
    with pytest.raises(RequestError, match="leave out to"):
        telecom.counterfactual(data, "calculated_age", to="40")


def test_a_dataset_of_twins_is_a_dataset(data):
    twins = telecom.counterfactual(data, "calculated_countrycode_nld")
    assert dataclasses.replace(data, frame=twins).rows == data.rows
