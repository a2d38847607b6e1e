"""Thousands of damaged runs take a few lines."""

import pytest

from fairlab.record.told_runs import NOTES, TOLD, leave_out


@pytest.mark.parametrize(("asked", "lines"), [("", 5), ("all", 5000)])
def test_runs_with_the_same_fault_are_counted(asked, lines, monkeypatch, caplog):
    monkeypatch.setenv(NOTES, asked)
    TOLD.clear()
    seeds = [
        (f"{n:032x}", f"its tag fairlab.seed is '{n} a', which is no number") for n in range(4999)
    ]
    for _ in range(2):  # of which the second says nothing new
        leave_out([*seeds, ("ab" * 16, "its files are gone")])
    assert len(caplog.messages) == lines
    assert ("Note: and 4,996 more alike; FAIRLAB_NOTES=all tells each." in caplog.messages) != (
        asked == "all"
    )
