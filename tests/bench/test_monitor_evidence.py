"""The simulations of the monitor in small: they run, and alarms at the border are rare."""

import numpy as np

from bench import monitor_evidence as evidence


def test_no_scene_alarms_often(monkeypatch):
    monkeypatch.setattr(evidence, "LOOKS", 12)
    found = list(evidence.false_alarms(12))
    assert [row["months"] for row in found] == list(evidence.SCENES)
    assert sum(row["false alarms"] for row in found) <= 0.2


def test_a_delay_is_counted_from_the_beginning():
    grown = np.array([[9, 0, 0, 5], [0, 0, 5, 5], [0, 0, 0, 0]])
    assert evidence.delay(grown, 5, begin=1) == "3 (90 %: never)"
    assert evidence.delay(grown[:2], 5, begin=2) == "2 (90 %: 2)"
