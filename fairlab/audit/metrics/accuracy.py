"""How good scores and decisions are, for rare positives: what the study reports, and a few more."""

from math import nan, prod, sqrt

from fairlab.audit.influence import influence_on_auc, influence_on_auprc, influence_on_brier
from fairlab.audit.metric_types import FLAGGED, STUDY, AccuracyMetric
from fairlab.audit.rankings import (
    area_under_roc,
    average_precision,
    brier_score,
    weighted_auc,
    weighted_auprc,
    weighted_brier,
)

CLASSES = ("positives", "negatives")


def ratio_of(part: float, whole: float) -> float:
    """Divide, and give NaN of nothing by nothing."""
    return part / whole if whole else nan


def recall(tp: float, fp: float, fn: float, tn: float) -> float:
    """Give the share of the bad events that are flagged."""
    return ratio_of(tp, tp + fn)


def precision(tp: float, fp: float, fn: float, tn: float) -> float:
    """Give the share of the flags that are bad events."""
    return ratio_of(tp, tp + fp)


def specificity(tp: float, fp: float, fn: float, tn: float) -> float:
    """Give the share of the rest that is not flagged."""
    return ratio_of(tn, tn + fp)


def gmean(**cells: float) -> float:
    """Give the geometric mean of recall and specificity."""
    return sqrt(recall(**cells) * specificity(**cells))


def f1(tp: float, fp: float, fn: float, tn: float) -> float:
    """Give the harmonic mean of precision and recall; NaN where there are no positives."""
    return ratio_of(2 * tp, 2 * tp + fp + fn) if tp + fn else nan


def mcc(tp: float, fp: float, fn: float, tn: float) -> float:
    """Give the correlation of decisions and outcomes (Matthews)."""
    margins = (tp + fn, tn + fp, tp + fp, tn + fn)
    return ratio_of(tp * tn - fp * fn, sqrt(prod(margins)))


def balanced_accuracy(**cells: float) -> float:
    """Give the mean of recall and specificity."""
    return (recall(**cells) + specificity(**cells)) / 2


def kappa(tp: float, fp: float, fn: float, tn: float) -> float:
    """Give the agreement beyond chance (Cohen); NaN of one class, where any decision gets 0."""
    positives, negatives = tp + fn, tn + fp
    chance = (tp + fp) * negatives + positives * (tn + fn)
    excess = tp * tn - fp * fn
    return ratio_of(2 * excess, chance) if positives and negatives else nan


METRICS = (
    AccuracyMetric(
        name="auc",
        label="area under the ROC curve",
        of_scores=area_under_roc,
        needs=CLASSES,
        family=STUDY,
        weighted=weighted_auc,
        influence=influence_on_auc,
    ),
    AccuracyMetric(
        name="auprc",
        label="average precision, the area under the precision-recall curve",
        of_scores=average_precision,
        needs=CLASSES,
        outcome=FLAGGED,
        family=STUDY,
        headline=True,
        weighted=weighted_auprc,
        influence=influence_on_auprc,
    ),
    AccuracyMetric(
        name="gmean",
        label="geometric mean of recall and specificity",
        of_counts=gmean,
        needs=CLASSES,
        family=STUDY,
    ),
    AccuracyMetric(
        name="f1",
        label="harmonic mean of precision and recall",
        of_counts=f1,
        needs=("positives",),
        outcome=FLAGGED,
        family=STUDY,
    ),
    AccuracyMetric(
        name="mcc",
        label="Matthews correlation of decisions and outcomes",
        of_counts=mcc,
        needs=(*CLASSES, "flagged", "not flagged"),
        family=STUDY,
        low=-1.0,
    ),
    AccuracyMetric(
        name="recall",
        label="share of the bad events that are flagged",
        of_counts=recall,
        needs=("positives",),
        outcome=FLAGGED,
        family=STUDY,
        headline=True,
    ),
    AccuracyMetric(
        name="precision",
        label="share of the flags that are bad events",
        of_counts=precision,
        needs=("flagged",),
        outcome=FLAGGED,
        family=STUDY,
        headline=True,
    ),
    AccuracyMetric(
        name="balanced_accuracy",
        label="mean of recall and specificity",
        of_counts=balanced_accuracy,
        needs=CLASSES,
        family=STUDY,
        kept="detail",
    ),
    AccuracyMetric(
        name="kappa",
        label="agreement of decisions and outcomes beyond chance (Cohen)",
        of_counts=kappa,
        needs=CLASSES,
        family=STUDY,
        kept="detail",
        low=-1.0,
    ),
    AccuracyMetric(
        name="brier",
        label="mean squared error of the scores",
        of_scores=brier_score,
        lower_is_better=True,
        family=STUDY,
        kept="detail",
        weighted=weighted_brier,
        influence=influence_on_brier,
    ),
)
