"""Limits on gaps as they are typed, and whom they are about."""

import pytest

from fairlab.errors import RequestError
from fairlab.gate.gap_limit import GapLimit, read_gap_limits

GROUPS = {"country_nld": ["Dutch document", "other document"], "age": ["<= 40", "> 40"]}


def test_an_attribute_is_named_by_itself_or_by_what_it_alone_is_called():
    read = read_gap_limits(["country_nld.recall=.1", "AGE.rank=0.05"], [], GROUPS)
    assert read == (GapLimit("country_nld", "recall", 0.1), GapLimit("age", "rank", 0.05))
    assert read_gap_limits(["document.recall=.1"], [], GROUPS)[0].attribute == "country_nld"


def test_shares_of_people_are_limited_by_their_ratio():
    (limit,) = read_gap_limits([], ["age.approved=0.8"], GROUPS)
    assert limit.words == "approval rate by age at least x .800 of each other"
    assert limit.distance == pytest.approx(0.2231, abs=1e-4)


@pytest.mark.parametrize(
    ("most", "ratios", "words"),
    [
        ([], [], r"--max-gap sex.recall=0.05"),
        (["recall=0.05"], [], "no limit. Write an attribute, a rate and a number"),
        (["age.recall=5"], [], "above 0 and below 1"),
        (["age.recall=many"], [], "'age.recall=many' is no limit"),
        (["gender.recall=.05"], [], "attribute 'gender'. There is: 'country_nld', 'age', 'job'."),
        (["age.recal=.05"], [], "no rate 'recal'. Did you mean 'recall'"),
        (["age.approval_rate=.05"], [], "--min-ratio age.approval_rate=0.8"),
        ([], ["age.recall=.8"], "--max-gap age.recall=0.05"),
        (["age.recall=.05", "age.recall=.1"], [], "has two limits"),
        (["o.recall=.05"], [], "may mean"),
    ],
)
def test_what_makes_no_sense_is_told_with_what_does(most, ratios, words):
    groups = {**GROUPS, "job": ["cook", "none"]}
    with pytest.raises(RequestError) as told:
        read_gap_limits(most, ratios, groups)
    assert words in told.value.typed
    assert len(told.value.typed.splitlines()) <= 3
