"""The variance that a finite test set brings, against rows drawn anew."""

import numpy as np
import pandas as pd
import pytest

from fairlab.audit import audit_groups, performance, tally
from fairlab.audit.sampling_variance import counts_of, variance_of_performance


def predictions(rows: int = 1500, ties: int = 2) -> pd.DataFrame:
    rng = np.random.default_rng(1)
    y = (rng.random(rows) < 0.15).astype(int)
    score = np.round(rng.normal(0.3 + 0.2 * y, 0.15), ties).clip(0, 1)
    return pd.DataFrame({"y": y, "score": score, "flagged": score > 0.45})


@pytest.mark.parametrize("ties", [1, 8])
def test_it_is_the_variance_over_test_parts_that_are_drawn_anew(ties):
    frame = predictions(ties=ties)
    y, score, flagged = (frame[name].to_numpy() for name in frame)
    parts = [np.flatnonzero(y == label) for label in (0, 1)]
    rng, slow = np.random.default_rng(2), []
    for _ in range(600):
        drawn = np.concatenate([rng.choice(part, len(part)) for part in parts])
        slow.append(performance(y[drawn], score[drawn], flagged[drawn]))
    expected = pd.DataFrame(slow).var()
    found = variance_of_performance(frame)
    assert set(found) == set(expected.index)
    for name, variance in found.items():
        assert variance == pytest.approx(expected[name], rel=0.25), name


def test_the_auc_has_delongs_variance():
    frame = predictions(rows=300)
    y, score = frame["y"].to_numpy(), frame["score"].to_numpy()
    above = score[y == 1][:, None] - score[y == 0][None, :]
    won = np.where(above == 0, 0.5, above > 0)
    of_positives, of_negatives = won.mean(axis=1), won.mean(axis=0)
    delong = of_positives.var() / len(of_positives) + of_negatives.var() / len(of_negatives)
    assert variance_of_performance(frame)["auc"] == pytest.approx(delong)


def test_what_is_undefined_has_no_variance():
    frame = predictions().assign(y=0)
    found = variance_of_performance(frame)
    assert np.isnan([found["auc"], found["auprc"], found["recall"]]).all()
    assert found["brier"] > 0


def test_counts_come_back_from_an_audit():
    frame = predictions()
    groups = pd.DataFrame(
        {"sex": pd.Categorical(list("fm") * 750, list("fmx")), "age": ["a"] * 1500}
    )
    audit = audit_groups(frame["y"], frame["flagged"], groups)
    for name, table in counts_of(audit).items():
        expected = tally(frame["y"], frame["flagged"], groups[name])
        pd.testing.assert_frame_equal(table, expected, check_dtype=False, check_names=False)
