import numpy as np
import pandas as pd
import pytest

from fairlab.causal.discovery.fci import Discovery, fci
from fairlab.causal.discovery.knowledge import Knowledge
from fairlab.causal.graph import ARROW, TAIL
from tests.causal.random_graphs import random_model

GRAPHS = 240
POPULATION = 1e20


def named(correlations: np.ndarray) -> pd.DataFrame:
    names = [f"v{i}" for i in range(len(correlations))]
    return pd.DataFrame(correlations, names, names)


@pytest.mark.slow
@pytest.mark.parametrize("degree", [1.5, 2.5, 3.5])
def test_with_population_correlations_no_arrow_and_no_tail_is_wrong(degree):
    rng = np.random.default_rng(0)
    arrows = tails = 0
    for _ in range(GRAPHS // 3):
        correlations, ancestor = random_model(rng, seen=7, degree=degree)
        marks = fci(named(correlations), POPULATION, bound=5).pag.marks
        arrow, tail = marks == ARROW, marks == TAIL
        assert not ancestor.T[arrow].any()
        assert ancestor.T[tail].all()
        arrows, tails = arrows + arrow.sum(), tails + tail.sum()
    assert arrows > 100
    assert tails > 20


@pytest.mark.slow
def test_background_knowledge_that_is_true_makes_no_mark_wrong():
    rng = np.random.default_rng(1)
    for _ in range(40):
        correlations, ancestor = random_model(rng, hidden=1)
        table = named(correlations)
        early = [f"v{i}" for i in np.flatnonzero(ancestor.sum(axis=0) == 1)]
        late = [name for name in table if name not in early]
        marks = fci(table, POPULATION, knowledge=Knowledge((tuple(early), tuple(late)))).pag.marks
        assert not ancestor.T[marks == ARROW].any()
        assert ancestor.T[marks == TAIL].all()


def test_an_exogenous_attribute_is_a_cause_of_what_goes_with_it():
    rng = np.random.default_rng(4)
    sex = (rng.random(20_000) < 0.9).astype(float)
    income = sex + rng.normal(size=len(sex))
    debt = income + rng.normal(size=len(sex))
    table = pd.DataFrame({"sex": sex, "income": income, "debt": debt}).corr()
    assert ("sex", "-->", "income") in fci(table, 5000, knowledge=Knowledge((), ("sex",))).pag.edges
    tiers_only = fci(table, 5000, knowledge=Knowledge((("sex",), ("income", "debt")))).pag
    assert ("sex", "-->", "income") not in tiers_only.edges
    assert ("sex", "o->", "income") in tiers_only.edges


def test_columns_in_another_order_give_the_same_adjacencies():
    rng = np.random.default_rng(5)
    correlations = named(random_model(rng, seen=10, hidden=3)[0])
    turned = correlations.iloc[::-1, ::-1]
    ours = {frozenset((a, b)) for a, _, b in fci(correlations, POPULATION).pag.edges}
    assert ours == {frozenset((a, b)) for a, _, b in fci(turned, POPULATION).pag.edges}


def test_the_bound_and_the_stability_of_the_marks_are_reported():
    correlations = named(random_model(np.random.default_rng(6), seen=10, degree=4)[0])
    stopped = fci(correlations, POPULATION, budget=0)
    assert (stopped.depth, stopped.bound) == (0, 0)
    assert np.isnan(stopped.stability)
    full = fci(correlations, POPULATION, bound=8)
    assert full.stability == 1
    assert full.bound > 1


@pytest.mark.slow
def test_a_dense_graph_costs_no_more_than_its_budget():
    rng = np.random.default_rng(0)
    loads = rng.uniform(0.5, 0.9, 21)
    dense = named(np.outer(loads, loads) + np.diag(1 - loads**2))
    found = fci(dense, 480_000, budget=200_000)
    assert found.tests <= 200_000
    assert found.depth >= 2


def faint(foreign_and_debt: float, age_and_debt: float | None) -> Discovery:
    names = ["foreign", "income", "debt", "age"]
    seen = pd.DataFrame(np.eye(4), names, names)
    seen.loc["foreign", ["income", "debt"]] = -0.18, foreign_and_debt
    seen.loc["income", ["debt", "age"]] = -0.2, 0.19
    seen.loc["debt", "age"] = age_and_debt or 0.0
    both = pd.DataFrame(seen.to_numpy() + seen.to_numpy().T - np.eye(4), names, names)
    looked_at = names[:3] if age_and_debt is None else names
    known = Knowledge(exogenous=("foreign",))
    return fci(both.loc[looked_at, looked_at], 5000, knowledge=known, rows=8000)


@pytest.mark.parametrize(
    ("foreign_and_debt", "age_and_debt", "mark", "still_open"),
    [
        (0.026, None, "-->", [("income", "debt", True)]),  # nearer to .18 times .2
        (0.005, None, "o->", []),
        (0.018, None, "o->", [("income", "debt", False)]),
        (0.01, -0.038, "-->", []),  # the age says so, which surely comes before the income
    ],
)
def test_a_chain_too_faint_to_be_seen_at_its_end_is_no_collider_for_that(
    foreign_and_debt, age_and_debt, mark, still_open
):
    found = faint(foreign_and_debt, age_and_debt)
    ends = ("income", "debt") if mark == "-->" else ("debt", "income")
    assert (ends[0], mark, ends[1]) in found.pag.edges
    assert [*found.open] == still_open
