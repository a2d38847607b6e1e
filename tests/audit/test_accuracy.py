from math import isnan

import numpy as np
import pytest

from fairlab.audit import performance, performance_of_counts, undefined
from fairlab.audit.rankings import area_under_roc, average_precision

PROFIT = "expected_maximum_profit"
RANKED = ("auc", "auprc", PROFIT)
NAMES = [
    *("auc", "auprc", "gmean", "f1", "mcc", "recall", "precision"),
    *("balanced_accuracy", "kappa", "brier", PROFIT),
]


def test_the_names_are_these():
    assert list(performance([0, 1], [0.2, 0.8], [0, 1])) == NAMES


def test_the_study_s_original_model():
    found = performance_of_counts(tp=83, fp=137, fn=1022, tn=42045)
    printed = {"mcc": 0.1594, "gmean": 0.2736, "f1": 0.1253, "recall": 0.0751, "precision": 0.3773}
    assert {name: round(found[name], 4) for name in printed} == printed


@pytest.mark.parametrize(
    ("y", "flagged", "reasons"),
    [
        ([0, 1, 1, 0], [1, 0, 1, 0], {}),
        ([0, 1, 1], [0, 0, 0], {"mcc": "nothing flagged", "precision": "nothing flagged"}),
        ([0, 1, 1], [1, 1, 1], {"mcc": "everything flagged"}),
        (
            [0, 0, 0],
            [0, 1, 0],
            dict.fromkeys(
                (*RANKED, "mcc", "gmean", "f1", "recall", "balanced_accuracy", "kappa"),
                "no positives",
            ),
        ),
        (
            [1, 1],
            [1, 0],
            dict.fromkeys((*RANKED, "mcc", "gmean", "balanced_accuracy", "kappa"), "no negatives"),
        ),
    ],
)
def test_undefined_is_nan_and_nothing_else_is(y, flagged, reasons):
    found = performance(y, np.linspace(0, 1, len(y)), flagged)
    assert undefined(y, flagged) == reasons
    assert {name for name, value in found.items() if isnan(value)} == set(reasons)


def test_nothing_of_anything_says_all_that_is_missing():
    assert undefined([0, 0], [0, 0])["mcc"] == "no positives and nothing flagged"
    assert undefined([0, 0], [0, 0])["f1"] == "no positives"
    assert undefined([1, 1], [1, 1])["mcc"] == "no negatives and everything flagged"


def test_flagging_nothing_of_some_positives_is_worth_nothing():
    found = performance_of_counts(tp=0, fp=0, fn=5, tn=95)
    assert (found["gmean"], found["f1"], found["kappa"], found["recall"]) == (0, 0, 0, 0)


def test_a_perfect_and_an_inverted_ranking():
    y = [0, 0, 1, 1]
    assert performance(y, [0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1])["auc"] == 1
    assert performance(y, [0.9, 0.8, 0.2, 0.1], [1, 1, 0, 0])["auc"] == 0
    assert performance(y, [0.5] * 4, [1, 1, 0, 0])["auc"] == 0.5


def test_the_product_of_large_margins_does_not_overflow():
    assert performance_of_counts(tp=10**9, fp=10**9, fn=10**9, tn=10**9)["mcc"] == 0


def test_every_measure_of_counts_is_its_definition():
    tp, fp, fn, tn = 30, 20, 10, 140
    found = performance_of_counts(tp=tp, fp=fp, fn=fn, tn=tn)
    recall, specificity, rows = 30 / 40, 140 / 160, 200
    agreed, by_chance = (tp + tn) / rows, (50 * 40 + 150 * 160) / rows**2
    assert found == pytest.approx(
        {
            "mcc": (tp * tn - fp * fn) / np.sqrt(40.0 * 160 * 50 * 150),
            "gmean": np.sqrt(recall * specificity),
            "f1": 2 * tp / (2 * tp + fp + fn),
            "recall": recall,
            "precision": 30 / 50,
            "balanced_accuracy": (recall + specificity) / 2,
            "kappa": (agreed - by_chance) / (1 - by_chance),
        }
    )


def test_reasons_are_given_for_what_is_undefined_and_nothing_else():
    every = (*RANKED, "mcc", "gmean", "f1", "recall", "balanced_accuracy", "kappa")
    no_positives = dict.fromkeys(every, "no positives")
    mcc = {"mcc": "no positives and nothing flagged", "precision": "nothing flagged"}
    assert undefined([0, 0], [0, 0]) == no_positives | mcc
    assert undefined([0, 0], [1, 1])["mcc"] == "no positives and everything flagged"
    assert undefined([1, 1], [0, 0])["mcc"] == "no negatives and nothing flagged"
    assert "f1" not in undefined([1, 1], [0, 0])
    assert undefined([0, 1], [0, 0])["mcc"] == "nothing flagged"
    assert undefined([0, 1], [1, 1])["mcc"] == "everything flagged"


def test_precision_is_averaged_over_ties_together_and_scores_may_be_negative():
    y, score = np.array([1, 0, 1, 0, 1]), np.array([-1.0, -1.0, 3.0, 0.5, 0.5])
    assert average_precision(y, score) == pytest.approx((1 + 2 / 3 + 3 / 5) / 3)
    assert area_under_roc(y, score) == pytest.approx((2 + 1.5 + 0.5) / 6)


@pytest.mark.parametrize("y", [[0, 0], [1, 1]])
def test_a_ranking_of_one_class_is_undefined(y):
    y, score = np.array(y), np.array([0.1, 0.9])
    assert isnan(area_under_roc(y, score))
    assert isnan(average_precision(y, score))


def test_the_brier_score_is_the_mean_squared_error():
    assert performance([0, 1, 1], [0.5, 0.5, 1.0], [0, 1, 1])["brier"] == pytest.approx(0.5 / 3)
