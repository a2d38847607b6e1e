"""A choice among strategies: only what is shown to keep a limit, and the best of these."""

from dataclasses import replace
from io import StringIO

import numpy as np
import pandas as pd
import pytest
from rich.console import Console

from fairlab.audit.out_of_fold import OutOfFold
from fairlab.errors import RequestError
from fairlab.gate.choice import choose_among
from fairlab.gate.choice_words import choice_sentences, choice_table, rows_sentence
from fairlab.gate.gap_limit import GapLimit
from fairlab.gate.verdicts import BROKEN, KEPT, UNMEASURED, UNTOLD

N = 8000
WITHIN = (GapLimit("sex", "recall", 0.1),)
# By strategy: the recall of women and of men.
RECALLS = {"baseline": (0.3, 0.7), "even": (0.5, 0.5), "lazy": (0.4, 0.4), "near": (0.52, 0.6)}


def drawn(recalls, n=N, seed=0, share=0.5):
    """Draw people of whom half had the event, and decisions that catch so many of them."""
    rng = np.random.default_rng(seed)
    y, woman = rng.random(n) < share, rng.random(n) < 0.5
    folds = (np.arange(n) % 5)[None]
    made = {
        name: (y & (rng.random(n) < np.where(woman, *both)))[None].astype(int)
        for name, both in recalls.items()
    }
    groups = pd.DataFrame({"sex": np.where(woman, "f", "m"), "other": rng.choice(["a", "b"], n)})
    return OutOfFold(y.astype(int), groups, folds, made)


@pytest.fixture(scope="module")
def data():
    return drawn(RECALLS)


@pytest.fixture(scope="module")
def found(data):
    return choose_among(data, WITHIN, list(RECALLS), against="baseline")


def test_the_best_of_those_that_are_shown_to_keep_the_limit_is_chosen(found):
    verdicts = dict(zip(found.strategies["strategy"], found.strategies["verdict"], strict=True))
    assert verdicts == {"baseline": BROKEN, "even": KEPT, "lazy": KEPT, "near": UNTOLD}
    assert found.chosen == "even"
    assert found.exit_code == 0


def test_prices_are_differences_of_the_same_people_with_bands(found):
    row = found.of(KEPT)[0]
    there = found.difference("even", "lazy")
    back = found.difference("lazy", "even")
    assert there["low"] < there["estimate"] < there["high"]
    assert there["estimate"] == pytest.approx(0.1, abs=0.03)
    assert [back[one] for one in ("estimate", "low", "high")] == pytest.approx(
        [-there[one] for one in ("estimate", "high", "low")]
    )
    assert row["change"] == found.difference("even", "baseline")["estimate"]
    assert row["change_low"] < row["change"] < row["change_high"]


def test_it_is_told_in_words_with_figures(found, data):
    told = [one for one in choice_sentences(found) if not one.startswith("More seeds")]
    chosen, others, untold, broken, selection, reading = told
    assert chosen.startswith("Chosen: even. It keeps recall by sex at most .100 apart: nearest to")
    assert "against baseline." in chosen
    assert others.startswith("Others keep the limits too; recall against even: lazy (-.")
    assert untold.startswith("It cannot be told of near (-.")
    assert broken.startswith("Limits are broken by baseline (-.")
    assert "hold at 95 % for all 4 strategies at once" in selection
    assert "may be open in `fairlab document`: there it is held against margins" in reading
    assert rows_sentence("toy", data).startswith("toy: 8,000 people, ")
    assert "by a model that had not seen them (5 folds, 1 seed)" in rows_sentence("toy", data)


def test_beneath_the_table_it_stands_why_there_is_no_change(found):
    def shown(choice):
        console = Console(file=StringIO(), width=100)
        console.print(choice_table(choice))
        return " ".join(console.file.getvalue().split())

    assert shown(replace(found, against=None)).endswith(
        "n/a: the baseline, from which changes are told, is not among these runs."
    )
    assert "n/a" not in shown(found)


def test_a_strategy_that_flags_more_is_told_from_one_that_catches_more(found):
    flagged = found.strategies["flagged"] * np.where(found.strategies["strategy"] == "even", 2, 1)
    more = replace(found, strategies=found.strategies.assign(flagged=flagged))
    assert " It flags more people: ." in next(choice_sentences(more))
    assert "flags more people" not in next(choice_sentences(found))


def test_where_few_models_make_a_band_wide_more_seeds_are_advised(found):
    few = replace(found, strategies=found.strategies.assign(df=4.0))
    told = list(choice_sentences(few))
    assert "More seeds narrow what rests on how few models differ: bands of near." in told
    sure = replace(found, strategies=found.strategies.assign(df=np.inf))
    assert not any("More seeds" in one for one in choice_sentences(sure))


