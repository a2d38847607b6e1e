"""The last block in time against the earlier ones: differences, bands, false alarms."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from fairlab.audit.drift import DRIFT, EVERYONE, drift_of
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.audit.registry import compared_rates
from fairlab.stats.answers import BEYOND, DIFFERS
from tests.audit.judged import judged

ROWS, BLOCKS = 3000, 5


def in_time(seed=0, caught_late=0.6, seeds=1, rows=ROWS):
    """People of two attributes; in the last block another share of the bad events is caught."""
    rng = np.random.default_rng(seed)
    block = np.arange(rows) * BLOCKS // rows
    groups = pd.DataFrame(
        {"sex": rng.choice(["f", "m"], rows), "age": rng.choice(["old", "mid", "young"], rows)}
    )
    y = (rng.random(rows) < 0.3).astype(int)
    caught = np.where(block == BLOCKS - 1, caught_late, 0.6)
    chance = np.where(y == 1, caught, 0.1)
    flagged = (rng.random((seeds, rows)) < chance).astype(int)
    return OutOfFold(y, groups, np.tile(block, (seeds, 1)), {"plain": flagged}, design="rolling")


def slow(data, attribute, group, rate):
    """A rate in the last block and before it, by a loop over the rows."""
    hits, of = {True: 0, False: 0}, {True: 0, False: 0}
    last = data.folds.max()
    for seed in range(data.seeds):
        for at, y in enumerate(data.y):
            if attribute != EVERYONE and data.groups[attribute].iloc[at] != group:
                continue
            cell = {(1, 1): "tp", (1, 0): "fn", (0, 1): "fp", (0, 0): "tn"}[
                y, data.decisions["plain"][seed, at]
            ]
            late = bool(data.folds[seed, at] == last)
            hits[late] += cell in rate.hits
            of[late] += cell in (*rate.hits, *rate.misses)
    return hits[True] / of[True], hits[False] / of[False]


@pytest.mark.slow
@pytest.mark.parametrize("seeds", [1, 2])
def test_every_rate_is_what_a_loop_over_the_rows_finds(seeds):
    data = in_time(seeds=seeds, rows=600)
    found = drift_of(data, "plain")
    rates = {rate.name: rate for rate in compared_rates()}
    assert len(found) == len(rates) * (1 + 2 + 3)
    assert set(found["family"]) == {DRIFT}
    for row in found.to_dict("records"):
        late, before = slow(data, row["attribute"], row["group"], rates[row["metric"]])
        assert (row["value_group"], row["value_rest"]) == pytest.approx((late, before))
        ratio = rates[row["metric"]].as_ratio
        assert row["estimate"] == pytest.approx(late / before if ratio else late - before)


@pytest.mark.parametrize("seeds", [1, 3])
def test_its_band_is_that_of_two_independent_shares(seeds):
    one = in_time()
    same = {"plain": np.tile(one.decisions["plain"], (seeds, 1))}
    data = replace(one, folds=np.tile(one.folds, (seeds, 1)), decisions=same)
    row = drift_of(data, "plain").set_index(["attribute", "metric"]).loc[(EVERYONE, "recall")]
    shares, sizes = (row[["value_group", "value_rest"]], row[["events_group", "events_rest"]])
    variance = sum(p * (1 - p) / n for p, n in zip(shares, sizes, strict=True))
    assert row["se"] == pytest.approx(np.sqrt(variance), rel=0.01)
    assert row["high"] - row["estimate"] == pytest.approx(row["critical"] * row["se"])


def test_what_drifts_is_said_to_differ():
    found = drift_of(in_time(caught_late=0.3), "plain")
    own = found[(found["metric"] == "recall") & (found["attribute"] == EVERYONE)].iloc[0]
    assert own["answer"] in (DIFFERS, BEYOND)
    assert own["estimate"] < 0


@pytest.mark.slow
def test_without_drift_a_family_rarely_says_so():
    tables = [drift_of(in_time(seed), "plain") for seed in range(30)]
    wrong = [found["answer"].isin([DIFFERS, BEYOND]).any() for found in tables]
    assert sum(wrong) <= 5, "of 30 at 5 %: more than 5 in one of 300 cases"


def test_without_blocks_in_time_there_is_nothing_to_say():
    assert drift_of(judged(), "plain").empty


def test_a_group_that_the_last_block_lacks_has_no_statement():
    data = in_time()
    late = data.folds[0] == BLOCKS - 1
    data.groups.loc[late, "age"] = "old"
    found = drift_of(data, "plain")
    assert set(found.loc[found["attribute"] == "age", "group"]) == {"old"}
