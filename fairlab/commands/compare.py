"""The command ``fairlab compare``: finished runs of a store, side by side."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from fairlab.commands.run import show_comparison
from fairlab.compare.figures import difference_figure
from fairlab.compare.select import refuse_mixture, where
from fairlab.compare.tables import markdown as as_markdown
from fairlab.errors import RequestError

FIGURES = (".svg", ".png", ".pdf")


def compare_session(
    dataset: str | None,
    conditions: Sequence[str],
    store: str | None,
    every: bool = False,
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
    figure, csv, markdown : Path, optional
        Where to write the comparison too.
    """
    from fairlab.record import Ledger, open_store

    _refuse_unwritable(figure, csv, markdown)
    opened = open_store(store, create=False)
    name = dataset or _only(opened.datasets())
    runs = Ledger(opened, name).table()
    if runs.empty:
        raise RequestError(f"There are no finished runs of {name!r} in {opened.shown}.")
    runs = where(runs, conditions)
    refuse_mixture(runs)
    table = show_comparison(runs, name, Console(), every)
    if csv:
        table.to_csv(csv, index=False)
    if markdown:
        markdown.write_text(as_markdown(table))
    if figure:
        difference_figure(table, figure)


def _refuse_unwritable(figure: Path | None, *others: Path | None) -> None:
    for path in filter(None, (figure, *others)):
        if not path.parent.is_dir():
            raise RequestError(f"There is no folder {str(path.parent)!r} to write {path.name} in.")
        if path.is_dir():
            raise RequestError(f"{path} is a folder; name a file in it.")
    if figure and figure.suffix not in FIGURES:
        raise RequestError(f"A figure is {', '.join(FIGURES)}, but not {figure.name!r}.")


def _only(datasets: list[str]) -> str:
    if len(datasets) == 1:
        return datasets[0]
    if not datasets:
        raise RequestError("The store has no runs yet. Run a sweep first: fairlab sweep")
    raise RequestError(
        f"The store has runs of several data sets: {', '.join(datasets)}.\n"
        f"Say which: --dataset {datasets[0]}"
    )
