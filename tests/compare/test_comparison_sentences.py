"""The answer comes first, and what it counts adds up."""

import re
from dataclasses import replace

import pandas as pd
import pytest

from fairlab.compare.audit_sentences import audit_sentences
from fairlab.compare.comparison_sentences import (
    about_sentence,
    answer_sentences,
    steadiness_sentence,
)
from fairlab.compare.counted_answers import counted
from fairlab.compare.judged_people import JudgedPeople
from tests.compare.toy_people import people, toy_comparison


@pytest.fixture(scope="module")
def found():
    return toy_comparison("baseline", "fair", "same", "blind")


@pytest.mark.slow
def test_the_people_are_named_and_counted(found):
    found = replace(found, dataset="toy")
    assert about_sentence(found) == (
        f"toy: 1,500 people, {people()['y'].sum()} of them bad events, each decided about by a "
        "model that had not seen them (5 folds, 2 seeds)."
    )
    one = replace(found, folds=1, seeds=1, design="holdout")
    assert about_sentence(one).endswith("models that had not seen them were tested (1 seed).")
    later = replace(found, judged=JudgedPeople(750, None), design="rolling")
    assert about_sentence(later).startswith(
        "toy: 750 of 1,500 people (the later half), each decided about by a model of "
        "what was before (5 blocks"
    )


def test_the_answer_comes_first_and_each_strategy_has_its_sentence(found):
    told = list(answer_sentences(found))
    starts = ["baseline, groups against each other: "]
    starts += [f"{name} against baseline: " for name in ("fair", "same", "blind")]
    for sentence, start in zip(told, starts, strict=False):
        assert sentence.startswith(start)
    assert "Furthest apart: recall (bad events caught) by sex, f ." in told[0]
    assert all(sentence.endswith(".") for sentence in told)


def test_a_gap_beyond_its_margin_is_named_before_a_larger_one_that_only_differs(found):
    beyond = "differs by more than the margin"
    gaps = found.gaps.assign(answer=found.gaps["answer"].replace(beyond, "differs"))
    other = (gaps["attribute"] == "sex") & (gaps["metric"] == "selection_rate")
    gaps.loc[other, ["estimate", "answer"]] = 1.3, beyond
    less = replace(found, gaps=gaps)
    answers = [" ".join(told(less)) for told in (answer_sentences, audit_sentences)]
    for answer, start in zip(answers, ("Furthest apart: ", "Differs: "), strict=True):
        assert f"{start}share flagged by sex, f ." in answer


@pytest.mark.parametrize("family", ["gaps", "changes"])
def test_counts_add_up(found, family):
    table = getattr(found, family)
    first, of, *rest = map(int, re.findall(r"\d+", counted(table)))
    assert of == first + sum(rest) == len(table)


def test_what_cannot_be_answered_is_counted():
    undefined = pd.DataFrame({"answer": ["", "undefined", "differs by more than the margin"]})
    assert counted(undefined) == "1 of 3 statements differs, 2 are undefined"


def test_equal_strategies_show_no_change(found):
    (told,) = [one for one in answer_sentences(found) if one.startswith("same against")]
    assert told == (
        "same against baseline: 0 of 27 statements differ, 27 are alike. No change is shown."
    )


def test_a_gap_that_closes_is_told_before_and_after(found):
    (told,) = [one for one in answer_sentences(found) if one.startswith("fair against")]
    before, after = (
        table[(table["attribute"] == "sex") & (table["metric"] == "recall")]["estimate"].iloc[0]
        for table in (found.gaps, found.left[found.left["strategy"] == "fair"])
    )
    shown = [f"{value:+.3f}".replace("0.", ".") for value in (before, after)]
    narrowed = told.partition("It narrows: ")[2].partition(". It")[0]
    assert f"recall by sex from {shown[0]} to {shown[1]}" in narrowed


