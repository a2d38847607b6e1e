"""Statements in words, at the edges where numbers are none."""

from math import nan

import pytest

from fairlab.compare.statement_words import amount, band, is_worse, number, said, short_count
from fairlab.stats.answers import ALIKE, BEYOND, DIFFERS, OPEN, UNDEFINED

RECALL = {"attribute": "sex", "metric": "recall"}
SHARE = {"attribute": "sex", "metric": "selection_rate"}


def test_what_is_undefined_has_no_number_and_no_band():
    assert amount({**RECALL, "estimate": nan}) == "n/a"
    assert band({"low": nan, "high": 0.5}) == ""


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        (OPEN, "open: up to .120"),
        (BEYOND, "differs by > 0.1"),
        (ALIKE, "alike within 0.1"),
        (DIFFERS, "differs"),
        (UNDEFINED, "no positives"),
        ("", "no positives"),
    ],
)
def test_every_answer_has_its_words(answer, shown):
    row = {"answer": answer, "largest_possible": -0.12, "margin": 0.1, "note": "no positives"}
    assert said({**RECALL, **row, "low": -0.12, "high": 0.1}) == shown


@pytest.mark.parametrize(
    ("low", "high", "most", "shown"),
    [
        (0.28, 1.2, 0.28, "open: down to .280"),
        (0.93, 2.9, 2.9, "open: up to 2.90"),
        (0.0, 2.9, 0.0, "open: too few"),
    ],
)
def test_a_ratio_is_open_on_one_side(low, high, most, shown):
    row = {**SHARE, "answer": OPEN, "low": low, "high": high, "largest_possible": most}
    assert said(row) == shown


@pytest.mark.parametrize(("low", "shown"), [(-1.0, "too few"), (-0.99, "up to 1.00")])
def test_where_every_difference_is_possible_none_is_named(low, shown):
    row = {**RECALL, "answer": OPEN, "low": low, "high": 1.0, "largest_possible": 1.0}
    assert said(row) == f"open: {shown}"


@pytest.mark.parametrize(
    ("df", "few", "shown"),
    [(1.0, False, "too few seeds"), (1.0, True, "too few"), (40, 0, "too few")],
)
def test_it_is_told_whether_people_or_seeds_are_too_few(df, few, shown):
    row = {**RECALL, "answer": OPEN, "low": -1.0, "high": 1.0, "largest_possible": 1.0}
    assert said(row | {"df": df, "few": few}) == f"open: {shown}"


@pytest.mark.parametrize("value", [0.9996, -0.9996, 9.996, 99.96, -0.0001, 123.4])
def test_numbers_keep_their_value(value):
    shown = float(number(value))
    assert len(number(value).strip("-")) <= 5
    assert shown == pytest.approx(value, abs=0.051 if abs(value) > 9 else 0.0051)
    assert len(number(value, "+")) <= 6


@pytest.mark.parametrize(("count", "shown"), [(999, "999"), (999.6, "1.0k"), (9_999, "10k")])
def test_counts_keep_to_few_letters(count, shown):
    assert short_count(count) == shown


def test_only_less_accuracy_is_worse():
    of_all = {"attribute": "", "metric": "auc"}
    assert is_worse({**of_all, "estimate": -0.1})
    assert not is_worse({**of_all, "estimate": 0.1})
    assert is_worse({"attribute": "", "metric": "brier", "estimate": 0.1})
    assert not is_worse({**RECALL, "estimate": -0.1})
    assert amount({**SHARE, "estimate": 1.0}) == "x 1.00"
