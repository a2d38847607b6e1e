"""How far a sweep is, told where no bar can be drawn."""

import time
from datetime import UTC, datetime
from io import StringIO

import pytest
from rich.console import Console
from sklearn.linear_model import LogisticRegression

from fairlab.audit.registry import accuracy_metrics
from fairlab.commands import progress
from fairlab.commands.progress import SweepProgress
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan
from fairlab.record.run_result import RunResult
from tests.small import small_credit

HOURS = 100 * 3600.0


@pytest.fixture(scope="module")
def asked():
    (spec,) = plan([Strategy("plain", LogisticRegression())], small_credit(), [0])
    return [*spec.trainings, spec]


def looked(asked, monkeypatch, seconds, fits, **kind):
    """Give what is printed once some fits are finished after some time."""
    monkeypatch.setattr(progress, "SECONDS_BETWEEN_LINES", 0.01)
    monkeypatch.setattr(progress, "SECONDS_BETWEEN_LOOKS", 0.01)
    clock, out = iter([0.0]), StringIO()
    console = Console(file=out, width=80, get_time=lambda: next(clock, seconds), **kind)
    told = SweepProgress(asked, {}, console)
    for fit in asked[:fits]:
        told.saw(fit, None)
    with told:
        for _ in range(100):
            time.sleep(0.03)
            if out.getvalue():
                break
    return out.getvalue()


@pytest.mark.parametrize(
    ("seconds", "fits", "line"),
    [
        (100.0, 0, "  0 of 5 fits, 0 of 1 run\n"),
        (100.0, 2, "  2 of 5 fits, 0 of 1 run; some 4 min left\n"),
        (1.0, 5, "  5 of 5 fits, 0 of 1 run; some 1 min left\n"),
        (HOURS, 5, "  5 of 5 fits, 0 of 1 run; some 20 h left\n"),
    ],
)
def test_a_plain_line_says_what_is_done_and_how_long_it_takes(
    asked, monkeypatch, seconds, fits, line
):
    assert looked(asked, monkeypatch, seconds, fits).startswith(line)


def test_the_pace_is_that_of_the_later_half(asked, monkeypatch):
    now = [0.0]
    told = SweepProgress(asked, {}, Console(file=StringIO(), get_time=lambda: now[0]))
    with told:
        for now[0], fit in zip((60.0, 120.0, 180.0, 900.0), asked, strict=False):
            told.saw(fit, None)
            line = told._line()
    assert line == "4 of 5 fits, 0 of 1 run; some 24 min left"  # 2 steps of 720 s


@pytest.mark.parametrize(("first", "told"), [(0, "9 s"), (-1, "2 s, reused")])
def test_a_run_that_reuses_fits_took_no_time_of_theirs(asked, first, told):
    out, now = StringIO(), datetime.now(UTC)
    figures = {f"test/{metric.name}": 0.5 for metric in accuracy_metrics()}
    metrics = figures | {"time/fit_s": 7.0, "time/total_s": 9.0}
    SweepProgress(asked[first:], {}, Console(file=out)).saw(asked[-1], RunResult(metrics, now, now))
    assert out.getvalue().splitlines()[0].endswith(told)


def test_a_bar_needs_no_lines(asked, monkeypatch):
    drawn = looked(asked, monkeypatch, 100.0, 2, force_terminal=True)
    assert "2 of 5 fits" in drawn
    assert "left" not in drawn
