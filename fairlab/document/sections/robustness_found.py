"""Whether another seed, another cut into folds or another time says the same."""

from collections.abc import Iterator

import pandas as pd

from fairlab.compare.comparison_sentences import steadiness_sentence
from fairlab.compare.drift_words import drift_sentences
from fairlab.compare.mixed_versions import mixed_versions
from fairlab.compare.seed_table import seed_table
from fairlab.compare.statement_words import number
from fairlab.document.evidence import Evidence
from fairlab.document.traced_cells import from_runs, said, traced
from fairlab.report.pages import Panel, Section, Sheet

ORDER, TITLE = 80, "Robustness over seeds, partitions and time"
ANSWERS = ("Annex IV 2(g)", "Art. 13(3)(b)(ii)")
NO_TIME = (
    "Nothing is known of other times: the people were cut into folds by chance. With a column of "
    "dates, `--time`, the later ones are decided about by models of the earlier."
)
ONE_SEED = "With one seed nothing is known of what another would do."


def write(evidence: Evidence) -> Section:
    """Give the spread over seeds and over folds, and the drift where there is time."""
    own, source = evidence.own, evidence.source
    told = [steadiness_sentence(own) or ONE_SEED, *drift_sentences(own)]
    told += [text for text in (mixed_versions(evidence.own_runs),) if text]
    items = [said(f"robustness/{at}", text, source) for at, text in enumerate(told)]
    panels = [_seeds(evidence), *_folds(evidence)]
    return Section(TITLE, "" if own.design == "rolling" else NO_TIME, panels, items)


def _seeds(evidence: Evidence) -> Panel:
    source = evidence.source
    rows = [
        (row.metric,
         traced(f"seeds/{row.metric}/mean", row.mean, number(row.mean), source),
         traced(f"seeds/{row.metric}/sd", row.sd, number(row.sd), source),
         traced(f"seeds/{row.metric}/half", row.half, number(row.half), source))
        for row in seed_table(evidence.own_runs, evidence.own).itertuples()
    ]  # fmt: skip
    text = (
        "The spread over seeds is what training and the cut into folds add; people give the band."
    )
    sheet = Sheet(("Metric", "Mean", "Spread over seeds", "Half of the band"), rows)
    return Panel("Seeds", from_runs(text, source), sheet=sheet)


def _folds(evidence: Evidence) -> Iterator[Panel]:
    """Give the lowest and the highest figure of any fold of any seed."""
    table = evidence.runs.joined("folds")
    names = [str(name) for name in table if str(name).startswith("test/")]
    if not names:
        return
    rows = [_fold_row(name, table[name].dropna(), evidence.source) for name in names]
    text = f"Of {len(table)} parts, each decided about by a model that had not seen it."
    sheet = Sheet(("Metric", "Lowest", "Median", "Highest"), rows)
    yield Panel("Partitions", from_runs(text, evidence.source), sheet=sheet)


def _fold_row(name: str, values: pd.Series, source: tuple[str, ...]) -> tuple:
    short = name.removeprefix("test/")
    found = {"lowest": values.min(), "median": values.median(), "highest": values.max()}
    cells = (traced(f"folds/{short}/{k}", v, number(v), source) for k, v in found.items())
    return (short, *cells)
