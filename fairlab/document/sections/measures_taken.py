"""What was tried against bias, what each strategy changed, and what was chosen."""

from typing import Any

from fairlab.compare.attribute_words import attribute_sentence
from fairlab.compare.comparison import Comparison
from fairlab.compare.comparison_table import CHANGE_COLUMNS, change_rows
from fairlab.compare.select import uneven_search
from fairlab.compare.shared_search import shared_search
from fairlab.compare.shortfall_sentences import shortfall_sentences
from fairlab.compare.statement_words import differs
from fairlab.document.evidence import Evidence, runs_of
from fairlab.document.traced_cells import (
    CHANGE_VALUES,
    from_runs,
    said,
    statement_cells,
    words_panel,
)
from fairlab.report.pages import Panel, Section, Sheet

ORDER, TITLE = 40, "Measures that were tried, and the one that was taken"
ANSWERS = ("Annex IV 2(b)", "Art. 10(2)(g)")
SHOWN = (
    "Accuracy, and what differs of the gaps between groups; what is not listed is alike or open. "
    "Bands hold at 95 % for all changes of all strategies at once."
)
ALONE = (
    "No other strategy was tried in these runs, so that nothing is known of what one would change."
)


def write(evidence: Evidence) -> Section:
    """Say what every strategy changed."""
    tried, chosen = evidence.tried, evidence.strategy
    others = tried.strategies[1:]
    items = [
        said(f"tried/changes/{name}", sentence, _both(tried.against, name))
        for name, sentence in evidence.changed.items()
    ]
    taken = f"Documented here is {chosen}; {tried.against} is what the others are held against."
    everyone = tuple(map(runs_of, tried.strategies))
    table, words = evidence.runs.table, evidence.runs.words
    told = {
        "search": uneven_search(table),
        "shared_search": shared_search(table),
        "attribute": attribute_sentence(table, words),
        "short": " ".join(shortfall_sentences(table, words)),
    }
    items += [said(f"tried/{name}", text, everyone) for name, text in told.items() if text]
    panels = [words_panel(evidence, "development.trade_off")]
    panels += [_changes(evidence, name) for name in others]
    return Section(TITLE, taken if others else ALONE, panels, items)


def _changes(evidence: Evidence, name: str) -> Panel:
    tried, runs = evidence.tried, _both(evidence.tried.against, name)
    shown = [
        (row | _before_and_after(tried, row), cells)
        for row, cells in zip(tried.changes_of(name), change_rows(tried, name), strict=True)
        if not row["attribute"] or differs(row)
    ]
    rows = statement_cells(
        f"change/{name}", [row for row, _ in shown], [cells for _, cells in shown],
        CHANGE_VALUES, runs,
    )  # fmt: skip
    sheet = Sheet(CHANGE_COLUMNS, list(rows), texts=2)
    chosen = name == evidence.strategy
    return Panel(
        f"What {name} changes" + (" (the one that was taken)" if chosen else ""),
        from_runs(SHOWN, runs), sheet=sheet, folded=not chosen,
    )  # fmt: skip


def _before_and_after(tried: Comparison, row: dict[str, Any]) -> dict[str, float]:
    return {
        "before": tried.under(tried.against, row)["estimate"],
        "after": tried.under(row["strategy"], row)["estimate"],
    }


def _both(against: str, name: str) -> tuple[str, str]:
    return runs_of(against), runs_of(name)
