"""What the seeds do: the spread beside the bands, and who is decided about differently."""

import pandas as pd

from fairlab.compare.comparison import Comparison
from fairlab.compare.comparison_sentences import steadiness_sentence
from fairlab.compare.seed_table import seed_table
from fairlab.compare.statement_words import number
from fairlab.report.pages import Panel, Section, Sheet
from fairlab.report.pages.numbers import count, percent
from fairlab.report.runs import Runs

INTRODUCTION = (
    "A number that another seed would not repeat is not a property of the strategy. Bands rest on "
    "the people who were decided about; the spread over seeds shows how much training and the cut "
    "into folds add. More seeds narrow a band a little and never below what the people allow."
)
SPREAD = ("Metric", "Strategy", "Mean", "Spread over seeds", "Half of the band", "Another seed")
PEOPLE = ("Strategy", "People", "Flagged with some seed", "Not with every seed", "Share of people")


def seeds_section(runs: Runs, comparison: Comparison) -> Section:
    """Show what the seeds do."""
    rows = [
        (row.metric, row.strategy, number(row.mean), number(row.sd), number(row.half),
         "" if pd.isna(row.another_seed) else f"narrows by {100 * (1 - row.another_seed):.0f} %")
        for row in seed_table(runs.table, comparison).itertuples()
    ]  # fmt: skip
    panels = [Panel("Spread beside the bands", sheet=Sheet(SPREAD, rows, texts=2))]
    if comparison.seeds > 1:
        people = [
            (row.strategy, count(row.people), count(row.ever_flagged), count(row.differ),
             percent(row.share))
            for row in comparison.unsteady.itertuples()
        ]  # fmt: skip
        text = steadiness_sentence(comparison)
        panels.append(Panel("Decisions that only the seed changes", text,
                            sheet=Sheet(PEOPLE, people)))  # fmt: skip
    return Section("What the seeds do", INTRODUCTION, panels)