@pytest.mark.parametrize(
    ("answer", "words"), [("alike", "perhaps reversed"), ("differs", "reversed")]
)
def test_a_gap_of_the_other_sign_is_turned_round_for_sure_where_it_differs(found, answer, words):
    left = found.left.copy()
    row = (left["strategy"] == "fair") & (left["attribute"] == "sex") & (left["metric"] == "recall")
    left.loc[row, ["estimate", "answer"]] = 0.05, answer
    told = " ".join(answer_sentences(replace(found, left=left)))
    assert f"to +.050 ({words})" in told


def test_every_change_is_listed_or_counted(found):
    (told,) = [one for one in answer_sentences(found) if one.startswith("blind against")]
    differ = int(re.search(r"(\d+) of \d+ statements differ", told)[1])
    lists = re.findall(r"It \w+(?: accuracy)?: (.*?)\.(?= It|$)", told)
    listed = [part for one in lists for part in one.partition(" and ")[0].split(", ")]
    more = sum(int(number) for number in re.findall(r"and (\d+) more", told))
    assert max(len(one.partition(" and ")[0].split(", ")) for one in lists) <= 4
    assert len(listed) + more == differ
    assert "It costs accuracy: auc -" in told
    assert "It widens: " in told
    assert "It narrows" not in told


def test_what_may_be_larger_in_a_small_group_is_told_beside(found):
    open_gaps = found.gaps.index[
        (found.gaps["answer"] == "open") & (found.gaps["metric"] == "recall")
    ]
    gaps = found.gaps.assign(few=False)
    gaps.loc[open_gaps[0], ["few", "largest_possible"]] = True, -0.9
    (told,) = [one for one in answer_sentences(replace(found, gaps=gaps)) if "Of what is" in one]
    assert "; where few are counted, recall by " in told
    assert told.endswith("): .900.")
    gaps.loc[open_gaps[0], "largest_possible"] = 0.001
    assert "of few" not in " ".join(answer_sentences(replace(found, gaps=gaps)))
    told = " ".join(answer_sentences(replace(found, gaps=found.gaps.assign(few=True))))
    assert "Of what is open, the largest that is still possible is " in told


def test_what_is_open_is_told_by_the_band_and_what_would_close_it(found):
    *_, largest, closes = answer_sentences(found)
    open_gaps = found.gaps[(found.gaps["answer"] == "open") & ~found.gaps["few"]]
    rates = open_gaps[~open_gaps["metric"].isin(["selection_rate", "approval_rate"])]
    assert largest.endswith(f"{rates['largest_possible'].abs().max():.3f}.".removeprefix("0"))
    assert closes.endswith("twice the people narrow them by 29 %.")


def test_bands_that_are_wide_for_want_of_models_say_so(found):
    changes = found.changes.assign(answer="open", critical=found.changes["critical"].min())
    changes.loc[changes.index[0], "critical"] *= 3
    (told,) = [one for one in answer_sentences(replace(found, changes=changes)) if "model," in one]
    assert told.startswith("1 of the open ones moves with the model, and 10 models tell little ")
    assert "up to 67 % of the width of their bands comes of so few models" in told
    changes.loc[changes.index[0], "critical"] *= 1e4
    assert "nearly all of the width" in " ".join(answer_sentences(replace(found, changes=changes)))


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
    some = replace(found, judged=JudgedPeople(1754, 144))
    assert steadiness_sentence(some).startswith("Of the 1,500 people that every seed tested, seeds")


def test_a_band_that_says_nothing_is_not_the_largest_that_is_possible(found):
    gaps = found.gaps.assign(answer="open", few=False, df=1.0, low=-0.1, high=0.2)
    gaps["largest_possible"] = 0.2
    rates = gaps.index[gaps["metric"] == "recall"]
    gaps.loc[rates, ["low", "high", "largest_possible"]] = -1.0, 1.0, 1.0
    told = " ".join(answer_sentences(replace(found, gaps=gaps)))
    assert "the largest that is still possible is " in told
    assert ": 1.00" not in told
    assert "recall by sex (too few seeds to tell)" in " ".join(
        audit_sentences(replace(found, gaps=gaps))
    )
