"""Means over seeds without a claim: what is shown of runs that did not record their people."""

import pandas as pd
from rich.text import Text

from fairlab.compare.select import compared_metrics
from fairlab.compare.statement_words import number
from fairlab.data.messages import number_of
from fairlab.system.folding_table import FoldingTable


def means_table(runs: pd.DataFrame, dataset: str) -> FoldingTable:
    """Lay out the mean of each metric over seeds, with the spread, a column per strategy.

    Parameters
    ----------
    runs : DataFrame
        One row per run.
    dataset : str
    """
    figures = compared_metrics(runs).drop(columns="seed").groupby("strategy")
    mean, spread = figures.mean().T, figures.std().T
    title = f"{dataset}: means over {number_of(runs['seed'].nunique(), 'seed')} ± their spread"
    sheet = FoldingTable(title, "", *map(str, mean))
    for metric in mean.index:
        cells = [f"{number(mean.loc[metric, s])} ± {number(spread.loc[metric, s])}" for s in mean]
        sheet.add_row(Text(str(metric)), *cells)
    return sheet
