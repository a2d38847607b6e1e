"""Means over seeds without a claim: what is shown of runs that did not record their people."""

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from fairlab.compare.select import compared_metrics
from fairlab.compare.statement_words import number


def means_table(runs: pd.DataFrame, dataset: str) -> Table:
    """Lay out the mean of each metric over seeds, with the spread, a column per strategy.

    Parameters
    ----------
    runs : DataFrame
        One row per run.
    dataset : str

    Returns
    -------
    rich.table.Table
    """
    figures = compared_metrics(runs).drop(columns="seed").groupby("strategy")
    mean, spread = figures.mean().T, figures.std().T
    title = Text(f"{dataset}: means over {runs['seed'].nunique()} seeds ± their spread", "bold")
    sheet = Table(title=title, box=SIMPLE_HEAD, padding=(0, 1, 0, 0), min_width=76)
    sheet.title_justify = "left"
    sheet.add_column("", overflow="fold")
    for strategy in mean:
        sheet.add_column(Text(str(strategy)), justify="right", no_wrap=True)
    for metric in mean.index:
        cells = [f"{number(mean.loc[metric, s])} ± {number(spread.loc[metric, s])}" for s in mean]
        sheet.add_row(Text(str(metric)), *cells)
    return sheet
