"""Would this person have been treated otherwise? The whole audit of one attribute."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pandas as pd

from fairlab.causal.assumptions import assumed_sentences, earlier_columns, settled
from fairlab.causal.discovery.modes import CausalGraph
from fairlab.causal.learning import (
    is_high_cardinality,
    learn,
    learn_again,
    learning_table,
    shrinkage,
)
from fairlab.causal.twin_settings import TwinSettings
from fairlab.causal.twins.credibility import Credibility, credibility, spurious_effect
from fairlab.causal.twins.decomposition import decomposition
from fairlab.causal.twins.question import Question, questions
from fairlab.causal.twins.uncertainty import intervals
from fairlab.data.dataset import Dataset
from fairlab.errors import RequestError

ALONE = "no descendants were found: only the attribute itself was changed"
WITHHELD = "withheld: the twins are not credible"
COLUMNS = ["attribute", "mode", "group", "to", "rate", "value", "low", "high", "none"]
COLUMNS += ["flips", "of", "descendants", "note"]
FIGURES = ["value", "low", "high", "none", "flips"]
UNSURE = "For one person the share of flagged twins is a probability, not a fact."


@dataclass(frozen=True)
class IndividualAudit:
    """The answer for one attribute.

    Parameters
    ----------
    rates : DataFrame
        A row per group, level that it is moved to, and flip rate: attribute, mode, group, to,
        rate, value, low, high, ``none`` (the value without discovery), flips, of, descendants
        (how many were found), note.
    graph : CausalGraph
        What was computed with.
    people : DataFrame
        A row per test row and level, with the index of the test row: group, to, flagged, and
        ``flagged_twin``, the probability that the twin is flagged.
    twins : DataFrame
        One draw of the twins, in the rows of ``people``.
    notes : tuple of str
        Assumptions and cautions, as sentences.
    credibility : Credibility
        How well the twins of one group pass for people of the other. Where they do not, every
        rate is undefined; ``people`` and ``twins`` show what was withheld.
    decomposition : DataFrame
        Why groups are flagged more or less often, as ``decomposition`` gives it.
    """

    rates: pd.DataFrame
    graph: CausalGraph
    people: pd.DataFrame
    twins: pd.DataFrame
    notes: tuple[str, ...]
    credibility: Credibility = field(default_factory=Credibility)
    decomposition: pd.DataFrame = field(default_factory=pd.DataFrame)

    @property
    def withheld(self) -> bool:
        """Whether no rate is told; the study's way is shown as it is, credible or not."""
        return not self.credibility.credible and self.graph.mode != "study"


def audit_individual(
    train: Dataset,
    test: Dataset,
    decide: Any,
    attribute: str,
    settings: TwinSettings | None = None,
    importance: pd.Series | None = None,
    progress: Callable[[int, int], None] | None = None,
    jobs: int = 1,
) -> IndividualAudit:
    """Ask a model about people as they had been with another value of one attribute.

    Parameters
    ----------
    train : Dataset
        What the causal model is learned from.
    test : Dataset
        The people.
    decide : callable or object with ``predict``
        From rows of ``test.frame`` to one decision per row, true where the person is flagged.
    attribute : str
        The column that is changed.
    settings : TwinSettings, optional
        How counterfactuals are made.
    importance : Series, optional
        What each feature contributes, as ``feature_importance`` measures it.
    progress : callable, optional
        Told how many of how many bootstrap samples are done.
    jobs : int
        How many bootstrap samples are learned from side by side; the numbers are the same.

    Returns
    -------
    IndividualAudit

    Raises
    ------
    RequestError
        Before anything is computed: an attribute that is not there or has one level, a graph
        that does not fit.

    References
    ----------
    van der Pol (2026), sections 5.1.2, 5.1.3 and 6.1.2; Kusner et al. (2017).

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> sex = rng.integers(0, 2, 800)
    >>> table = pd.DataFrame({"sex": sex, "income": 2.0 * sex + rng.normal(size=800)})
    >>> table["bad"] = (table["income"] + rng.normal(size=800) < 0).astype(int)
    >>> people = Dataset("people", table, target="bad", sensitive=("sex",))
    >>> audit = audit_individual(
    ...     people, people, lambda rows: rows["income"] < 0, "sex", TwinSettings(replicates=0)
    ... )
    >>> audit.rates.loc[audit.rates["rate"] == "FR1", ["group", "value", "descendants"]].round(1)
      group  value  descendants
    0     0    0.5            1
    5     1    0.5            1
    """
    how = settled(settings or TwinSettings(), train)
    table = learning_table(train, attribute, how, importance)
    asked = list(questions(train, test, attribute, getattr(decide, "predict", decide)))
    if not asked:
        raise RequestError(f"No row of the test set has a value of {attribute!r}.")
    graph, model = learn(table, how)
    answers = [question.answers(model, how) for question in asked]
    twins = pd.concat([next(q.twins(model, replace(how, allowed=()))) for q in asked])
    given = _before(graph, how, table)
    people = test.frame[list(table.columns[:-1])]
    tested = credibility(people, twins[list(people)], attribute, how.seed, given)
    if not given and not how.allowed:
        gap, z = spurious_effect(asked, answers, attribute)
        tested = replace(tested, gap=gap, z=z)
    told = tested.credible or graph.mode == "study"
    # What is withheld needs neither intervals nor a figure beside it.
    alone = [_alone(question, attribute) for question in asked]
    all_move = replace(how, allowed=())
    full = [q.answers(model, all_move) for q in asked] if how.allowed else answers
    parts = decomposition(asked, full, answers, alone, attribute)
    plain = learn(table, replace(how, mode="none"))[1] if told else None
    again = list(learn_again(table, replace(how, second=None), progress, jobs)) if told else []
    rates = []
    for question, found in zip(asked, answers, strict=True):
        without = question.rates(question.answers(plain, how))["value"] if plain else np.nan
        off = question.deviations(found, model, again, shrinkage(len(table)), how)
        spread = intervals(question.rates(found), off)
        rates.append(spread.assign(to=question.to, none=without))
    return IndividualAudit(
        _labelled(pd.concat(rates), graph, tested),
        graph,
        pd.concat([_people(q, a) for q, a in zip(asked, answers, strict=True)]),
        twins,
        (
            *_assumed(graph, how),
            *graph.notes,
            *model.notes,
            *_otherwise(asked, alone, attribute),
            *_left_out(train, how),
            UNSURE,
        ),
        tested,
        parts if told else parts.head(0),
    )


