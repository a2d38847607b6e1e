"""Twins of everybody, and whether they pass for people."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pandas as pd

from fairlab.causal.assumptions import earlier_columns
from fairlab.causal.causal_graph import CausalGraph
from fairlab.causal.scm.structural_model import StructuralModel
from fairlab.causal.twin_settings import TwinSettings
from fairlab.causal.twins.credibility import Credibility, credibility
from fairlab.causal.twins.question import Question
from fairlab.causal.twins.silent_columns import silent_columns


def drawn_twins(
    asked: Sequence[Question],
    people: pd.DataFrame,
    graph: CausalGraph,
    model: StructuralModel,
    how: TwinSettings,
) -> tuple[pd.DataFrame, Credibility]:
    """Draw twins once, with nothing kept for being allowed, and let trees tell them from people."""
    twins = pd.concat([next(one.twins(model, replace(how, allowed=()))) for one in asked])
    given = kept_columns(graph, how, people)
    tested = credibility(people, twins, graph.attribute, how.seed, given)
    if tested.credible:
        return twins, tested
    # Perhaps they are given away by what changes no answer.
    names = people.columns.difference([graph.attribute, *given], sort=False)
    silent = silent_columns(asked[0], graph.dag, names, how.seed)
    looked_at = people.drop(columns=silent)
    again = credibility(looked_at, twins, graph.attribute, how.seed, given)
    return twins, replace(again, left_out=tuple(silent))


def kept_columns(graph: CausalGraph, how: TwinSettings, names: Iterable[str]) -> list[str]:
    """Name what twins keep of what goes with the attribute: its causes and companions."""
    causes = {a for a in graph.dag.nodes if graph.attribute in graph.dag.descendants(a)}
    is_given = graph.mode == "given"  # then what is assumed of others is what the graph says
    told = set(how.before if is_given else earlier_columns(how, graph.attribute))
    kept = (causes | told) - {graph.attribute, *graph.descendants}
    return [name for name in names if name in kept]
