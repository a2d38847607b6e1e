"""What seeds do: what ``fairlab compare --why`` adds to a comparison."""

import pandas as pd
from rich.console import Console
from rich.text import Text

from fairlab.commands.terminal import headed_table
from fairlab.compare.comparison import Comparison
from fairlab.compare.seed_table import seed_table
from fairlab.compare.statement_words import fine_number

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
    headings = ("", "strategy", "mean", "spread", "half band", "another seed")
    sheet = headed_table("What seeds do", *headings, texts=2)
    for row in seed_table(runs, comparison).itertuples():
        gain = "" if pd.isna(row.another_seed) else f"-{100 * (1 - row.another_seed):.0f} %"
        cells = [fine_number(value) for value in (row.mean, row.sd, row.half)]
        sheet.add_row(row.metric, Text(row.strategy), *cells, gain)
    console.print(sheet)
    console.print(ABOUT, highlight=False, markup=False)
