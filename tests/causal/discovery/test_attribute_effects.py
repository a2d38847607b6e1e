import numpy as np
import pandas as pd
import pytest

from fairlab.causal.discovery.knowledge import Knowledge
from fairlab.causal.discovery.modes import discovered_graph
from tests.causal.shapes import people


def test_words_that_have_nothing_to_do_with_the_attribute_are_no_effects_of_it():
    rng = np.random.default_rng(0)
    sex = rng.integers(0, 2, 1000)
    income = 0.5 * sex + rng.normal(size=1000)
    shops = {f"shop {i}": rng.choice(list("abcde"), 1000) for i in range(12)}
    frame = pd.DataFrame({"sex": sex, **shops, "income": income, "bad": (income > 1) * 1})
    assert discovered_graph(frame, Knowledge(exogenous=("sex",))).descendants == ("income",)


@pytest.mark.parametrize("tiers", [(), (("x",), ("a",))])
def test_what_trees_alone_find_is_an_effect_that_no_search_takes_back(tiers):
    frame = people("interaction", 3000, 0).train.frame
    frame = frame[["a", "swing", "n0", "bad"]].assign(x=np.arange(len(frame)) % 7)
    frame = frame[["a", "x", "swing", "n0", "bad"]]
    graph = discovered_graph(frame, Knowledge(tiers, ("a",)))
    assert ("a", "-->", "swing") in graph.discovery.pag.edges
    assert graph.descendants == ("swing",)
    drawn = graph.edges.set_index(["from", "to"])["certain"]
    assert not drawn["a", "swing"]  # though FCI, which was told, writes -->
