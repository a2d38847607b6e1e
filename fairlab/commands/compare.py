"""The command ``fairlab compare``: finished runs of a store, side by side."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from fairlab.commands.comparison import show_comparison
from fairlab.commands.finished import finished_runs
from fairlab.commands.why import show_reasons
from fairlab.commands.writable import refuse_unwritable
from fairlab.compare.comparison_table import markdown as as_markdown
from fairlab.compare.difference_figure import difference_figure, save_figure
from fairlab.errors import RequestError
from fairlab.system.atomic_write import atomic_write

FIGURES = (".svg", ".png", ".pdf")


def compare_session(
    dataset: str | None,
    conditions: Sequence[str],
    store: str | None,
    every: bool = False,
    why: bool = False,
    figure: Path | None = None,
    csv: Path | None = None,
    markdown: Path | None = None,
) -> None:
    """Compare the finished runs of a store.

    Parameters
    ----------
    dataset : str, optional
        Whose runs; may be left out where the store has runs of one data set only.
    conditions : sequence of str
        ``name=value``, of parameters.
    store : str, optional
        Tracking URI.
    every : bool
        Whether metrics that the study does not compare are shown too.
    why : bool
        Whether to say where the spread comes from, and how many seeds would be needed.
    figure, csv, markdown : Path, optional
        Where to write the comparison too.
    """
    refuse_unwritable(figure, csv, markdown)
    _refuse_kind(figure)
    ledger, runs = finished_runs(dataset, conditions, store)
    console = Console()
    table = show_comparison(runs, ledger.dataset_name, console, every)
    if why:
        show_reasons(ledger, runs, table, console)
    if csv:
        with atomic_write(csv) as part:
            table.to_csv(part, index=False)
    if markdown:
        with atomic_write(markdown) as part:
            part.write_text(as_markdown(table), encoding="utf-8")
    if figure:
        with atomic_write(figure) as part:
            save_figure(difference_figure(table), part)


def _refuse_kind(figure: Path | None) -> None:
    if figure and figure.suffix not in FIGURES:
        raise RequestError(f"A figure is {', '.join(FIGURES)}, but not {figure.name!r}.")
