"""Mitigation beside that of other packages: gap of recall, recall and CPU at the same flag rate.

    python -m bench mitigation_peers

One split of adult, the attribute sex. Peers that move cuts get the scores of one XGBoost and choose
on its validation rows; peers in training get XGBoost as learner and no column for the attribute.
Most choose their own flag rate, so ours is given the rate that each flags of the validation rows.
An error of a peer is its row: it fails on the packages that fairlab runs on.
"""

import importlib
import warnings
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin

from bench.timing import how_to_install, lacks, timed
from fairlab.data import Dataset, load
from fairlab.learn import LagrangianXGB, TunedXGB
from fairlab.mitigate import FlagShare, GroupThresholds

ATTRIBUTE, SLACK = "sex", 0.01
EQUAL = "true_positive_rate_parity"
QUICK = 6_000  # rows
TREES = {"n_estimators": 100, "max_depth": 4, "learning_rate": 0.1, "n_jobs": 1}


class Part(NamedTuple):
    """Rows as every package can read them."""

    X: np.ndarray  # of numbers, without the attribute
    y: np.ndarray
    group: np.ndarray  # of text
    score: np.ndarray  # of the baseline


class Case(NamedTuple):
    """What is learned from, chosen on and judged."""

    train: Part
    held: Part
    judged: Part


Decide = Callable[[Case], tuple[np.ndarray, np.ndarray]]  # about held and judged rows


def rows(quick: bool = False) -> pd.DataFrame:
    """Measure every peer.

    Parameters
    ----------
    quick : bool
        Whether few rows are enough.

    Returns
    -------
    DataFrame
        ``name``, ``ours_s``, ``peer_s``, ``ratio``, ``goal`` and ``note``.
    """
    case = adult_case(QUICK if quick else None)
    told = [_row(case, name, *of, cuts_by_group) for name, of in CUTS.items()]
    told += [_row(case, name, *of, lagrangian) for name, of in IN_TRAINING.items()]
    return pd.DataFrame(told)


def adult_case(rows: int | None) -> Case:
    """Split adult, and score it by the baseline."""
    data = load("adult")
    if rows is not None:
        data = data.rows_where(np.random.default_rng(0).permutation(data.rows) < rows)
    parts = data.split(0)
    train, held = parts.train, parts.validation
    model = TunedXGB(trials=0).fit(train.X, train.y, validation=(held.X, held.y))
    return Case(*(_part(model, part) for part in (parts.train, parts.validation, parts.test)))


def _part(model: TunedXGB, data: Dataset) -> Part:
    kept = [n for n, name in enumerate(data.features) if name != ATTRIBUTE]
    group = data.groups().of(data.frame)[ATTRIBUTE].astype(str).to_numpy()
    X = np.asarray(model.encoder_.transform(data.X))[:, kept]
    return Part(X, data.y.to_numpy(), group, model.predict_proba(data.X)[:, 1])


def cuts_by_group(case: Case, share: float) -> np.ndarray:
    """Take ours: a cut per group, chosen on the same rows."""
    named = [pd.DataFrame({ATTRIBUTE: part.group}) for part in (case.held, case.judged)]
    rule = GroupThresholds(share, eps=SLACK, sensitive=ATTRIBUTE)
    rule.fit(case.held.y, case.held.score, named[0])
    return rule.decide(case.judged.score, named[1])


def lagrangian(case: Case, share: float) -> np.ndarray:
    """Take ours: multipliers in training, and one cut."""
    train, held, judged = case
    model = LagrangianXGB(share=share, trials=0).fit(
        train.X,
        train.y,
        validation=(held.X, held.y),
        sensitive_features=train.group,
        validation_sensitive_features=held.group,
    )
    chosen, unseen = (model.predict_proba(part.X)[:, 1] for part in (held, judged))
    return FlagShare(share).fit(held.y, chosen).decide(unseen)


def fairlearn_cuts(case: Case) -> tuple[np.ndarray, np.ndarray]:
    from fairlearn.postprocessing import ThresholdOptimizer

    optimizer = ThresholdOptimizer(
        estimator=Scores(), constraints=EQUAL, prefit=True, predict_method="predict_proba"
    )
    held, judged = case.held, case.judged
    optimizer.fit(held.score[:, None], held.y, sensitive_features=held.group)
    found = [
        optimizer.predict(part.score[:, None], sensitive_features=part.group, random_state=0)
        for part in (held, judged)
    ]
    return found[0] == 1, found[1] == 1


def aif360_flipping(case: Case) -> tuple[np.ndarray, np.ndarray]:
    return _aif360(case, "EqOddsPostprocessing", seed=0)


def aif360_reject_option(case: Case) -> tuple[np.ndarray, np.ndarray]:
    limits = {"metric_name": "Equal opportunity difference", "metric_ub": SLACK}
    few = {"num_class_thresh": 25, "num_ROC_margin": 25}
    return _aif360(case, "RejectOptionClassification", metric_lb=-SLACK, **limits, **few)


def _aif360(case: Case, kind: str, **settings: Any) -> tuple[np.ndarray, np.ndarray]:
    made = importlib.import_module("aif360.algorithms.postprocessing")
    man, woman = [{ATTRIBUTE: 1}], [{ATTRIBUTE: 0}]
    step = getattr(made, kind)(unprivileged_groups=woman, privileged_groups=man, **settings)
    true, said = (_aif360_rows(case.held, known) for known in (True, False))
    step.fit(true, said)
    return tuple(
        step.predict(_aif360_rows(part, False)).labels.ravel() == BAD
        for part in (case.held, case.judged)
    )


BAD = 0.0  # of AIF360, whose favourable label is 1


