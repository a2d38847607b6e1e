"""Drawing counts is drawing rows: against audits of the same counts, and of drawn rows."""

import numpy as np
import pandas as pd
import pytest

from fairlab.audit import audit_counts
from fairlab.audit.bootstrap import bootstrap_audit, draw_counts
from fairlab.seeds import seed_for

CELLS = ["tn", "fp", "fn", "tp"]
THREE = pd.DataFrame(
    [[300, 40, 30, 60], [150, 30, 20, 25], [9, 3, 4, 4]], index=list("abc"), columns=CELLS
)
KEY = ["kind", "measure", "group"]


def audited(counts: pd.DataFrame) -> pd.Series:
    frame = audit_counts({"x": counts})
    of_measure = frame["kind"] == "attribute"
    return frame.assign(group=frame["group"].mask(of_measure, "")).set_index(KEY)["value"]


@pytest.mark.slow
@pytest.mark.parametrize("keep_labels", [False, True])
def test_every_replicate_is_the_audit_of_its_counts(keep_labels):
    found = bootstrap_audit({"x": THREE}, 12, seed=3, keep_labels=keep_labels).set_index(KEY)
    drawn = draw_counts(THREE.to_numpy(), 12, seed_for(3, "bootstrap", "x"), keep_labels)
    slow = pd.DataFrame([audited(pd.DataFrame(one, THREE.index, CELLS)) for one in drawn])
    pd.testing.assert_series_equal(found["value"], audited(THREE), check_names=False)
    pd.testing.assert_series_equal(found["sd"], slow.std(), check_names=False, atol=1e-12)
    low = slow.quantile(0.025, interpolation="linear")
    pd.testing.assert_series_equal(found["low"], low, check_names=False, atol=1e-12)
    pd.testing.assert_series_equal(found["defined"], slow.notna().mean(), check_names=False)


def recalls(y: np.ndarray, flagged: np.ndarray, group: np.ndarray) -> dict[str, float]:
    """Recall per group and its parity, by plain loops over rows."""
    found = {
        name: flagged[(group == code) & (y == 1)].mean() for code, name in enumerate(THREE.index)
    }
    return found | {"": 1 - min(found.values()) / max(found.values())}


@pytest.mark.parametrize("keep_labels", [False, True])
def test_it_spreads_as_rows_drawn_with_replacement_do(keep_labels):
    rows = np.repeat(np.arange(12), THREE.to_numpy().ravel())
    y = rows % 4 // 2
    parts = [np.flatnonzero(y == label) for label in (0, 1)] if keep_labels else [np.arange(len(y))]
    rng, slow = np.random.default_rng(0), []
    for _ in range(600):
        drawn = rows[np.concatenate([rng.choice(part, len(part)) for part in parts])]
        slow.append(recalls(drawn % 4 // 2, drawn % 2, drawn // 4))
    expected = pd.DataFrame(slow).std()
    found = bootstrap_audit({"x": THREE}, 4000, min_size=1, keep_labels=keep_labels)
    found = found[found["measure"].isin(["recall", "recall_parity"])].set_index("group")["sd"]
    assert found.to_dict() == pytest.approx(expected.to_dict(), rel=0.1)


def test_positives_stay_as_many_where_a_split_keeps_them():
    drawn = draw_counts(THREE.to_numpy(), 50, seed=0, keep_labels=True)
    assert (drawn[..., 2:].sum(axis=(1, 2)) == THREE[["fn", "tp"]].to_numpy().sum()).all()
    free = draw_counts(THREE.to_numpy(), 50, seed=0, keep_labels=False)
    assert len(np.unique(free[..., 2:].sum(axis=(1, 2)))) > 1
    assert (free.sum(axis=(1, 2)) == THREE.to_numpy().sum()).all()


def test_what_is_undefined_everywhere_has_no_interval():
    nobody = pd.DataFrame([[50, 0, 5, 0], [60, 0, 6, 0]], index=["a", "b"], columns=CELLS)
    found = bootstrap_audit({"x": nobody}, 20).set_index(KEY)
    row = found.loc[("attribute", "precision_parity", "")]
    assert np.isnan(row["value"])
    assert row[["low", "high", "sd"]].isna().all()
    assert row["defined"] == 0


@pytest.mark.slow
def test_intervals_of_a_rate_hold_the_truth():
    rng = np.random.default_rng(1)
    odds = np.array([[0.4, 0.1, 0.05, 0.05], [0.2, 0.1, 0.04, 0.06]])
    held = []
    for world in range(60):
        cells = pd.DataFrame(rng.multinomial(2000, odds.ravel()).reshape(2, 4), columns=CELLS)
        found = bootstrap_audit({"x": cells}, 400, seed=world).set_index(KEY)
        recall = found.xs("recall", level="measure")[["low", "high"]].to_numpy()
        held.append((recall[:, 0] <= [0.5, 0.6]) & (recall[:, 1] >= [0.5, 0.6]))
    assert np.mean(held) >= 0.91


def test_the_same_seed_gives_the_same_figures_whatever_other_attributes_there_are():
    alone = bootstrap_audit({"x": THREE}, 30, seed=5)
    beside = bootstrap_audit({"other": THREE, "x": THREE}, 30, seed=5)
    kept = beside[beside["attribute"] == "x"].reset_index(drop=True)
    pd.testing.assert_frame_equal(alone, kept)
