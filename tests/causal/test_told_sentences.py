from dataclasses import replace

import pytest

from fairlab.causal import Dag, TwinSettings
from fairlab.causal.causal_graph import CausalGraph
from fairlab.causal.told import SETTINGS, Told
from fairlab.causal.told_sentences import TWO_WAYS, told_sentences


@pytest.mark.parametrize("allowed", ["income", "job"])
def test_of_what_is_allowed_and_follows_from_what_moves_it_is_told_that_twins_decide(allowed):
    dag = Dag.from_edges([("sex", "job"), ("job", "income"), ("sex", "income")])
    how = TwinSettings("given", graph=dag, allowed=(allowed,))
    how = replace(how, told=(Told("allowed", allowed, SETTINGS),))
    [said] = told_sentences(how, CausalGraph("given", "sex", "bad", dag))
    assert f"nothing moves through `{allowed}`" in said
    assert (TWO_WAYS.format("`job`") in said) == (allowed == "income")
