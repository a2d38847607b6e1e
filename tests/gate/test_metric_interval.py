"""Seeds and rows together: an interval is as wide as either makes it."""

from math import isnan

import numpy as np
import pandas as pd
import pytest

from fairlab.gate.judge_limit import judge
from fairlab.gate.limits import Limit
from fairlab.gate.metric_interval import BY_ROWS, metric_interval
from fairlab.gate.verdicts import BROKEN, UNTOLD
from tests.gate.drawn_runs import PARITY, drawn
from tests.gate.shifted_folds import pooled, shifted


def verdict(limit, runs, tables):
    return judge("a", limit, metric_interval(runs, limit.metric, tables)).verdict


def test_one_test_part_for_all_is_no_surer_than_its_rows():
    runs, tables = drawn(1, [0.5], [100])
    runs = pd.concat([runs, runs.assign(seed=1, **{"test/recall": runs["test/recall"] + 0.01})])
    own = metric_interval(runs[:1], "test/recall", tables)
    shared = metric_interval(runs.assign(**{"params.split.test": "given"}), "test/recall", tables)
    assert shared.low <= own.low
    assert shared.high >= own.high


def test_a_metric_that_seeds_lack_may_break_its_limit_but_not_keep_it():
    runs, tables = drawn(6, [0.9, 0.9], [500, 500])
    runs.loc[0, "test/recall"] = np.nan
    assert verdict(Limit("test/recall", 0.95, most=False), runs, tables) == BROKEN
    assert verdict(Limit("test/recall", 0.5, most=False), runs, tables) == UNTOLD


def test_an_undefined_metric_is_told_with_its_reason():
    runs, tables = drawn(2, [0.5, 0.5], [50, 50])
    why = '{"fair.g/recall_parity": "no positives in group b"}'
    runs = runs.assign(undefined=why, **{PARITY: np.nan})
    found = metric_interval(runs, PARITY, tables)
    assert isnan(found.value)
    finding = judge("a", Limit(PARITY, 0.2, most=True), found)
    assert finding.verdict == UNTOLD
    assert "undefined (no positives in group b)" in finding.sentence


def test_one_run_tells_nothing_of_what_its_rows_do_not_tell():
    runs, tables = drawn(1, [0.5, 0.5], [50, 50])
    assert verdict(Limit("seed", 5, most=True), runs, tables) == UNTOLD


def test_what_is_no_metric_of_people_is_as_sure_as_the_seeds_agree():
    runs, tables = drawn(3, [0.4, 0.2], [80, 80])
    values = np.array([1, 5, 9.0])
    times = metric_interval(runs.assign(**{"time/fit_s": values}), "time/fit_s", tables)
    half = 4.302653 * values.std(ddof=1) / np.sqrt(3)
    assert (times.value, times.low, times.high) == pytest.approx((5, 5 - half, 5 + half))
    assert times.basis == "over 3 seeds"


@pytest.mark.slow
def test_scores_of_folds_are_never_pooled_however_few_bad_events_there_are():
    runs, tables = shifted(n=150, share=0.1)
    found = metric_interval(runs, "test/auc", tables)
    assert found.basis.endswith(BY_ROWS), "no normal band below 25 bad events"
    assert found.value == pytest.approx(runs["test/auc"].iloc[0])
    assert found.low < found.value < found.high
    assert found.low > pooled(tables) + 0.1


def test_people_make_accuracy_sure_where_they_are_recorded():
    runs, tables = shifted()
    found = metric_interval(runs, "test/auc", tables)
    assert found.basis == "by the people who were decided about"
    assert found.low < runs["test/auc"].iloc[0] < found.high
