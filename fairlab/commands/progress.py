"""How far a sweep is: finished fits and runs, and the finished tuning trials of those under way."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from math import ceil
from pathlib import Path
from threading import Event, Thread
from types import TracebackType

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from fairlab.audit.registry import accuracy_metrics
from fairlab.data.messages import number_of
from fairlab.experiment.failure import RunFailure
from fairlab.experiment.fit_spec import FitSpec
from fairlab.experiment.spec import ASKED, RunSpec
from fairlab.record.run_result import RunResult

SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_BETWEEN_LINES = 60.0  # where no bar can be drawn
MINUTES_TOLD = 100  # more are told in hours


class SweepProgress:
    """A progress bar that also counts the trials that computing runs have written down.

    Where the output is no terminal, it is a plain line a minute.

    Parameters
    ----------
    specs : iterable of FitSpec and RunSpec
        Those that are to be computed.
    journals : mapping of str to Path
        Per key, where a run writes its finished trials, and beside it the attributes asked about.
    console : Console
    """

    def __init__(
        self, specs: Iterable[FitSpec | RunSpec], journals: Mapping[str, Path], console: Console
    ) -> None:
        asked = list(specs)
        self.steps = {spec.key: _steps(spec) for spec in asked}
        self.runs = {spec.key for spec in asked if isinstance(spec, RunSpec)}
        self.journals = journals
        self.finished: set[str] = set()
        self.bar = Progress(
            TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"),
            TimeElapsedColumn(), TimeRemainingColumn(), console=console, transient=True,
            refresh_per_second=1 / SECONDS_BETWEEN_LOOKS,
        )  # fmt: skip
        self.task = self.bar.add_task("", total=sum(self.steps.values()) or 1)
        self.marks = [(0.0, 0.0)]  # at each line, the seconds since the start and the steps done
        self.over = Event()
        self.looking = Thread(target=self._look, daemon=True)

    def __enter__(self) -> "SweepProgress":
        self._show()
        self.bar.start()
        self.looking.start()
        return self

    def __exit__(
        self, kind: type | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.over.set()
        self.looking.join()
        self.bar.stop()

    def saw(self, spec: FitSpec | RunSpec, result: RunResult | RunFailure) -> None:
        """Count what is finished; of a run print its figures, or that it failed."""
        self.finished.add(spec.key)
        if isinstance(spec, FitSpec):
            return self._show()
        if isinstance(result, RunFailure):
            told = f"failed: {escape(result.cause[:60])}"
        else:
            told = _figures(result, any(fit.key in self.steps for fit in spec.trainings))
        self.bar.console.print(
            f"  {escape(spec.strategy.name):<12} seed {spec.seed:<3} {told}", highlight=False
        )
        return self._show()

    def tell(self, line: str) -> None:
        """Print a line above the bar."""
        self.bar.console.print(f"  {line}", highlight=False, markup=False, soft_wrap=True)

    def _look(self) -> None:
        drawn = self.bar.console.is_terminal and not self.bar.console.is_dumb_terminal
        with suppress(BrokenPipeError):  # the next line of the main thread tells it
            while not self.over.wait(SECONDS_BETWEEN_LOOKS if drawn else SECONDS_BETWEEN_LINES):
                self._show()
                if not drawn:
                    self.tell(self._line())

    def _line(self) -> str:
        """Say how far it is, and how long the rest takes at the pace of the later half.

        A machine that others use gets slower and faster; the bar's own estimate forgets what is
        older than half a minute, in which no fit may end.
        """
        task = self.bar.tasks[0]
        now, done = task.elapsed or 0, task.completed
        if not done:
            return task.description
        since, before = [mark for mark in self.marks if mark[0] <= now / 2 and mark[1] < done][-1]
        self.marks.append((now, done))
        pace = (now - since) / (done - before)
        return f"{task.description}{_duration(((task.total or 1) - done) * pace)}"

    def _show(self) -> None:
        done = sum(self._done(key, steps) for key, steps in self.steps.items())
        fits, fitted = len(self.steps) - len(self.runs), len(self.finished - self.runs)
        ran = len(self.finished & self.runs)
        text = f"{fitted} of {number_of(fits, 'fit')}, {ran} of {number_of(len(self.runs), 'run')}"
        self.bar.update(self.task, completed=done, description=text)

    def _done(self, key: str, steps: int) -> int:
        if key in self.finished:
            return steps
        if steps == 1:  # of which nothing is written down
            return 0
        trials = max(_lines(self.journals[key]) - 1, 0)
        return min(trials + _lines(self.journals[key].with_name(ASKED)), steps - 1)


def _figures(result: RunResult, fitted: bool) -> str:
    """Give the figures of a run and its seconds, without those of fits that were there before."""
    shown = (metric.name for metric in accuracy_metrics() if metric.headline)
    figures = "  ".join(f"{name} {result.metrics[f'test/{name}']:.3f}" for name in shown)
    seconds = result.metrics["time/total_s"] - (0 if fitted else result.metrics["time/fit_s"])
    told = f"{seconds:.0f} s" if fitted else f"{seconds:.0f} s, reused"
    return f"{figures}  [dim]{told}[/dim]"


def _duration(seconds: float) -> str:
    minutes = max(ceil(seconds / 60), 1)
    told = f"{minutes} min" if minutes <= MINUTES_TOLD else f"{round(minutes / 60)} h"
    return f"; some {told} left"


def _steps(spec: FitSpec | RunSpec) -> int:
    """Count the trials of a fit, or the attributes that a run asks people about, and the rest."""
    if isinstance(spec, RunSpec):
        return (len(spec.data.sensitive) if spec.individual else 0) + 1
    trials: int = 0 if spec.searched_by else spec.settings.get("model__trials", 0)
    return trials + 1


def _lines(file: Path) -> int:
    try:
        return file.read_bytes().count(b"\n")
    except FileNotFoundError:
        return 0
