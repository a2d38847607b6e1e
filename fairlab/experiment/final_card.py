"""What a registered model says of itself: what it is, on which rows, and what its audit found."""

from collections.abc import Mapping, Sequence
from inspect import getdoc
from itertools import islice
from typing import TYPE_CHECKING

from fairlab.compare.audit_sentences import audit_sentences, whose_sentence
from fairlab.compare.comparison import compare_people
from fairlab.compare.shortfall_sentences import short_in_words
from fairlab.compare.statement_words import number
from fairlab.data import Dataset
from fairlab.data.messages import quoted
from fairlab.data.words import Words
from fairlab.experiment.attribute_use import attribute_use
from fairlab.experiment.final_fit import CHOSEN_BY
from fairlab.experiment.final_recipe import needs_validation
from fairlab.experiment.final_spec import FinalSpec
from fairlab.experiment.recorded_people import recorded_people
from fairlab.stats.wilson_interval import wilson

if TYPE_CHECKING:
    from fairlab.record import Ledger

OF_AUDIT = 2
A_RANK = "Its score is a rank and no probability"
REFIT = "The audit is about the strategy; this model is its refit on all rows, by the same recipe."
SET_APART = "A fifth of the rows was set apart, on which the model was validated, as in each fold."


def card_sentences(
    spec: FinalSpec,
    dataset: Dataset,
    metrics: Mapping[str, float],
    columns: Sequence[str],
    ledger: "Ledger",
    short: str = "",
) -> list[str]:
    """Describe a refit and its audit.

    Parameters
    ----------
    spec : FinalSpec
    dataset : Dataset
    metrics : mapping of str to float
        Those of the refit.
    columns : sequence of str
        Those that it has to be given, for a score and for its rule.
    ledger : Ledger
        Of the runs, where the audit is.
    short : str
        Where the rule or the model falls short of what was asked, a sentence a line.

    Returns
    -------
    list of str
        Paragraphs.
    """
    run = spec.audited
    about = (
        f"{run.strategy.name}, seed {run.seed}: fitted on all {dataset.rows:,} rows of "
        f"{dataset.name}, {dataset.positives:,} of them bad events."
    )
    if needs_validation(run.strategy.model):
        about += f" {SET_APART}"
    needed = _needed(dataset, columns)
    used = attribute_use(run.strategy, dataset).sentences
    left = short_in_words(short, Words(dataset.words))
    said = [about, _rule(spec, metrics), left, _scale(metrics, dataset), needed, used]
    return [*filter(None, said), *_audit(spec, ledger), REFIT]


def _rule(spec: FinalSpec, metrics: Mapping[str, float]) -> str:
    run = spec.audited
    flagged, recall, precision = (
        number(metrics.get(f"{CHOSEN_BY}{name}", float("nan")))
        for name in ("flagged", "recall", "precision")
    )
    cut = metrics.get("model/threshold")
    at = "" if cut is None else f" It flags from a score of {cut:.3g} on."
    rule = type(run.strategy.rule)
    does = (getdoc(rule) or "as written").partition("\n")[0].rstrip(".")
    return (
        f"Its decision rule is {rule.__name__}: {does[:1].lower()}{does[1:]}.{at} On scores of the "
        f"rows by {run.design.count} folds of the same recipe it flags {flagged} of people, with a "
        f"recall of {recall} and a precision of {precision}."
    )


def _scale(metrics: Mapping[str, float], dataset: Dataset) -> str:
    """Say where the mean of the scores is not the share of bad events, beyond sampling error."""
    score, rate = (metrics.get(f"{CHOSEN_BY}{name}") for name in ("mean_score", "bad_rate"))
    if score is None or rate is None:
        return ""
    low, high = wilson(rate * dataset.rows, dataset.rows)
    if low <= score <= high:
        return ""
    return (
        f"{A_RANK}: on rows that its models had not seen it is {number(score)} on average, and "
        f"{number(rate)} of them are bad events."
    )


def _needed(dataset: Dataset, columns: Sequence[str]) -> str:
    sensitive = [quoted(name) for name in columns if name in dataset.sensitive]
    among = f"; sensitive ones among them: {', '.join(sensitive)}" if sensitive else ""
    return f"It has to be given {len(columns)} columns{among or ', none of them sensitive'}."


def _audit(spec: FinalSpec, ledger: "Ledger") -> list[str]:
    """Say first what the audit found; of a run that did not record people, nothing."""
    runs = ledger.table({spec.audited.key})
    people = recorded_people(ledger, runs)
    if people is None:
        return []
    found = compare_people(people, spec.strategy_name, dataset=ledger.dataset_name)
    told = [whose_sentence(found), *islice(audit_sentences(found.in_words), OF_AUDIT)]
    return [f"Audit, run {runs['run_id'].iloc[0]}: {' '.join(told)}"]
