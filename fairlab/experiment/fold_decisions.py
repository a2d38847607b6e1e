"""What a strategy decides in one fold: its rule fitted, the held-out rows decided about."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from fairlab.audit import performance
from fairlab.data import Dataset, Split
from fairlab.errors import FairlabError
from fairlab.experiment.fitting import fit_rule
from fairlab.experiment.fold_fit import out_of_fold_scores, scores_in
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.steps import decided
from fairlab.experiment.stored_model import store_rule
from fairlab.mitigate.rules import DecisionRule
from fairlab.record.run_result import RunResult

CHOSEN_BY = ("auc", "auprc", "recall", "precision")  # what a choice of strategies may look at


@dataclass(frozen=True)
class FoldDecisions:
    """The decisions of one fold.

    Parameters
    ----------
    rule : DecisionRule
        A fitted one.
    stored_rule : mapping, optional
        The same as JSON can hold.
    without_rule : str
        Why it cannot be kept.
    predictions : DataFrame
        Of the test rows: ``row``, ``fold``, ``y``, ``score``, ``flagged``, and ``cost`` where the
        strategy says what errors cost.
    figures : mapping of str to float
        ``test/<metric>`` and ``valid/<metric>``.
    """

    rule: DecisionRule
    stored_rule: Mapping[str, Any] | None
    without_rule: str
    predictions: pd.DataFrame
    figures: Mapping[str, float]


def decide_fold(
    spec: RunSpec,
    parts: Split,
    number: int,
    fit: RunResult,
    reference: Mapping[str, pd.DataFrame],
    inner: Sequence[RunResult] = (),
) -> FoldDecisions:
    """Fit the decision rule in one fold and decide about its test rows.

    Parameters
    ----------
    spec : RunSpec
    parts : Split
        Of that fold.
    number : int
        Which fold.
    fit : RunResult
        Its fit.
    reference : mapping of str to DataFrame
        The table ``folds`` of each strategy that the rule needs.
    inner : sequence of RunResult
        The inner fits of this fold, where the rule wants out-of-fold scores.
    """
    scores = scores_in(fit)
    seed = spec.design.training_seed(spec.seed)
    known = {name: table.iloc[number].to_dict() for name, table in reference.items()}
    out_of_fold = out_of_fold_scores(inner) if inner else None
    rule = fit_rule(spec.strategy, parts, scores, seed, known, out_of_fold)
    test = parts.test
    flagged = decided(rule, scores["test"], test.frame)
    about = {"row": parts.test_rows, "fold": np.int8(number), "y": test.y}
    predictions = pd.DataFrame({**about, "score": scores["test"], "flagged": flagged})
    if costs := spec.strategy.costs_of_errors:
        predictions["cost"] = costs.of_decisions(test.y, flagged, test.frame)
    figures = {
        **_named("test", performance(test.y, scores["test"], flagged)),
        **_named("valid", _on_validation(rule, parts.validation, scores["validation"])),
    }
    try:
        stored, without = store_rule(rule, scores["test"], test.frame), ""
    except FairlabError as error:
        stored, without = None, str(error)
    return FoldDecisions(rule, stored, without, predictions, figures)


def _on_validation(rule: DecisionRule, part: Dataset, score: np.ndarray) -> dict[str, float]:
    """Measure what a choice between strategies may look at."""
    flagged = decided(rule, score, part.frame)
    found = performance(part.y, score, flagged)
    return {name: found[name] for name in CHOSEN_BY}


def _named(part: str, values: Mapping[str, float]) -> dict[str, float]:
    return {f"{part}/{name}": value for name, value in values.items()}
