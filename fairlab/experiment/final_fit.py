"""A strategy fitted on all rows, its rule chosen on scores by folds of the same recipe."""

import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import numpy as np
import pandas as pd

from fairlab.audit import performance
from fairlab.data import Dataset
from fairlab.errors import RequestError
from fairlab.experiment.columns_table import columns_table
from fairlab.experiment.falls_short import falls_short
from fairlab.experiment.final_recipe import final_recipe, fit_recipe
from fairlab.experiment.final_spec import FinalSpec
from fairlab.experiment.fitted import STATE, Fitted
from fairlab.experiment.fitting import fit_rule_on
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.steps import decided
from fairlab.experiment.stored_model import store_model, store_rule, typical_row
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.training_rows import TRAINING_ROWS, describe_rows
from fairlab.mitigate.rules import DecisionRule, Reference, wants_out_of_fold
from fairlab.record.run_result import ModelFiles, RunResult
from fairlab.seeds import seed_for
from fairlab.versions import library_versions

Tell = Callable[[str], None]
CHOSEN_BY = "rule/"  # before figures of the rule, on the rows on which it was chosen


@dataclass(frozen=True)
class Audited:
    """What the audit of a strategy has found, and its refit takes from it.

    Parameters
    ----------
    fits : sequence of RunResult
        Its fits, in the order of the folds; none where the model has nothing to take from them.
    known : mapping of str to mapping of str to float
        Figures of the strategies that its rule needs, of their out-of-fold decisions.
    """

    fits: Sequence[RunResult] = ()
    known: Reference = field(default_factory=dict)


def fit_final(
    dataset: Dataset,
    spec: FinalSpec,
    audited: Audited,
    threads: int = 1,
    tell: Tell = lambda _: None,
) -> RunResult:
    """Fit a strategy on all rows.

    Parameters
    ----------
    dataset : Dataset
        The rows that ``spec.data`` names.
    spec : FinalSpec
    audited : Audited
    threads : int
        How many the model may use.
    tell : callable
        Is told each stage as it begins.

    Returns
    -------
    RunResult
        With ``model``; its figures are those of the rule on the rows that it was chosen on.

    Raises
    ------
    RequestError
        The model cannot be kept in files.

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> table = pd.DataFrame({"age": range(20, 140), "bad": [0, 0, 1] * 40})
    >>> people = Dataset("people", table, "bad")
    >>> tree = Strategy("tree", DecisionTreeClassifier(max_depth=2))
    >>> found = fit_final(people, FinalSpec(RunSpec(tree, people.identity, 0)), Audited())
    >>> found.parts, sorted(found.model.files)
    ({'train': (120, 40)}, ['model.skops', 'strategy.json', 'training_rows.json'])
    """
    started, clock = datetime.now(UTC), time.monotonic()
    run = spec.audited
    seed = seed_for(run.design.training_seed(run.seed), "final")
    recipe = final_recipe(run.strategy, audited.fits)
    rows, score = _scores_by_folds(dataset, run, recipe, seed, threads, tell)
    judged = dataset.rows_where(rows)
    tell(f"The decision rule, chosen on {len(score):,} scores")
    rule = _fit_rule(recipe, judged, score, seed, audited.known)
    tell(f"The model itself, on all {dataset.rows:,} rows")
    fitted = fit_recipe(recipe, dataset, seed, threads).ruled_by(rule)
    flagged = decided(rule, score, judged.frame)
    chosen = performance(judged.y, score, flagged)
    return RunResult(
        metrics={
            f"{CHOSEN_BY}flagged": float(flagged.mean()),
            f"{CHOSEN_BY}mean_score": float(score.mean()),
            f"{CHOSEN_BY}bad_rate": float(judged.y.mean()),
            **{f"{CHOSEN_BY}{name}": chosen[name] for name in ("recall", "precision")},
            **_threshold(fitted),
            "time/fit_s": time.monotonic() - clock,
        },
        started=started,
        ended=datetime.now(UTC),
        model=_files(fitted, dataset, judged, score),
        tables=columns_table(fitted, dataset),
        parts={"train": (dataset.rows, dataset.positives)},
        falls_short=falls_short(
            recipe.budget, recipe.model, [rule], [getattr(fitted.model, "multipliers_", None)]
        ),
        versions=library_versions(),
    )


def _scores_by_folds(
    dataset: Dataset, run: RunSpec, recipe: Strategy, seed: int, threads: int, tell: Tell
) -> tuple[np.ndarray, np.ndarray]:
    """Score each row by a model of the recipe that has not seen it.

    The audit's own scores are of models that each chose its number of trees, and so on scales of
    their own: a rule chosen on them flags another share than it was asked to.
    """
    judged, found = np.zeros(dataset.rows, bool), np.empty(dataset.rows)
    for number in range(run.design.count):
        tell(f"Scores of rows that the model had not seen: fold {number + 1} of {run.design.count}")
        parts = run.design.split(dataset, run.seed, number)
        seen = np.zeros(dataset.rows, bool)
        seen[np.concatenate([parts.rows_of["train"], parts.rows_of["validation"]])] = True
        own = seed_for(seed, "fold", number)
        model = fit_recipe(recipe, dataset.rows_where(seen), own, threads)
        judged[parts.test_rows] = True
        found[parts.test_rows] = model.score(parts.test.frame)
    return judged, found[judged]


def _fit_rule(
    recipe: Strategy, judged: Dataset, score: np.ndarray, seed: int, known: Reference
) -> DecisionRule:
    """Choose the rule; one that wants two kinds of rows gets a fifth of them as validation rows."""
    if not wants_out_of_fold(recipe.rule):
        return fit_rule_on(recipe, judged, score, seed, known)
    held = judged.fifth(seed_for(seed, "rule", "validation"))
    rest = judged.rows_where(~held), score[~held]
    return fit_rule_on(recipe, judged.rows_where(held), score[held], seed, known, rest)


def _threshold(fitted: Fitted) -> Mapping[str, float]:
    found = getattr(fitted.rule, "threshold_", None)
    return {} if found is None else {"model/threshold": found}


def _files(fitted: Fitted, dataset: Dataset, judged: Dataset, score: np.ndarray) -> ModelFiles:
    files, why = store_model(fitted, dataset)
    if files is None:
        raise RequestError(f"{why}\nWhat is deployed has to be kept in files.")
    state = json.loads(files.files[STATE])
    state["decision"] = store_rule(fitted.rule, score, judged.frame)
    example = typical_row(dataset.frame[list(fitted.columns)])
    scores, flagged = fitted.predict(example)
    return replace(
        files,
        files={
            **files.files,
            STATE: json.dumps(state).encode(),
            TRAINING_ROWS: json.dumps(describe_rows(dataset, fitted.columns)).encode(),
        },
        example=example,
        output=pd.DataFrame({"score": scores, "flagged": flagged}),
    )
