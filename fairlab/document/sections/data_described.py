"""The data: how many people, in which groups, with which labels, and what was seen in them."""

from collections.abc import Iterator
from itertools import combinations

import pandas as pd

from fairlab.compare.decided_people import GROUP
from fairlab.compare.prediction_words import NOT_RECORDED, recorded
from fairlab.data.words import Words
from fairlab.document.counted_cells import counted_cells
from fairlab.document.evidence import EXPLORATION, PEOPLE, Evidence
from fairlab.document.traced_cells import from_runs, traced, words_panel
from fairlab.report.pages import Panel, Section, Sheet, Traced
from fairlab.report.pages.numbers import count, decimal, decimals, percent, percents
from fairlab.stats.wilson_interval import wilson

ORDER, TITLE = 20, "The data"
ANSWERS = ("Annex IV 2(d)", "Art. 10(2)(b)", "Art. 10(2)(c)", "Art. 10(3)",
           "Art. 13(3)(b)(vi)")  # fmt: skip
WORDS = (
    "data.origin", "data.period", "data.selection", "data.labelling", "data.cleaning",
    "data.representative",
)  # fmt: skip
MOST_CELLS, MOST_PROXIES, MOST_MISSING = 40, 20, 20
FEWEST = 10  # people of an intersection that is shown: fewer might be recognised
NOT_EXPLORED = (
    "Missing values and proxies of these data were not recorded. `fairlab data explore` records "
    "them, and the next document shows them."
)
COUNTED = ("People", "Share", "Bad events", "Label rate", "95 % interval")
RECORDED = ("File", "file"), ("Bad event that is predicted", "target")
PEOPLE_OF, EXPLORED = (PEOPLE,), (EXPLORATION,)


def write(evidence: Evidence) -> Section:
    """Describe the data."""
    people = evidence.people
    named = [name.removeprefix(GROUP) for name in people if str(name).startswith(GROUP)]
    panels = [words_panel(evidence, *WORDS), _table(evidence)]
    words = evidence.runs.words
    groups = words.of(counted_cells(people, [(name,) for name in named]))
    panels.append(_counts("Groups", "", groups, len(people)))
    if len(named) > 1:
        panels.append(_intersections(people, named, words))
    explored = list(_explored(evidence))
    return Section(TITLE, "" if explored else NOT_EXPLORED, [*panels, *explored])


def _table(evidence: Evidence) -> Panel:
    people, digest = evidence.people, str(evidence.own_runs["fingerprint"].iloc[0])
    bad, rows_of = int(people["y"].sum()), len(evidence.people)
    rows = [
        ("Name", traced("data/name", evidence.runs.dataset, evidence.runs.dataset, PEOPLE_OF)),
        *(_recorded(evidence, *one) for one in RECORDED),
        ("Rows", traced("data/rows", rows_of, count(rows_of), PEOPLE_OF)),
        ("Bad events", traced("data/bad_events", bad, count(bad), PEOPLE_OF)),
        ("Label rate", traced("data/rate", bad / rows_of, percent(bad / rows_of), PEOPLE_OF)),
        ("Digest (SHA-256)", traced("data/digest", digest, f"{digest[:16]}...", evidence.source)),
    ]  # fmt: skip
    text = from_runs("", (*PEOPLE_OF, *evidence.source))
    return Panel("The table", text, sheet=Sheet(("What", "Figure"), rows, texts=2))


def _recorded(evidence: Evidence, what: str, column: str) -> tuple[str, Traced]:
    found = recorded(evidence.own_runs, column) or NOT_RECORDED
    return what, traced(f"data/{column}", found, found, evidence.source)


def _counts(title: str, text: str, cells: pd.DataFrame, everyone: int) -> Panel:
    rows = [list(_written(row, everyone)) for row in cells.to_dict("records")]
    sheet = Sheet(("Attribute", "Group", *COUNTED), rows, texts=2)
    return Panel(title, from_runs(text, PEOPLE_OF), sheet=sheet)


def _intersections(people: pd.DataFrame, named: list[str], words: Words) -> Panel:
    cells = words.of(counted_cells(people, list(combinations(named, 2))))
    few = cells["rows"] < FEWEST
    shown = cells[~few].sort_values("rows", kind="stable").head(MOST_CELLS)
    larger = len(cells) - few.sum() - len(shown)
    text = (
        f"Of every two attributes, the smallest first. {few.sum()} of fewer than {FEWEST} people "
        f"are left out, who might be recognised, and {larger} larger ones."
    )
    return _counts("Intersections", text, shown, len(people))


def _written(row: dict, everyone: int) -> Iterator:
    about, rows, bad = f"data/{row['attribute']}/{row['group']}", row["rows"], row["bad"]
    low, high = (float(end) for end in wilson(bad, rows))
    yield row["attribute"]
    yield row["group"]
    yield traced(f"{about}/people", rows, count(rows), PEOPLE_OF)
    yield traced(f"{about}/share", rows / everyone, percent(rows / everyone), PEOPLE_OF)
    yield traced(f"{about}/bad_events", bad, count(bad), PEOPLE_OF)
    yield traced(f"{about}/rate", bad / rows, percent(bad / rows), PEOPLE_OF)
    yield traced(f"{about}/interval", [low, high], percents(low, high), PEOPLE_OF)


def _explored(evidence: Evidence) -> Iterator[Panel]:
    worded = evidence.runs.words.of
    tables = {name: worded(table) for name, table in evidence.explored_tables.items()}
    if "missing" in tables:
        yield _missing(tables["missing"].head(MOST_MISSING))
    if "proxies" in tables:
        yield _proxies(tables["proxies"].sort_values("auc", ascending=False).head(MOST_PROXIES))


def _missing(table: pd.DataFrame) -> Panel:
    rows = [
        (row["column"],
         traced(f"missing/{row['column']}", row["share"], percent(row["share"]), EXPLORED))
        for row in table.to_dict("records")
    ]  # fmt: skip
    text = "Columns with empty cells." if rows else "No column has empty cells."
    sheet = Sheet(("Column", "Empty"), rows) if rows else None
    return Panel("Missing values", from_runs(text, EXPLORED), sheet=sheet)


def _proxies(table: pd.DataFrame) -> Panel:
    rows = []
    for row in table.to_dict("records"):
        name, band = f"proxy/{row['attribute']}/{row['feature']}", [row["low"], row["high"]]
        rows.append(
            (row["attribute"], row["feature"],
             traced(f"{name}/auc", row["auc"], decimal(row["auc"]), EXPLORED),
             traced(f"{name}/interval", band, decimals(*band), EXPLORED))
        )  # fmt: skip
    text = "How well a feature alone tells a sensitive attribute: AUC, where 0.5 is guessing."
    sheet = Sheet(("Attribute", "Feature", "AUC", "95 % interval"), rows, texts=2)
    return Panel("Proxies", from_runs(text, EXPLORED), sheet=sheet)
