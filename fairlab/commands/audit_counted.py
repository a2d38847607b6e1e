"""A table of decisions that is larger than memory, audited: counted in pieces, and written."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Any

import pandas as pd
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from fairlab.audit.counted.counted_source import CountedSource, source_of_chunks
from fairlab.audit.source_groups import audit_tallies
from fairlab.compare.counted_comparison import compare_counted
from fairlab.data.chunks.opening import opened
from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.guessing import as_typed, guessed

if TYPE_CHECKING:
    from fairlab.data.chunks import Chunks
    from fairlab.data.chunks.survey import Watch


@contextmanager
def counting(table: "Chunks", console: Console) -> Iterator["Watch"]:
    """Show how many rows have been read, of both readings."""
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(), TimeRemainingColumn(), console=console, transient=True,
    )  # fmt: skip
    total = None if table.rows is None else 2 * table.rows
    task, done = bar.add_task("Counting people ...", total=total), 0

    def watch(rows: int) -> None:
        nonlocal done
        done += rows
        bar.update(task, completed=done, description=f"Counting people ... {done:,} rows read")

    with bar:
        yield watch
