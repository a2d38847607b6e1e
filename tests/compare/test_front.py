"""Better in both, as far as seeds tell: the front, its regions, and what may be chosen by."""

import numpy as np
import pandas as pd
import pytest

from fairlab.compare.dominance import candidates, dominance
from fairlab.compare.front import FEW, front, region
from fairlab.compare.paired_seeds import corrected_t
from fairlab.errors import RequestError

AUC, GAP = "test/auc", "fair.a/recall_parity"


def runs_of(means: dict[str, tuple[float, float]], seeds: int = 8, noise: float = 0.01):
    rng = np.random.default_rng(2)
    split = rng.normal(0, 0.05, (seeds, 2))
    tables = []
    for name, mean in means.items():
        values = pd.DataFrame(mean + split + rng.normal(0, noise, (seeds, 2)), columns=[AUC, GAP])
        tables.append(values.assign(strategy=name, seed=range(seeds)))
    return pd.concat(tables, ignore_index=True)


def test_who_is_worse_in_both_is_dominated_and_who_trades_is_not():
    means = {"baseline": (0.7, 0.3), "fair": (0.65, 0.1), "good": (0.8, 0.2), "bad": (0.6, 0.4)}
    found = front(runs_of(means), AUC, GAP).set_index("strategy")
    assert found["dominated_by"].to_dict() == {
        "baseline": "good",
        "bad": "baseline, fair, good",
        "fair": "",
        "good": "",
    }
    assert found["best"].to_dict() == dict.fromkeys(found.index, False) | {"fair": 1, "good": 1}


def test_a_lead_within_chance_does_not_dominate():
    found = front(runs_of({"baseline": (0.7, 0.3), "other": (0.701, 0.299)}, noise=0.05), AUC, GAP)
    assert set(found["dominated_by"]) == {""}


def test_being_better_in_one_only_is_not_enough():
    found = front(runs_of({"baseline": (0.7, 0.3), "other": (0.9, 0.3)}), AUC, GAP)
    assert set(found["dominated_by"]) == {""}


def test_p_is_the_larger_of_two_and_corrected_over_all_pairs():
    runs = runs_of({"baseline": (0.7, 0.3), "a": (0.72, 0.28), "b": (0.5, 0.1)})
    found = dominance(runs, AUC, GAP, overlap=0.3).set_index(["strategy", "over"])
    wide = runs.pivot_table(index="seed", columns="strategy", values=[AUC, GAP])
    p = [corrected_t((wide[m]["a"] - wide[m]["baseline"]).to_numpy(), 0.3)["p"] for m in (AUC, GAP)]
    assert found.loc[("a", "baseline"), "p"] == pytest.approx(max(p))
    assert found.loc[("a", "baseline"), "p_holm"] == pytest.approx(3 * max(p))


def test_a_seed_with_one_undefined_metric_does_not_count():
    runs = runs_of({"baseline": (0.7, 0.3), "other": (0.8, 0.2)})
    runs.loc[runs["seed"] < 6, GAP] = np.nan
    other = front(runs, AUC, GAP).set_index("strategy").loc["other"]
    assert (other["seeds"], other["pairs"], other["note"]) == (2, 2, FEW)
    assert len(region(other)) == 0


def row_of(paired: np.ndarray, overlap: float) -> pd.Series:
    """A row of the front from paired differences of shape (seeds, 2)."""
    spread = np.cov(paired.T) * (1 / len(paired) + overlap)
    row = {"pairs": len(paired), "accuracy": paired[:, 0].mean(), "unfairness": paired[:, 1].mean()}
    row |= {"variance_accuracy": spread[0, 0], "variance_unfairness": spread[1, 1]}
    return pd.Series(row | {"covariance": spread[0, 1]})


def test_the_spread_is_that_of_the_paired_differences():
    runs = runs_of({"baseline": (0.7, 0.3), "other": (0.8, 0.2)})
    wide = runs.set_index(["strategy", "seed"])
    expected = row_of((wide.loc["other"] - wide.loc["baseline"])[[AUC, GAP]].to_numpy(), 0.3)
    found = front(runs, AUC, GAP, overlap=0.3).iloc[1]
    names = ["pairs", "variance_accuracy", "variance_unfairness", "covariance"]
    assert found[names].tolist() == pytest.approx(expected[names].tolist())


def test_regions_hold_the_truth_in_19_of_20_worlds():
    rng = np.random.default_rng(4)
    inside, worlds, overlap = 0, 1000, 0.4
    mix = np.array([[1.0, 0.0], [-0.8, 0.6]])
    for _ in range(worlds):
        shared = np.sqrt(overlap) * mix @ rng.normal(size=2)
        paired = shared + rng.normal(size=(6, 2)) @ mix.T
        inside += holds(region(row_of(paired, overlap)), np.zeros(2))
    assert inside / worlds > 0.93


def test_equal_strategies_seldom_dominate_each_other():
    rng = np.random.default_rng(6)
    alarms = 0
    for _ in range(60):
        runs = pd.DataFrame(rng.normal(size=(20, 2)), columns=[AUC, GAP])
        runs = runs.assign(strategy=np.repeat(list("abcd"), 5), seed=np.tile(range(5), 4))
        alarms += dominance(runs, AUC, GAP)["dominates"].any()
    assert alarms <= 3


def holds(outline: np.ndarray, point: np.ndarray) -> bool:
    """Whether a convex outline goes once around a point."""
    edges, to_point = np.diff(outline, axis=0), point - outline[:-1]
    side = np.sign(edges[:, 0] * to_point[:, 1] - edges[:, 1] * to_point[:, 0])
    return bool(abs(side.sum()) == len(side))


def test_without_the_baseline_there_are_points_but_no_regions():
    found = front(runs_of({"a": (0.7, 0.3), "b": (0.8, 0.2)}), AUC, GAP)
    assert found["accuracy"].notna().all()
    assert found["covariance"].isna().all()


def test_nothing_is_chosen_by_the_test_part():
    runs = runs_of({"baseline": (0.7, 0.3), "other": (0.8, 0.2)})
    for names in [(AUC, "valid/gap"), ("valid/auc", GAP)]:
        with pytest.raises(RequestError, match="measured on test rows"):
            candidates(runs.rename(columns={AUC: "valid/auc", GAP: "valid/gap"}), *names)
    with pytest.raises(RequestError, match="No run has valid/auc"):
        candidates(runs, "valid/auc", "valid/gap")


def test_candidates_are_those_that_none_dominates_on_validation_rows():
    runs = runs_of({"baseline": (0.7, 0.3), "fair": (0.6, 0.1), "good": (0.8, 0.2)})
    names = {AUC: "valid/auc", GAP: "valid/fair.a/recall_parity"}
    found = candidates(runs.rename(columns=names), *names.values())
    assert found == ["fair", "good"]