def _before(graph: CausalGraph, how: TwinSettings, table: pd.DataFrame) -> list[str]:
    """Name what twins keep of what goes with the attribute: its causes and companions."""
    effects = graph.descendants
    causes = {a for a in graph.dag.nodes if graph.attribute in graph.dag.descendants(a)}
    told = set() if graph.mode == "given" else set(earlier_columns(how, graph.attribute))
    return [name for name in table if name in (causes | told) and name not in effects]


def _assumed(graph: CausalGraph, how: TwinSettings) -> list[str]:
    if graph.mode in ("given", "study"):
        return []
    return assumed_sentences(how, graph.attribute, how.knowledge(graph.attribute))


def _alone(question: Question, attribute: str) -> np.ndarray:
    """Ask about people in whom nothing but the attribute is another."""
    changed = question.people.assign(**{attribute: question.changed})
    return np.asarray(question.ask(changed), float)


def _otherwise(asked: Sequence[Question], alone: Sequence[np.ndarray], attribute: str) -> list[str]:
    """Say what flips where the attribute causes nothing, but is caused by what goes with it."""
    rates = pd.concat([q.rates(answers) for q, answers in zip(asked, alone, strict=True)])
    first = rates[rates["rate"] == "FR1"]
    share = first["flips"].sum() / max(first["of"].sum(), 1)
    return [
        f"Were {attribute!r} caused by the columns that go with it, and cause none of them, "
        f"{100 * share:.3g} % of decisions would flip: those that look at {attribute!r} itself."
    ]


def _left_out(train: Dataset, how: TwinSettings) -> list[str]:
    wordy = [
        name
        for name in train.features
        if how.graph is None and is_high_cardinality(train.frame[name])
    ]
    names = ", ".join(map(repr, wordy))
    return [f"Never moved, for nearly every row has a word of its own: {names}."] if wordy else []


def _people(question: Question, answers: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "group": question.group,
            "to": question.to,
            "flagged": question.flagged > 0,
            "flagged_twin": answers,
        }
    )


def _labelled(rates: pd.DataFrame, graph: CausalGraph, tested: Credibility) -> pd.DataFrame:
    found = len(graph.descendants)
    notes = rates["note"] if found else rates["note"].map(lambda note: note or ALONE)
    if not tested.credible and graph.mode != "study":
        rates, notes = rates.assign(**dict.fromkeys(FIGURES, np.nan)), WITHHELD
    told = rates.assign(attribute=graph.attribute, mode=graph.mode, descendants=found, note=notes)
    return told[COLUMNS].reset_index(drop=True)
