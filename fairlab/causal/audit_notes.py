"""What an individual audit assumed and left out, as sentences."""

import pandas as pd

from fairlab.causal.causal_graph import CausalGraph
from fairlab.causal.learning import is_high_cardinality, is_learnable_cause
from fairlab.causal.scm.structural_model import StructuralModel
from fairlab.causal.told_sentences import told_sentences
from fairlab.causal.twin_settings import TwinSettings
from fairlab.causal.twins.answered import Answered
from fairlab.data.dataset import Dataset
from fairlab.data.messages import number_of, quoted

UNSURE = "For one person the share of flagged twins is a probability, not a fact."


def audit_notes(
    graph: CausalGraph,
    model: StructuralModel,
    found: Answered,
    train: Dataset,
    test: Dataset,
    how: TwinSettings,
) -> tuple[str, ...]:
    """List assumptions and cautions.

    Parameters
    ----------
    graph : CausalGraph
    model : StructuralModel
    found : Answered
    train : Dataset
        What the model was learned from.
    test : Dataset
        Those who are asked about, where it is known what they are.
    how : TwinSettings
    """
    said = [*told_sentences(how, graph), *_unused(train, how, graph), *graph.notes, *model.notes]
    return (*said, *_not_asked(test, graph), *_otherwise(found), *_left_out(train, how))


def _not_asked(test: Dataset, graph: CausalGraph) -> list[str]:
    lacking = int(test.frame[graph.attribute].isna().sum())
    who = f"{number_of(lacking, 'person', 'people')}, of whom {quoted(graph.attribute)} is missing"
    return [f"Not asked about: {who}."] if lacking else []


def _otherwise(found: Answered) -> list[str]:
    """Say what flips where the attribute causes nothing, but is caused by what goes with it."""
    pairs, name = zip(found.asked, found.alone, strict=True), quoted(found.attribute)
    rates = pd.concat([question.rates(answers) for question, answers in pairs])
    first = rates[rates["rate"] == "FR1"]
    share = first["flips"].sum() / max(first["of"].sum(), 1)
    return [
        f"Were {name} caused by the columns that go with it, and cause none of them, "
        f"{100 * share:.3g} % of decisions would flip: those that look at {name} itself."
    ]


def _unused(train: Dataset, how: TwinSettings, graph: CausalGraph) -> list[str]:
    """Name what is told to come before and not learned about, or is not in the graph."""
    if graph.mode == "given":
        lacking = ", ".join(quoted(one) for one in train.sensitive if one not in graph.dag.nodes)
        return [f"Not in the graph, and so not asked about: {lacking}."] if lacking else []
    counts = {name: train.frame[name].nunique() for name in how.before}
    return [
        f"Told to come before, and not learned from, for it has {number_of(count, 'value')}: "
        f"{quoted(name)}."
        for name, count in counts.items()
        if name != graph.attribute and not is_learnable_cause(count)
    ]


def _left_out(train: Dataset, how: TwinSettings) -> list[str]:
    wordy = [
        name
        for name in train.features
        if how.graph is None and is_high_cardinality(train.frame[name])
    ]
    names = ", ".join(map(quoted, wordy))
    return [f"Never moved, for nearly every row has a word of its own: {names}."] if wordy else []
