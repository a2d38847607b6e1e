"""Margins as typed, and what is wrong with them."""

import pytest

from fairlab.audit.margins import Margins
from fairlab.compare.typed_margins import margins_of, margins_typed
from fairlab.errors import RequestError


def test_what_is_not_said_stays_as_it_is():
    assert margins_typed([]) == margins_of({}) == Margins()
    assert margins_typed(["gap=0.2", "auc=0.01"]) == Margins(gap=0.2, auc=0.01)
    assert margins_of({"ratio": 0.9}) == Margins(ratio=0.9)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("gap", "write a number"),
        ("gap=", "write a number"),
        ("gap=a", "write a number"),
        ("=0.1", "no margin ''"),
        ("recall=0.1", "no margin 'recall'"),
        ("gap=0", "cannot be margins"),
        ("gap=-0.1", "cannot be margins"),
        ("gap=nan", "cannot be margins"),
        ("gap=inf", "cannot be margins"),
        ("ratio=1", "cannot be margins"),
        ("ratio=1.25", "cannot be margins"),
    ],
)
def test_mistakes_are_told_in_words(typed, words):
    with pytest.raises(RequestError, match=words) as told:
        margins_typed([typed])
    assert len(str(told.value).splitlines()) <= 3


def test_a_margin_that_is_no_number_is_told_to_a_notebook_too():
    with pytest.raises(RequestError):
        margins_of({"gap": "0.1"})