def test_where_none_keeps_it_the_nearest_is_told_with_what_it_would_keep(data):
    tight = (GapLimit("sex", "recall", 0.02),)
    found = choose_among(data, tight, ["baseline", "near", "lazy"])
    assert (found.chosen, found.exit_code) == (None, 2)
    row = found.strategies.set_index("strategy").loc["lazy"]
    assert row["limit"] == max(-row["low"], row["high"])
    told = next(choice_sentences(found))
    assert "Nearest is lazy: recall by sex is" in told
    assert f"so that at most {row['limit']:.3f}".replace("0.", ".") in told


def test_what_is_open_is_nearer_than_what_is_broken(found):
    of_baseline = found.strategies["strategy"] == "baseline"
    reached = found.strategies["limit"].mask(of_baseline, 0.01)
    none = replace(found, chosen=None, strategies=found.strategies.assign(limit=reached))
    assert "Nearest is near: " in next(choice_sentences(none))


def test_the_nearest_is_found_among_differences_and_ratios(data):
    """A ratio of .05 is farther from .7 than a difference of .12 is from .1."""
    limits = (*WITHIN, GapLimit("other", "selection_rate", 0.7))
    other = data.groups["other"] == "a"
    seldom = data.decisions["even"] * (~other | (np.arange(N) % 20 == 0)).to_numpy()
    uneven = replace(data, decisions=data.decisions | {"seldom": seldom})
    found = choose_among(uneven, limits, ["near", "seldom"])
    assert dict(zip(found.strategies["strategy"], found.strategies["metric"], strict=True)) == {
        "near": "recall",
        "seldom": "selection_rate",
    }
    told = next(choice_sentences(found))
    assert "Nearest is near: recall by sex is" in told
    assert "so that at most ." in told


def test_where_all_break_it_the_answer_is_no(data):
    found = choose_among(data, WITHIN, ["baseline"])
    assert (found.chosen, found.exit_code) == (None, 1)
    assert "Its bands hold at 95 % for all limits at once." in list(choice_sentences(found))


def test_a_budget_that_is_not_kept_breaks_too(data):
    over = {"even": "flags .900 of people, more than 0.05"}
    found = choose_among(data, WITHIN, ["even", "lazy"], over=over)
    assert found.chosen == "lazy"
    assert any("even (flags .900 of people" in told for told in choice_sentences(found))


def test_a_gap_that_is_not_measured_is_told(data):
    no_events = replace(data, y=np.where(data.groups["sex"] == "f", 0, data.y))
    found = choose_among(no_events, WITHIN, ["even"])
    assert set(found.strategies["verdict"]) == {UNMEASURED}
    assert found.exit_code == 3


def test_an_attribute_of_one_group_and_another_metric_are_refused(data):
    alone = replace(data, groups=data.groups.assign(sex="f"))
    with pytest.raises(RequestError, match="sex has no two groups"):
        choose_among(alone, WITHIN, ["even"])
    with pytest.raises(RequestError, match=r"no metric 'recal' .* mean 'recall'"):
        choose_among(data, WITHIN, ["even"], by="recal")


def test_ratios_are_limited_from_both_sides(data):
    limit = (GapLimit("sex", "selection_rate", 0.8),)
    found = choose_among(data, limit, ["even", "baseline"])
    verdicts = dict(zip(found.strategies["strategy"], found.strategies["verdict"], strict=True))
    assert verdicts == {"even": KEPT, "baseline": BROKEN}
    assert 0 < found.strategies["limit"].iloc[0] < 1


def test_of_several_groups_the_one_that_is_farthest_decides(data):
    """One of three jobs is caught less often, and the limit is broken by it."""
    rng = np.random.default_rng(1)
    jobs = rng.choice(["a", "b", "c"], N)
    missed = (jobs == "c") & (rng.random(N) < 0.5)
    uneven = data.decisions["even"] * ~missed
    three = replace(data, groups=data.groups.assign(job=jobs), decisions={"even": uneven})
    found = choose_among(three, (*WITHIN, GapLimit("job", "recall", 0.1)), ["even"])
    (row,) = found.of(BROKEN)
    assert (row["attribute"], row["group"], row["rest"]) == ("job", "c", "rest")
    assert row["estimate"] == pytest.approx(-0.25, abs=0.05)


@pytest.mark.slow
def test_the_more_are_looked_at_the_wider_are_the_bands_of_each():
    """What alone is shown to keep the limit is not, where it is the best of twenty."""
    names = {f"s{at}": (0.5, 0.555) for at in range(20)}
    data = drawn(names)
    alone, among = (choose_among(data, WITHIN, list(names)[:count]) for count in (1, 20))
    assert alone.chosen == "s0"
    first = among.strategies.iloc[0]
    assert first["verdict"] == UNTOLD
    assert first["low"] < alone.strategies["low"].iloc[0]
