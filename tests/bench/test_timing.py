import numpy as np
import pytest

from bench.timing import extra_memory, in_turns, lacks, row


def test_a_row_holds_medians_their_ratio_and_how_far_repeats_differ():
    made = row("a", np.array([1.0, 2.0, 9.0]), np.array([4.0, 10.0, 9.0]), "2 times", "peer: b")
    assert made == {
        "name": "a", "ours_s": 2.0, "peer_s": 9.0, "ratio": 4.5, "goal": "2 times",
        "note": "peer: b; ratios 1 to 5",
    }  # fmt: skip


def test_a_peer_may_be_timed_once_or_be_absent():
    assert row("a", np.array([1.0, 2.0]), 3.0)["ratio"] == 2.0
    alone = row("a", np.array([1.0, 2.0]), None, note="no peer")
    assert np.isnan(alone["peer_s"])
    assert np.isnan(alone["ratio"])
    assert alone["note"] == "no peer; repeats 1 to 2 s"
    assert row("a", np.array([1.0]), 3.0)["note"] == ""


def test_both_sides_take_turns():
    order: list[str] = []
    ticks = iter(range(100))
    ours, peer = in_turns(
        lambda: order.append("ours"), lambda: order.append("peer"), 2, lambda: next(ticks)
    )
    assert order == ["ours", "peer"] * 2
    assert ours.tolist() == peer.tolist() == [1, 1]


def test_memory_is_what_was_held_at_the_peak():
    found, megabytes = extra_memory(lambda: np.ones(4_000_000).sum())
    assert found == 4_000_000
    assert megabytes == pytest.approx(32, rel=0.05)


def test_a_peer_that_is_not_there_is_known():
    assert lacks("no_such_package_at_all")
    assert not lacks("numpy")
