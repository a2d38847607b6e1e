"""Margins as typed, and what is wrong with them."""

from math import log

import pytest

from fairlab.audit.margins import Margins
from fairlab.compare.typed_margins import margins_of, margins_typed
from fairlab.errors import RequestError


def test_what_is_not_said_stays_as_it_is():
    assert margins_typed([]) == margins_of({}) == Margins()
    assert margins_typed(["gap=0.2", "auc=0.01"]) == Margins(gap=0.2, auc=0.01)
    assert margins_of({"ratio": 0.9}) == Margins(ratio=0.9)


def test_a_rate_has_a_margin_of_its_own_between_groups():
    found = margins_typed(["recall=0.05", "approval_rate=0.9"])
    assert found.of("recall", overall=False) == 0.05
    assert found.of("recall", overall=True) == Margins().accuracy
    assert found.of("precision", overall=False) == Margins().gap
    assert found.of("approval_rate", overall=False) == -log(0.9)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("gap", "write a number"),
        ("gap=", "write a number"),
        ("gap=a", "write a number"),
        ("=0.1", "no margin ''"),
        ("recal=0.1", "no margin 'recal'. Did you mean 'recall'"),
        ("recall=0", "must be a number above 0"),
        ("approval_rate=1", "must be a number above 0"),
        ("gap=0", "must be a number above 0"),
        ("gap=-0.1", "must be a number above 0"),
        ("gap=nan", "must be a number above 0"),
        ("gap=inf", "must be a number above 0"),
        ("ratio=1", "must be a number above 0"),
        ("ratio=1.25", "must be a number above 0"),
    ],
)
def test_mistakes_are_told_in_words(typed, words):
    with pytest.raises(RequestError, match=words) as told:
        margins_typed([typed])
    assert len(str(told.value).splitlines()) <= 3


def test_a_margin_that_is_no_number_is_told_to_a_notebook_too():
    with pytest.raises(RequestError):
        margins_of({"gap": "0.1"})
