"""The answer comes first, and what it counts adds up."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from fairlab.compare.comparison_sentences import (
    about_sentence,
    answer_sentences,
    counted,
    steadiness_sentence,
)
from tests.compare.toy_people import people, toy_comparison


@pytest.fixture(scope="module")
def found():
    return toy_comparison("baseline", "fair", "same", "blind")


def test_the_people_are_named_and_counted(found):
    assert about_sentence(found, "toy") == (
        f"toy: 1,500 people, {people()['y'].sum()} of them bad events, each decided about by a "
        "model that had not seen them (5 folds, 2 seeds)."
    )
    one = replace(found, folds=1, seeds=1)
    assert about_sentence(one, "toy").endswith("of one test set (1 seed).")


def test_the_answer_comes_first_and_each_strategy_has_its_sentence(found):
    told = list(answer_sentences(found))
    starts = ["baseline: of ", *(f"{name} against baseline: of " for name in ("fair", "same"))]
    for sentence, start in zip(told, starts, strict=False):
        assert sentence.startswith(start)
    assert "The largest that differs is recall by sex: f ." in told[0]
    assert all(sentence.endswith(".") for sentence in told)


@pytest.mark.parametrize("family", ["gaps", "changes"])
def test_counts_add_up(found, family):
    table = getattr(found, family)
    of, *parts = map(int, re.findall(r"\d+", counted(table)))
    assert of == sum(parts) == len(table)


def test_what_cannot_be_answered_is_counted():
    undefined = pd.DataFrame({"answer": ["", "undefined", "differs by more than the margin"]})
    assert counted(undefined) == "of 3 statements 1 differs, 2 cannot be answered"


def test_equal_strategies_show_no_change(found):
    (told,) = [one for one in answer_sentences(found) if one.startswith("same against")]
    assert told == "same against baseline: of 27 statements 27 are alike. No change is shown."


def test_a_gap_that_closes_is_told_before_and_after(found):
    (told,) = [one for one in answer_sentences(found) if one.startswith("fair against")]
    before, after = (
        table[(table["attribute"] == "sex") & (table["metric"] == "recall")]["estimate"].iloc[0]
        for table in (found.gaps, found.left[found.left["strategy"] == "fair"])
    )
    shown = [f"{value:+.3f}".replace("0.", ".") for value in (before, after)]
    assert f"recall by sex {shown[0]} to {shown[1]} (change " in told


def test_many_changes_are_not_all_listed(found):
    (told,) = [one for one in answer_sentences(found) if one.startswith("blind against")]
    listed = told.partition("Shown: ")[2].rstrip(".").split("; ")
    differ = int(re.search(r"(\d+) differ", told)[1])
    assert len(listed) <= 9
    more = re.fullmatch(r"and (\d+) more", listed[-1])
    assert len(listed) - 1 + int(more[1]) == differ


def test_what_is_open_is_told_by_the_band_and_what_would_close_it(found):
    *_, largest, closes = answer_sentences(found)
    open_gaps = found.gaps[(found.gaps["answer"] == "open") & ~found.gaps["few"]]
    rates = open_gaps[~open_gaps["metric"].isin(["selection_rate", "approval_rate"])]
    assert largest.endswith(f"{rates['largest_possible'].abs().max():.3f}.".removeprefix("0"))
    assert closes.endswith("twice the people narrow them by 29 %.")


def test_nothing_open_needs_no_advice():
    equal = toy_comparison("baseline", "same", seeds=1)
    told = replace(equal, gaps=equal.gaps[equal.gaps["answer"] != "open"])
    assert not any("narrow" in sentence for sentence in answer_sentences(told))


def test_without_groups_that_is_said():
    found = toy_comparison("baseline", seeds=1, about=people()[["row", "y", "group.sex"]])
    told = list(answer_sentences(replace(found, gaps=found.gaps.iloc[:0])))
    assert told == ["baseline: there are no groups to compare."]


def test_one_seed_is_steady_by_want_of_another(found):
    assert steadiness_sentence(toy_comparison("baseline", seeds=1)) == ""
    told = steadiness_sentence(found)
    for row in found.unsteady.itertuples():
        assert f"{row.strategy} {row.differ:,} of the {row.ever_flagged:,}" in told
