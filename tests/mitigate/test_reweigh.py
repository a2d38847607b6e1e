import numpy as np
import pandas as pd
import pytest

from fairlab.errors import DataError, RequestError
from fairlab.mitigate import Reweigh
from fairlab.mitigate.reweigh import expected_rows

PEOPLE = pd.DataFrame({"sex": list("ffffffmmmm"), "race": list("aabbababab")}, index=range(10, 20))
Y = pd.Series([1, 1, 0, 0, 0, 0, 1, 1, 1, 0], index=PEOPLE.index)


def test_the_weights_of_ten_applicants_worked_out_by_hand():
    people = pd.DataFrame({"sex": list("fffffmmmmm")})
    y = pd.Series([1, 1, 0, 0, 0, 1, 1, 1, 1, 0])
    weights = Reweigh(sensitive="sex").weights(people, y)
    expected = {("f", 1): 3 / 2, ("f", 0): 2 / 3, ("m", 1): 3 / 4, ("m", 0): 2.0}
    assert weights.tolist() == pytest.approx([expected[p] for p in zip(people.sex, y, strict=True)])


def test_weights_have_the_index_of_the_table_and_mean_one():
    weights = Reweigh(sensitive=("sex", "race")).weights(PEOPLE, Y)
    assert weights.index.equals(PEOPLE.index)
    assert weights.mean() == pytest.approx(1, abs=1e-12)


def test_an_empty_cell_is_no_problem_and_the_mean_is_still_one():
    y = Y.where(PEOPLE.sex == "f", 0)
    weights = Reweigh(sensitive="sex").weights(PEOPLE, y)
    assert weights.mean() == pytest.approx(1, abs=1e-12)
    assert (weights > 0).all()


def test_rows_without_a_value_are_a_group():
    people = PEOPLE.assign(sex=PEOPLE.sex.where(~PEOPLE.index.isin([10, 13, 16])))
    weights = Reweigh(sensitive="sex").weights(people, Y)
    by_group = weights.groupby(people.sex.fillna("missing"))
    rate = by_group.apply(lambda w: np.average(Y[w.index], weights=w))
    assert rate.to_numpy() == pytest.approx(Y.mean(), abs=1e-12)


def test_no_sensitive_attribute_is_refused_rather_than_weighing_nothing():
    for nothing in (None, ()):
        reweigh = Reweigh(sensitive=nothing)
        for refuse in (reweigh.check, reweigh.weights):
            with pytest.raises(RequestError, match=r"No sensitive(.|\n)*--sensitive gender,age"):
                refuse(PEOPLE, Y)


def test_a_sensitive_attribute_that_is_no_column_is_refused():
    reweigh = Reweigh(sensitive=["sax"])
    for refuse in (reweigh.check, reweigh.weights):
        with pytest.raises(DataError, match=r"'sax' is not a column\. Did you mean 'sex'"):
            refuse(PEOPLE, Y)


def test_what_can_be_weighed_passes_the_check():
    Reweigh(sensitive="sex").check(PEOPLE, Y)


def test_without_groups_the_message_says_how_to_name_them():
    with pytest.raises(RequestError) as caught:
        Reweigh().weights(PEOPLE, Y)
    assert str(caught.value) == (
        "No sensitive attribute is named, so that there are no groups to balance.\n"
        "Name some: --sensitive gender,age on the command line, or "
        "sensitive=['gender', 'age'] in code."
    )


def test_weights_are_called_so_wherever_they_are_shown():
    assert Reweigh("sex").weights(PEOPLE, Y).name == "weight"


def test_rows_expected_are_the_product_of_the_margins():
    of_row, expected = expected_rows(PEOPLE, Y.to_numpy(), "sex")
    assert of_row.tolist() == [1, 1, 0, 0, 0, 0, 3, 3, 3, 2]
    assert expected.tolist() == pytest.approx([3, 3, 2, 2])
