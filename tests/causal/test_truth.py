"""What the flip rates promise, by simulation; minutes, so only when asked for."""

import os
from argparse import Namespace

import numpy as np
import pandas as pd
import pytest

from bench import gap_parts
from bench.counterfactual import WORLDS, one_seed

pytestmark = pytest.mark.skipif(
    "FAIRLAB_SIMULATE" not in os.environ, reason="set FAIRLAB_SIMULATE=1 (minutes)"
)
SEEDS = 20


@pytest.fixture(scope="module", params=["strong", "strong hidden", "continuous"])
def off(request):
    """The error of FR1 in shares of the truth: a row per seed and group, a column per mode."""
    world, flagged = WORLDS[request.param]
    how = Namespace(rows=20_000, replicates=0, calibrate=0, modes=["fci", "given", "study"])
    found = pd.concat([one_seed(world, flagged, s, how).assign(seed=s) for s in range(SEEDS)])
    first = found[found["rate"] == "FR1"].assign(off=lambda rows: rows["value"] / rows["truth"] - 1)
    return first.pivot_table("off", ["group", "seed"], "mode")


def test_with_the_graph_given_the_bias_is_under_five_percent(off):
    assert (off["given"].groupby("group").mean().abs() < 0.05).all()


def test_discovery_is_no_further_off_than_no_discovery(off):
    bias = off.groupby("group").mean().abs()
    noise = 2 * (off["fci"] - off["none"]).std() / np.sqrt(SEEDS)
    assert bias["fci"].mean() < bias["none"].mean() + noise


def test_the_study_understates(off):
    assert (off["study"].groupby("group").mean() < -0.5).all()


@pytest.mark.parametrize("towns", [False, True])
def test_the_parts_of_a_gap_are_within_five_percent(towns):
    found = pd.concat([gap_parts.one_seed(20_000, seed, towns) for seed in range(SEEDS)])
    off = found["told"] / found["truth"] - 1
    assert (off.groupby([found["group"], found["part"]]).mean().abs() < 0.05).all()
