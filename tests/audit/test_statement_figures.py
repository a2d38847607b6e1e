"""Which statements have a normal band, and what is noted of the others."""

from dataclasses import replace

import numpy as np
import pytest

from fairlab.audit.basic_statistics import basic_statistics
from fairlab.audit.statement import changes, gaps
from fairlab.audit.statement_figures import Figures
from tests.audit.judged import judged

DATA = judged(1000)


def of_sex(flags: np.ndarray, metrics: list[str]) -> Figures:
    data = replace(DATA, groups=DATA.groups[["sex"]], decisions={"plain": flags}, scores={})
    found = basic_statistics(data)
    return Figures(found, gaps(found, "plain", metrics))


def test_ratios_need_flags_and_rates_what_they_are_shares_of():
    rare = DATA.decisions["plain"] * (np.arange(1000) % 12 == 0)
    figures = of_sex(rare, ["recall", "precision", "selection_rate", "approval_rate"])
    assert figures.few.tolist() == [False, True, True, False]
    assert (figures.normal == ~figures.few).all()


def test_a_side_where_nobody_is_caught_has_no_normal_band():
    none = DATA.decisions["plain"] * (DATA.groups["sex"] == "m").to_numpy()
    figures = of_sex(none, ["recall", "fpr"])
    assert figures.few.tolist() == [True, True]
    assert figures.notes(np.zeros(2, bool), *np.full((2, 2), np.nan)) == ["too few for a band"] * 2
    bad, men = DATA.y == 1, (DATA.groups["sex"] == "m").to_numpy()
    caught, women = none.mean(axis=0)[bad & men], (bad & ~men).sum()
    least, most = (tables[0] for tables in figures.tables())
    assert least == (0, women, np.ceil(caught.sum()), len(caught))
    assert most == (0, women, np.floor(caught.sum()), len(caught))


def test_a_ratio_is_a_difference_of_logarithms():
    figures = of_sex(DATA.decisions["plain"], ["selection_rate"])
    value = figures.counts()
    assert figures.estimate[0] == pytest.approx(
        np.log(value["value_group"][0] / value["value_rest"][0])
    )


def test_a_change_is_few_where_either_strategy_is():
    rare = DATA.decisions["plain"] * (np.arange(1000) % 12 == 0)
    data = replace(DATA, decisions={"plain": DATA.decisions["plain"], "fair": rare}, scores={})
    found = basic_statistics(data)
    said = [
        one for one in changes(found, "fair", "plain", ["recall", "precision"]) if one.attribute
    ]
    few = Figures(found, said).few
    assert few.tolist() == [one.metric == "precision" for one in said]
