import numpy as np
import pandas as pd
import pytest

from fairlab.causal.discovery.direction import directions
from fairlab.causal.discovery.knowledge import Knowledge
from fairlab.causal.discovery.modes import discovered_graph
from tests.causal.shapes import people

ROWS = 4000


def told(frame, one, other):
    return directions(frame, "a", [(one, other)], [], seed=0)


@pytest.mark.parametrize("backwards", [False, True])
def test_the_order_of_columns_does_not_say_which_effect_comes_first(backwards):
    frame = people("growing", 2 * ROWS, 2).train.frame
    effects = ["income", "debt"][:: -1 if backwards else 1]
    graph = discovered_graph(frame[["a", *effects, "n0", "bad"]], Knowledge(exogenous=("a",)))
    assert "income" in graph.dag.parents["debt"]
    assert "By how their mechanisms fit, `income` comes before `debt`." in graph.notes


def test_a_number_of_which_a_word_is_made_comes_first():
    frame = people("levels", ROWS, 2).train.frame
    assert told(frame, "term", "pay") == [("pay", "term")]


def test_a_word_comes_first_where_nothing_shows():
    rng = np.random.default_rng(0)
    job = rng.integers(0, 3, ROWS)
    frame = pd.DataFrame({"a": rng.integers(0, 2, ROWS), "job": np.array(list("xyz"))[job]})
    frame["pay"] = 0.3 * job + rng.normal(size=ROWS)
    assert told(frame, "pay", "job") == [("job", "pay")]


def test_straight_lines_and_few_levels_and_few_rows_tell_nothing():
    frame = people("chain", ROWS, 0).train.frame
    assert told(frame, "income", "debt") == []
    assert told(frame.assign(debt=frame["debt"] > 0), "income", "debt") == []
    growing = people("growing", ROWS, 2).train.frame
    assert told(growing.head(900), "income", "debt") == []
