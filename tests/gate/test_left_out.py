"""Groups of which too little is known: in no verdict, and named beside it."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from fairlab.audit.counted.counted_people import CountedPeople
from fairlab.audit.counted.counted_source import CountedSource
from fairlab.audit.counts import tally
from fairlab.audit.pairing import Pairing
from fairlab.audit.source_groups import audit_source, audit_tallies
from fairlab.audit.sources import AuditSource
from fairlab.data.words import Words
from fairlab.gate.judge_source import judge_source

SEX = pd.DataFrame({"sex": pd.Categorical(["f"] * 400 + ["m"] * 400 + ["x"] * 60)})
BAD = pd.Series(([1.0] * 100 + [0.0] * 300) * 2 + [1.0] * 3 + [0.0] * 57)
FLAGGED = pd.Series(([True] * 80 + [False] * 320) * 2 + [True] * 40 + [False] * 20)
RATIO = ["fair.sex/adverse_impact_ratio=0.8"]


def source(fewest):
    pairing = Pairing(fewest)
    return AuditSource("t", "", BAD, FLAGGED, SEX, strategy="rules", pairing=pairing)


def said(source, groups, most=(), least=()):
    return judge_source(source, groups, most, least)[0]


def counted(fewest):
    people = CountedPeople.of_tally("sex", tally(BAD, FLAGGED, SEX["sex"]))
    return CountedSource("t", "", people, people, "rules", Pairing(fewest))


@pytest.mark.parametrize("of", [source, counted])
def test_a_group_that_is_too_small_is_in_no_ratio(of):
    def judged(fewest):
        one = of(fewest)
        groups = audit_tallies(counted(25).people.tallies, one.known, one.rows)
        return said(one, groups, least=RATIO)

    every, large = judged(25), judged(100)
    assert every.verdict == "broken"
    assert "x 0.333 of 60" in every.sentence
    assert large.verdict == "kept"
    assert "is 1.000 (lowest / highest; f 0.800 of 400, m 0.800 of 400" in large.sentence
    assert large.sentence.endswith("Left out: x of sex has 60 people, fewer than 100.")


def test_limits_and_groups_are_called_in_words():
    words = Words({"sex": "Gender"}, {"sex": {"f": "women", "x": "other"}})
    one = replace(source(100), words=words)
    told = said(one, audit_source(one), least=RATIO).sentence
    assert told.startswith("Kept: fair.sex/adverse_impact_ratio (Gender) of rules must be at")
    assert "women 0.800 of 400, m 0.800 of 400" in told
    assert told.endswith("Left out: other of Gender has 60 people, fewer than 100.")


def test_people_whose_end_is_not_known_count_as_people():
    known = np.arange(860) % 2 == 0
    one = AuditSource(
        "t", "", BAD.where(known), FLAGGED, SEX, strategy="rules", pairing=Pairing(50)
    )
    assert "x 0.333 of 60" in said(one, audit_source(one), least=RATIO).sentence


@pytest.mark.parametrize("metric", ["recall_parity", "equalized_odds_difference"])
def test_a_group_with_few_bad_events_is_named(metric):
    one = source(25)
    found = said(one, audit_source(one), most=[f"fair.sex/{metric}=0.9"])
    told = "Left out: x of sex has 3 bad events among 60 people, fewer than 5."
    assert found.sentence.endswith(told)


def test_attributes_and_groups_may_be_numbers():
    numbers = pd.DataFrame({0: SEX["sex"].astype(str).map({"f": 0, "m": 1, "x": 9})})
    one = replace(source(100), groups=numbers.astype("category"))
    found = said(one, audit_source(one), least=["fair.0/adverse_impact_ratio=0.8"])
    assert found.sentence.endswith("Left out: 9 of 0 has 60 people, fewer than 100.")
