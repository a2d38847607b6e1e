"""Would this person have been treated otherwise? The whole audit of one attribute."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from fairlab.causal.assumptions import settled
from fairlab.causal.audit_notes import UNSURE, audit_notes
from fairlab.causal.audited import IndividualAudit
from fairlab.causal.calibration import calibrated, errors_of_drawn_tables
from fairlab.causal.causal_graph import CausalGraph
from fairlab.causal.doubted_effects import doubts
from fairlab.causal.drawn_twins import drawn_twins, kept_columns
from fairlab.causal.learning import check_questions, has_more_columns, learn, learning_table
from fairlab.causal.learning_again import learn_again, shrinkage
from fairlab.causal.next_question import next_question
from fairlab.causal.recodes import recodes
from fairlab.causal.scm.structural_model import StructuralModel
from fairlab.causal.steps import Steps, Watch
from fairlab.causal.told import known_of
from fairlab.causal.twin_settings import TwinSettings
from fairlab.causal.twins.answered import Answered, answered
from fairlab.causal.twins.decomposition_spread import with_spreads
from fairlab.causal.twins.hidden_selection import STRENGTHS, rates_of_other_strengths
from fairlab.causal.twins.question import Question, questions
from fairlab.causal.twins.refitted_answers import rate_deviations, refitted_answers
from fairlab.causal.twins.spurious_effect import spurious_effect
from fairlab.causal.twins.uncertainty import spreads
from fairlab.data.dataset import Dataset
from fairlab.errors import RequestError

ALONE = "no descendants were found: only the attribute itself was changed"
WITHHELD = "withheld: the twins are not credible"
NOT_BESIDE = (
    "No rate without discovery is told beside: where all that goes with the attribute moves with "
    "it, twins are not credible."
)
FIGURES = ["value", "low", "high", "none", *STRENGTHS, "flips"]
COLUMNS = ["attribute", "mode", "group", "to", "rate", *FIGURES, "of", "descendants", "tables"]
COLUMNS += ["note"]
# Rates, the parts of the gap, what is doubtful in sentences, and the columns that it hangs on.
Answer = tuple[pd.DataFrame, pd.DataFrame, list[str], list[str]]


def audit_individual(
    train: Dataset,
    test: Dataset,
    decide: Any,
    attribute: str,
    settings: TwinSettings | None = None,
    importance: pd.Series | None = None,
    progress: Watch | None = None,
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
        Told what begins, how many steps are done, and of how many.
    jobs : int
        How many bootstrap samples are learned from side by side; the numbers are the same.

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
    check_questions(train, [attribute], how)
    same = recodes(train, attribute, how)
    train = same.left_out(train)
    table = learning_table(train, attribute, how, importance)
    predict = getattr(decide, "predict", decide)
    asked = [same.along(one) for one in questions(train, test, attribute, predict)]
    if not asked:
        raise RequestError(f"No row of the test set has a value of {attribute!r}.")
    steps = Steps(progress, 3 + how.calibrations + how.replicates)
    steps.begin("graph and model")
    graph, model = learn(table, how)
    steps.begin("twins")
    people = test.frame[list(table.columns[:-1])]
    twins, tested = drawn_twins(asked, people, graph, model, how)
    found, given = answered(asked, attribute, model, how), kept_columns(graph, how, people)
    if not given and not how.allowed:
        gap, z = spurious_effect(found.asked, found.twins, attribute)
        tested = replace(tested, gap=gap, z=z)
    withheld = not tested.credible and graph.mode != "study"
    if withheld:  # what is, needs neither spreads nor figures beside it
        rates, parts, sentences, columns = _withheld(found)
        apart = [np.full(len(answers), np.nan) for answers in found.twins]
    else:
        ask = asked[0].ask
        errors = errors_of_drawn_tables(train, test, ask, model, how, importance, given, steps)
        rates, parts, sentences, columns = _told(found, table, model, how, errors, steps, jobs)
        rates["none"], said = _without_discovery(asked, people, table, graph, model, how)
        sentences += said
        apart = [question.answers(model.recoupled("none"), how) for question in asked]
    more = withheld and has_more_columns(train, table)
    return IndividualAudit(
        _labelled(rates, graph, withheld),
        graph,
        pd.concat([_people(*pair, other) for pair, other in zip(found.pairs, apart, strict=True)]),
        same.agreeing(twins),
        (*same.notes, *audit_notes(graph, model, found, train, test, how), *sentences),
        tested,
        parts,
        next_question(graph, how, withheld, more, columns, tested.columns),
        known_of(how, attribute),
    )


def _withheld(found: Answered) -> Answer:
    rates = pd.concat([q.rates(a).assign(to=q.to, tables=0) for q, a in found.pairs])
    return rates.assign(**dict.fromkeys(FIGURES, np.nan)), found.decomposition().head(0), [], []


def _told(
    found: Answered,
    table: pd.DataFrame,
    model: StructuralModel,
    how: TwinSettings,
    errors: pd.DataFrame,
    steps: Steps,
    jobs: int,
) -> Answer:
    """Give the rates with what stands beside them, the parts of the gap, and what is doubtful."""
    again = list(learn_again(table, replace(how, second=None), steps, jobs))
    steps.begin("what most hangs on")
    refitted = refitted_answers(found, model, again, how)
    shrink, rates = shrinkage(len(table)), []
    for (question, answers), one in zip(found.pairs, refitted.twins, strict=True):
        off = rate_deviations(question, answers, one, shrink, how.seed)
        beside = rates_of_other_strengths(question, model, how)
        own = spreads(question.rates(answers), off)
        own = calibrated(own, errors.loc[question.to]) if how.calibrations else own
        rates.append(own.assign(to=question.to, **beside))
    told = pd.concat(rates).assign(tables=how.calibrations)
    doubted, columns = doubts(model, again, refitted, table, how, jobs)
    return told, with_spreads(found, refitted, shrink), [UNSURE, *doubted], columns


def _without_discovery(
    asked: Sequence[Question],
    people: pd.DataFrame,
    table: pd.DataFrame,
    graph: CausalGraph,
    model: StructuralModel,
    how: TwinSettings,
) -> tuple[np.ndarray | float, list[str]]:
    """Give the rates that the way without discovery tells, or say why it tells none."""
    if graph.mode != "none":
        how = replace(how, mode="none")
        graph, model = learn(table, how)
        tested = drawn_twins(asked, people, graph, model, how)[1]
        if not tested.credible:
            return np.nan, [NOT_BESIDE]
    rates = [one.rates(one.answers(model, how))["value"] for one in asked]
    return np.concatenate(rates), []


def _people(question: Question, answers: np.ndarray, apart: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "group": question.group,
            "to": question.to,
            "flagged": question.flagged > 0,
            "flagged_twin": answers,
            "low": np.minimum(answers, apart),
            "high": np.maximum(answers, apart),
        }
    )


def _labelled(rates: pd.DataFrame, graph: CausalGraph, withheld: bool) -> pd.DataFrame:
    found = len(graph.descendants)
    notes: Any = rates["note"] if found else rates["note"].map(lambda note: note or ALONE)
    notes = WITHHELD if withheld else notes
    told = rates.assign(attribute=graph.attribute, mode=graph.mode, descendants=found, note=notes)
    return told[COLUMNS].reset_index(drop=True)
