"""What seeds do: what ``fairlab compare --why`` adds to a comparison."""

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from fairlab.compare.comparison import Comparison
from fairlab.compare.seed_table import seed_table
from fairlab.compare.statement_words import number

ABOUT = (
    "Mean: as compared above. Spread: the standard deviation of the figure over seeds. Half band: "
    "how far the band of its mean reaches, which rests on the people; more seeds cannot bring it "
    "below what they allow. Another seed: what it would narrow that band by."
)


def show_reasons(runs: pd.DataFrame, comparison: Comparison | None, console: Console) -> None:
    """Print the spread over seeds beside the bands.

    Parameters
    ----------
    runs : DataFrame
        The runs that were compared.
    comparison : Comparison, optional
    console : Console
    """
    if comparison is None:
        return
    sheet = Table(box=SIMPLE_HEAD, padding=(0, 1, 0, 0), min_width=76)
    sheet.title, sheet.title_justify = Text("What seeds do", "bold"), "left"
    for name in ("", "strategy", "mean", "spread", "half band", "another seed"):
        sheet.add_column(name, justify="left" if name in ("", "strategy") else "right")
    for row in seed_table(runs, comparison).itertuples():
        gain = "" if pd.isna(row.another_seed) else f"-{100 * (1 - row.another_seed):.0f} %"
        cells = [number(value) for value in (row.mean, row.sd, row.half)]
        sheet.add_row(row.metric, Text(row.strategy), *cells, gain)
    console.print(sheet)
    console.print(ABOUT, highlight=False, markup=False)
