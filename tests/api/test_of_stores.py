"""What a notebook asks of a store, as the commands take it."""

import numpy as np
import pandas as pd
import pytest

import fairlab
from fairlab.api.arguments import conditions, dataset_name, limits
from fairlab.errors import RequestError
from tests.small import small_credit


@pytest.mark.parametrize("where", ["a=1", ["a=1"], ("a=1",), {"a": 1}])
def test_filters_are_one_or_several_or_a_mapping(where):
    assert conditions(where) == ["a=1"]


def test_no_filter_is_none():
    assert conditions(()) == []


def test_data_are_named_by_their_name_or_themselves():
    assert dataset_name(small_credit()) == dataset_name("small") == "small"
    assert dataset_name(None) is None


@pytest.mark.parametrize("value", [0.9, np.float64(0.9)])
def test_limits_are_numbers_of_any_kind(value):
    assert limits("most", {"test/auc": value}) == ["test/auc=0.9"]
    assert limits("most", None) == []


@pytest.mark.parametrize(
    ("call", "asked"),
    [
        (fairlab.gate, {"most": ["test/auc=0.9"]}),
        (fairlab.gate, {"least": "test/auc=0.9"}),
        (fairlab.gate, {"most": {"test/auc": "0.9"}}),
        (fairlab.gate, {"most": {"test/auc": None}}),
        (fairlab.gate, {"most": {"test/auc": True}}),
        (fairlab.compare, {"where": [3]}),
        (fairlab.compare, {"where": 3}),
        (fairlab.compare, {"dataset": pd.DataFrame()}),
        (fairlab.compare, {"store": 3}),
    ],
)
def test_other_questions_are_refused_in_words(call, asked, tmp_path):
    with pytest.raises(RequestError) as told:
        call(**({"store": tmp_path / "none.db"} | asked))
    assert 0 < len(str(told.value).splitlines()) <= 3
