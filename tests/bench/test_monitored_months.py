"""A bias that begins in one month is found after it began, and nothing before."""

import pytest

from bench import monitored_months


@pytest.mark.slow
def test_a_bias_that_begins_late_is_found_soon_after(tmp_path, monkeypatch):
    asked = {**monitored_months.ASKED, "measures": "selection_rate", "delta": ("0.03",)}
    monkeypatch.setattr(monitored_months, "ASKED", asked)
    alarms = monitored_months.watch(tmp_path, 5, 3, 5000, 2.0, learned=10_000)
    assert list(alarms) == ["share flagged by document, other against Dutch"]
    assert 3 <= alarms.popitem()[1] <= 4
    assert "since March 2024" in (tmp_path / "monitor-telecom.html").read_text()
