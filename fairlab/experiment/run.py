"""One run: one strategy with one seed, over all folds of its design."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import fmean

import pandas as pd

from fairlab.audit import audit_groups, performance, undefined
from fairlab.audit.calibration import calibration_by_fold
from fairlab.audit.metric_names import fairness_metrics, fairness_notes
from fairlab.audit.registry import accuracy_metrics
from fairlab.data import Dataset, Split
from fairlab.experiment.bayesian_figures import mean_bayesian_figures
from fairlab.experiment.drift_table import drift_table
from fairlab.experiment.falls_short import falls_short
from fairlab.experiment.fit_spec import FitSpec
from fairlab.experiment.fold_decisions import FoldDecisions, decide_fold
from fairlab.experiment.fold_fit import fit_fold
from fairlab.experiment.fold_tables import joined_tables
from fairlab.experiment.people_metrics import people_metrics
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.stored_strategy import store_strategy
from fairlab.mitigate.rules import DecisionRule
from fairlab.record.run_result import RunResult
from fairlab.seeds import seed_for
from fairlab.versions import library_versions


@dataclass(frozen=True)
class Execution:
    """How a run is computed; nothing that its numbers depend on but what other runs found.

    Parameters
    ----------
    fits : sequence of RunResult
        The fits of the run, in the order of its folds; made here where none are given.
    inner : sequence of sequence of RunResult
        Per fold its inner fits, where ``spec.inner_fits`` has some; made with the fits.
    reference : mapping of str to DataFrame
        The table ``folds`` of the strategies that this one needs, with the same seed.
    threads : int
        How many the models may use.
    journal : Path, optional
        Where it is noted how far people were asked about.
    """

    fits: Sequence[RunResult] = ()
    inner: Sequence[Sequence[RunResult]] = ()
    reference: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    threads: int = 1
    journal: Path | None = None


def run(dataset: Dataset, spec: RunSpec, execution: Execution | None = None) -> RunResult:
    """Measure everything about one strategy, on one data set, with one seed.

    Parameters
    ----------
    dataset : Dataset
        The rows that ``spec.data`` names.
    spec : RunSpec
    execution : Execution, optional

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> from fairlab.experiment.strategy import Strategy
    >>> table = pd.DataFrame({"age": range(20, 140), "sex": ["f", "m"] * 60, "bad": [0, 0, 1] * 40})
    >>> people = Dataset("people", table, "bad", sensitive=("sex",), audit_only=("sex",))
    >>> tree = Strategy("tree", DecisionTreeClassifier(max_depth=2))
    >>> result = run(people, RunSpec(tree, people.identity, seed=0))
    >>> len(result.predictions), sorted(result.tables)
    (120, ['calibration', 'folds', 'groups', 'importance'])
    """
    execution = execution or Execution()
    started = datetime.now(UTC)
    fits, inner = execution.fits, execution.inner
    if not fits:
        fits, inner = _trained(dataset, spec, execution.threads)
    trained = [*fits, *(one for of_fold in inner for one in of_fold)]
    clock, spent = time.monotonic(), -time.process_time()
    splits = [spec.design.split(dataset, spec.seed, fold) for fold in range(spec.design.count)]
    folds = [
        decide_fold(spec, parts, number, fit, execution.reference, of_fold)
        for number, (parts, fit, of_fold) in enumerate(
            zip(splits, fits, inner or [()] * len(fits), strict=True)
        )
    ]
    spent += time.process_time()
    rows = pd.concat([fold.predictions for fold in folds]).sort_values("row", ignore_index=True)
    audited = _audited(spec, dataset, rows)
    asked = _asked(spec, dataset, fits, [fold.rule for fold in folds], execution)
    model, without = store_strategy(spec, fits, folds, dataset)
    return RunResult(
        metrics={
            **_accuracy(rows, folds),
            **audited.metrics,
            **asked.metrics,
            **mean_bayesian_figures([fit.metrics for fit in fits]),
            **_seconds(trained, spent, time.monotonic() - clock),
        },
        notes={**audited.notes, **asked.notes},
        steps=_steps(folds) if len(folds) > 1 else {},
        tables={
            **audited.tables,
            "folds": _fold_table(folds, splits),
            **joined_tables(fits),
            **asked.tables,
        },
        predictions=rows,
        model=model,
        without_model=without,
        falls_short=falls_short(
            spec.strategy.budget,
            spec.strategy.model,
            [fold.rule for fold in folds],
            [fit.tables.get("multipliers") for fit in fits],
            rows,
        ),
        parts=splits[0].counts if len(splits) == 1 else _whole(dataset, rows),
        versions=library_versions(),
        started=started,
        ended=datetime.now(UTC),
    )


def _seconds(fits: Sequence[RunResult], of_rules: float, beside: float) -> dict[str, float]:
    """Add up what was spent; no processor time where a fit of an older fairlab did not say."""
    fit_seconds = sum(fit.metrics["time/fit_s"] for fit in fits)
    told = [fit.metrics["time/cpu_s"] for fit in fits if "time/cpu_s" in fit.metrics]
    cpu = {"time/cpu_s": sum(told) + of_rules} if len(told) == len(fits) else {}
    return {"time/fit_s": fit_seconds, **cpu, "time/total_s": fit_seconds + beside}


def _trained(
    dataset: Dataset, spec: RunSpec, threads: int
) -> tuple[Sequence[RunResult], Sequence[Sequence[RunResult]]]:
    """Fit the folds, and what scores their training rows where the rule wants it."""
    made: dict[str, RunResult] = {}

    def fit(one: FitSpec) -> RunResult:
        if one.key not in made:
            searched = fit(one.searched_by) if one.searched_by else None
            made[one.key] = fit_fold(dataset, one, threads, searched=searched)
        return made[one.key]

    fits = [fit(one) for one in spec.fits]
    return fits, [[fit(one) for one in of_fold] for of_fold in spec.inner_fits]


@dataclass(frozen=True)
class _Findings:
    """What came of one look at the decisions."""

    metrics: Mapping[str, float] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)


def _audited(spec: RunSpec, dataset: Dataset, rows: pd.DataFrame) -> _Findings:
    """Look at groups, at everybody, and at later rows beside earlier ones."""
    groups = dataset.groups().of(dataset.frame.iloc[rows["row"]])
    audit = audit_groups(rows["y"], rows["flagged"], groups, seed=seed_for(spec.seed, "audit"))
    of_people, why_not = people_metrics(spec, dataset, rows)
    overall = {f"test/{name}": why for name, why in undefined(rows["y"], rows["flagged"]).items()}
    return _Findings(
        {**of_people, **fairness_metrics(audit)},
        {**overall, **fairness_notes(audit), **why_not},
        {
            "groups": audit,
            "calibration": calibration_by_fold(rows["y"], rows["score"], groups, rows["fold"]),
            **drift_table(spec, dataset, rows, groups),
        },
    )


def _asked(
    spec: RunSpec,
    data: Dataset,
    fits: Sequence[RunResult],
    rules: Sequence[DecisionRule],
    execution: Execution,
) -> _Findings:
    """Ask about people one by one; nothing where nobody is asked about."""
    if not spec.individual:
        return _Findings()
    from fairlab.experiment.asked_people import ask_about_people
    from fairlab.experiment.individual_audit import individual_metrics, individual_notes

    people = ask_about_people(spec, data, fits, rules, execution)
    return _Findings(individual_metrics(people), individual_notes(people), {"individual": people})


def _accuracy(rows: pd.DataFrame, folds: Sequence[FoldDecisions]) -> dict[str, float]:
    """Count decisions over all rows; never pool scores of different models, but average."""
    overall = performance(rows["y"], rows["score"], rows["flagged"])
    means = {name: fmean(fold.figures[name] for fold in folds) for name in folds[0].figures}
    counted = [metric.name for metric in accuracy_metrics() if metric.of_counts]
    means |= {f"test/{name}": overall[name] for name in counted}
    thresholds = [fold.rule.threshold_ for fold in folds if hasattr(fold.rule, "threshold_")]
    return means | ({"model/threshold": fmean(thresholds)} if thresholds else {})


def _fold_table(folds: Sequence[FoldDecisions], splits: Sequence[Split]) -> pd.DataFrame:
    """Lay out a row per fold: its rows, its threshold, its figures."""
    rows = []
    for number, (fold, parts) in enumerate(zip(folds, splits, strict=True)):
        sizes = {f"{name}_rows": part.rows for name, part in parts.by_name.items()}
        bad = {"test_bad_events": parts.test.positives}
        threshold = getattr(fold.rule, "threshold_", None)
        rows.append({"fold": number, **sizes, **bad, "threshold": threshold, **fold.figures})
    return pd.DataFrame(rows)


def _steps(folds: Sequence[FoldDecisions]) -> dict[str, list[float]]:
    shown = [f"test/{metric.name}" for metric in accuracy_metrics() if metric.logged]
    return {
        f"fold/{name.partition('/')[2]}": [fold.figures[name] for fold in folds] for name in shown
    }


def _whole(dataset: Dataset, rows: pd.DataFrame) -> dict[str, tuple[int, int]]:
    """Count the table and the rows that are decided about: there is no training part of all."""
    return {
        "table": (dataset.rows, dataset.positives),
        "test": (len(rows), int(rows["y"].sum())),
    }
