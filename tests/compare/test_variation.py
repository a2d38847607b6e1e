"""The parts of the variance, in worlds where they are known."""

import numpy as np
import pandas as pd
import pytest

from fairlab.compare.variation import (
    FEW,
    NO_SPREAD,
    NOT_VARIED,
    ONE_TEST_PART,
    TESTED,
    TOGETHER,
    TRAINED_ON,
    TRAINING,
    variation,
    variation_sentence,
)

PARTS = {TESTED: 9.0, TRAINED_ON: 4.0, TRAINING: 1.0}
CHANGES = {"both": tuple(PARTS), "data": (TESTED, TRAINED_ON), "model": (TRAINING,)}
DRAWN = 0.25


def runs_of(kinds: tuple[str, ...], seeds: int, worlds: int) -> pd.DataFrame:
    """Runs with as many metrics as worlds."""
    rng = np.random.default_rng(3)
    tables = []
    for kind in kinds:
        sd = np.sqrt(sum(PARTS[part] for part in CHANGES[kind]))
        values = pd.DataFrame(rng.normal(0, sd, (seeds, worlds))).add_prefix("test/")
        about = pd.DataFrame({"strategy": "baseline", "seed": range(seeds), "vary": kind})
        tables.append(about.join(values))
    return pd.concat(tables, ignore_index=True)


def finite_of(runs: pd.DataFrame, variance: float = PARTS[TESTED] / (1 - DRAWN)) -> pd.DataFrame:
    return pd.DataFrame({name: {"baseline": variance} for name in runs.columns[3:]})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kinds", "sources"),
    [
        (("both",), {TESTED: 9, TOGETHER: 5}),
        (("both", "model"), PARTS),
        (("data", "model"), PARTS),
        (("both", "data", "model"), PARTS),
    ],
)
def test_parts_are_found_and_their_intervals_hold_the_truth(kinds, sources):
    runs = runs_of(kinds, seeds=10, worlds=1000)
    found = variation(runs, finite_of(runs), DRAWN)
    assert set(found["source"]) == set(sources)
    truth = found["source"].map(sources) / 14
    held = truth.between(found["low"], found["high"])
    assert (held.groupby(found["source"]).mean() > 0.93).all()
    mean = found.groupby("source")["share"].mean()
    assert mean.to_dict() == pytest.approx({k: v / 14 for k, v in sources.items()}, abs=0.06)


@pytest.mark.parametrize(("kind", "missing"), [("data", TRAINING), ("model", TRAINED_ON)])
def test_what_was_not_varied_cannot_be_told_and_the_option_is_named(kind, missing):
    runs = runs_of((kind,), seeds=5, worlds=1)
    found = variation(runs, finite_of(runs), DRAWN).set_index("source")
    assert found["share"].isna().all()
    assert np.isnan(found.loc[missing, "variance"])
    assert found.loc[missing, "note"] == NOT_VARIED[missing]
    assert found.loc[TESTED, "variance"] == pytest.approx(9)


def test_one_test_part_adds_nothing_to_the_spread_but_another_would():
    runs = runs_of(("data", "model"), seeds=5, worlds=1)
    found = variation(runs, finite_of(runs)).set_index("source")
    assert found.loc[TESTED, ["share", "note"]].tolist() == [0, ONE_TEST_PART]
    assert found.loc["other rows to test", "variance"] == pytest.approx(12)
    assert found["share"].sum() == pytest.approx(1)


def test_what_does_not_vary_or_is_undefined_has_no_shares():
    runs = runs_of(("both",), seeds=3, worlds=1).assign(same=0.1 + 0.2, none=np.nan)
    found = variation(runs, finite_of(runs), DRAWN).set_index("metric")
    assert (found.loc["none", "note"] == FEW).all()
    silent = variation(runs, finite_of(runs, 0.0), DRAWN).set_index("metric").loc["same"]
    assert silent["share"].isna().all()
    assert (silent["note"] == NO_SPREAD).all()


def test_the_same_runs_give_the_same_intervals():
    runs = runs_of(("both", "model"), seeds=4, worlds=2)
    one, two = (variation(runs, finite_of(runs), DRAWN) for _ in range(2))
    pd.testing.assert_frame_equal(one, two)


def test_the_sentence_tells_accuracy_from_unfairness():
    metrics = ["test/auc", "test/f1", "fair.a/recall_parity"]
    rows = {"metric": metrics, "source": TESTED, "share": [0.2, 0.4, 0.9]}
    assert "30 % of accuracy and 90 % of unfairness" in variation_sentence(pd.DataFrame(rows))
    assert variation_sentence(pd.DataFrame(rows).assign(share=np.nan)) == ""