def _aif360_rows(part: Part, known: bool) -> Any:
    from aif360.datasets import BinaryLabelDataset

    label = 1.0 - (part.y if known else part.score >= 0.5)
    frame = pd.DataFrame({"y": label, ATTRIBUTE: (part.group == "Male").astype(float)})
    made = BinaryLabelDataset(df=frame, label_names=["y"], protected_attribute_names=[ATTRIBUTE])
    made.scores = 1 - part.score[:, None]
    return made


def oxonfair_cuts(case: Case) -> tuple[np.ndarray, np.ndarray]:
    import oxonfair

    held, judged = (
        {"data": np.column_stack([1 - p.score, p.score]), "target": p.y, "groups": p.group}
        for p in (case.held, case.judged)
    )
    fair = oxonfair.FairPredictor(None, held)
    metrics = oxonfair.group_metrics
    fair.fit(metrics.accuracy, metrics.equal_opportunity, SLACK)
    return np.asarray(fair.predict(held)) == 1, np.asarray(fair.predict(judged)) == 1


def error_parity_cuts(case: Case) -> tuple[np.ndarray, np.ndarray]:
    from error_parity import RelaxedThresholdOptimizer

    held, judged = case.held, case.judged
    fair = RelaxedThresholdOptimizer(predictor=np.ravel, constraint=EQUAL, tolerance=SLACK)
    codes = [np.unique(part.group, return_inverse=True)[1] for part in (held, judged)]
    fair.fit(held.score[:, None], held.y, group=codes[0])
    found = [
        fair.predict(part.score[:, None], group=code) == 1
        for part, code in zip((held, judged), codes, strict=True)
    ]
    return found[0], found[1]


def fairlearn_gradient(case: Case) -> tuple[np.ndarray, np.ndarray]:
    from fairlearn.reductions import ExponentiatedGradient, TruePositiveRateParity
    from xgboost import XGBClassifier

    bound = TruePositiveRateParity(difference_bound=SLACK)
    fair = ExponentiatedGradient(XGBClassifier(**TREES), bound)
    fair.fit(case.train.X, case.train.y, sensitive_features=case.train.group)
    found = [fair.predict(part.X, random_state=0) == 1 for part in (case.held, case.judged)]
    return found[0], found[1]


def vfairness_gradient(case: Case) -> tuple[np.ndarray, np.ndarray]:
    from vfairness.in_processing.constraints import (
        EqualOpportunityConstraint,
        ExponentiatedGradient,
    )
    from xgboost import XGBClassifier

    bound = EqualOpportunityConstraint(tolerance=SLACK)
    fair = ExponentiatedGradient(XGBClassifier(**TREES), bound)
    found = fair.fit(case.train.X, case.train.y, sensitive_attr=case.train.group)
    return found.predict(case.held.X) == 1, found.predict(case.judged.X) == 1


class Scores(ClassifierMixin, BaseEstimator):
    """A model whose rows are its scores."""

    classes_ = np.array([0, 1])

    def fit(self, X: Any, y: Any) -> "Scores":
        """Is fitted."""
        return self

    def predict_proba(self, X: Any) -> np.ndarray:
        """Give the score."""
        return np.column_stack([1 - np.asarray(X), X])


DRAWN = "draws lots"
CUTS: dict[str, tuple[str, Decide, str]] = {
    "fairlearn ThresholdOptimizer": ("fairlearn.postprocessing", fairlearn_cuts, DRAWN),
    "AIF360 equalised odds": ("aif360.algorithms.postprocessing", aif360_flipping, DRAWN),
    "AIF360 reject option": ("aif360.algorithms.postprocessing", aif360_reject_option, ""),
    "OxonFair": ("oxonfair", oxonfair_cuts, ""),
    "error-parity": ("error_parity", error_parity_cuts, DRAWN),
}
IN_TRAINING: dict[str, tuple[str, Decide, str]] = {
    "fairlearn ExponentiatedGradient": ("fairlearn.reductions", fairlearn_gradient, DRAWN),
    "vfairness ExponentiatedGradient": (
        "vfairness.in_processing.constraints",
        vfairness_gradient,
        "",
    ),
}


def _row(
    case: Case,
    name: str,
    module: str,
    peer: Decide,
    remark: str,
    ours: Callable[[Case, float], np.ndarray],
) -> dict[str, Any]:
    """Let the peer decide, and ours at its flag rate."""
    told = {"name": f"mitigation, adult sex: {name}", "goal": ""}
    if lacks(module.partition(".")[0]):
        return {**told, **_nothing(how_to_install(module.partition(".")[0]))}
    try:
        importlib.import_module(module)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a peer warns of is about the peer
            (held, judged), theirs_s = timed(lambda: peer(case))
    except Exception as error:  # whatever it is, it is the peer's result
        return {**told, **_nothing(f"fails: {type(error).__name__}: {str(error)[:90]}")}
    flags, ours_s = timed(lambda: ours(case, float(held.mean())))
    note = f"peer: {_figures(case.judged, judged)}{', ' * bool(remark)}{remark}"
    plain = FlagShare(float(held.mean())).fit(case.held.y, case.held.score)
    note += f"; ours: {_figures(case.judged, flags)}; one cut: "
    note += _figures(case.judged, plain.decide(case.judged.score))
    return {**told, "ours_s": ours_s, "peer_s": theirs_s, "ratio": theirs_s / ours_s, "note": note}


def _nothing(why: str) -> dict[str, Any]:
    return {"ours_s": np.nan, "peer_s": np.nan, "ratio": np.nan, "note": why}


def _figures(part: Part, flagged: np.ndarray) -> str:
    recall = pd.Series(flagged[part.y == 1]).groupby(part.group[part.y == 1]).mean()
    whole = flagged[part.y == 1].mean()
    return f"gap {np.ptp(recall):.3f}, recall {whole:.3f}, flagged {flagged.mean():.3f}"
