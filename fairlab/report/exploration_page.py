"""An exploration as a page: the answer first, then each table with its figures."""

from collections.abc import Iterable

import pandas as pd

from fairlab import __version__
from fairlab.data.messages import plain, quoted
from fairlab.data.proxies import FEWEST
from fairlab.explore.bins import level_text
from fairlab.explore.exploration import Exploration
from fairlab.report.pages import Page, Panel, Picture, Section, Sheet
from fairlab.report.pages.numbers import count, decimal, decimals, percent, percents
from fairlab.report.sections.exploration_figures import FEW, absolute, dotted, listed, normalised
from fairlab.report.sections.findings import findings, spread

MOST_PROXIES = 10
TOLD_BY = ("attribute", "group", "AUC", "band", "told most by")
TOGETHER = (
    "How well boosted trees of all features tell who is in a group, of people whom they have not "
    "seen: what a model may know of the attribute although it is not given. Each half of at most "
    "20,000 rows is told by trees of the other; bands hold at 95 % for all lines at once."
)
MOST_MISSING = 20
LONGEST_EVENT = 32  # letters; a longer one is called positive in legends
COUNTED = ("rows", "share of rows", "positive", "share positive", "95 % interval")
TEST_PARTS = {
    "drawn": "All rows are shown.",
    "latest": "The latest rows are the test set: only its labels are counted, once.",
    "given": "The test set is fixed: only its labels are counted, once.",
}


def exploration_page(found: Exploration) -> Page:
    """Lay out an exploration.

    Parameters
    ----------
    found : Exploration
        Of a data set.

    Returns
    -------
    Page
        For ``fairlab.report.pages.render``.

    Examples
    --------
    >>> from fairlab.data import loans
    >>> from fairlab.explore import explore
    >>> page = exploration_page(explore(loans()))
    >>> [section.title for section in page.sections][:3]
    ['Classes and groups', 'Sensitive attributes', 'Missing values']
    """
    found = found.in_words
    main = [
        (count(found.rows), "rows"),
        (percent(found.rate), "positive"),
        (count(found.features), "features"),
        (count(len(found.sensitive)), "sensitive columns"),
        (count(len(found.missing)), "columns with empty cells"),
    ]
    sections = [_balance(found), _when(found), _attributes(found), _missing(found)]
    sections += [_proxies(found), Section("Notes on all rows", items=found.notes), _method()]
    return Page(
        title=f"{plain(found.name)}: the data before any model",
        about=f"The bad event is `{found.event}`. {TEST_PARTS[found.test_part]}",
        figures=main,
        answer=findings(found),
        sections=[section for section in sections if section.panels or section.items],
        footer=f"fairlab {__version__}",
    )


def _balance(found: Exploration) -> Section:
    ratio = found.classes["negatives_per_positive"]
    headings = ("part", *COUNTED, "negatives per positive")
    cells = _cells(found.classes, found.classes["part"])
    rows = [[*row, f"{number:.3g}"] for row, number in zip(cells, ratio, strict=True)]
    panels = [Panel("Classes", sheet=Sheet(headings, rows)), *_groups(found)]
    return Section("Classes and groups", panels=panels)


def _groups(found: Exploration) -> Iterable[Panel]:
    if found.groups.empty:
        return
    cells = _cells(found.groups, found.groups["attribute"], found.groups["group"])
    names = pd.concat(
        [
            pd.concat([pd.DataFrame({"name": [attribute]}), rows.assign(name=rows["group"])])
            for attribute, rows in found.groups.groupby("attribute", sort=False)
        ],
        ignore_index=True,
    )
    yield Panel(
        "Groups, as an audit compares them",
        "Measurements are cut in bands, or in their two most equal halves. The smallest group "
        f"holds {percent(found.groups['share'].min())} of the rows.",
        [
            Picture(listed(names, "share"), "Share of rows"),
            Picture(dotted(names, "rate", found.rate, "%"), "Share positive, with 95 % interval"),
        ],
        Sheet(("attribute", "group", *COUNTED), cells, texts=2),
    )  # fmt: skip


def _when(found: Exploration) -> Section:
    undated = f"{count(found.undated)} rows have no date and are left out." if found.undated else ""
    panels = [
        _counts_panel(name, f"By {name}", table, found) for name, table in found.calendar.items()
    ]
    return Section("When", undated, panels)


def _attributes(found: Exploration) -> Section:
    panels = [
        _counts_panel(name, quoted(name), table, found) for name, table in found.attributes.items()
    ]
    return Section("Sensitive attributes", panels=panels)


def _counts_panel(name: str, title: str, table: pd.DataFrame, found: Exploration) -> Panel:
    filled = table[table["rows"] > 0]
    cells = _cells(filled, filled["level"].map(level_text))
    headings = (plain(name), *COUNTED)
    pictures = _pair(table, "Rows", found)
    return Panel(title, spread(table, found.rate), pictures, Sheet(headings, cells))


def _pair(table: pd.DataFrame, what: str, found: Exploration) -> list[Picture]:
    event = found.event if len(found.event) <= LONGEST_EVENT else "positive"
    pale = [("pale", f"fewer than {FEW} rows")] if (table["rows"] < FEW).any() else []
    return [
        Picture(absolute(table), what, [("second", event), ("first", "others")]),
        Picture(normalised(table, found.rate), "Share positive, with 95 % interval", pale),
    ]


def _missing(found: Exploration) -> Section:
    if found.missing.empty:
        return Section("Missing values", items=["No cell is empty."])
    table = found.missing
    drawn = table[:MOST_MISSING].rename(columns={"column": "level"})
    alike = [", ".join(map(plain, columns[:4])) + (", …" if len(columns) > 4 else "")
             for columns in table["same_rows"]]  # fmt: skip
    rows = [[*row, names] for row, names in zip(_cells(table, table["column"]), alike, strict=True)]
    text = (
        f"{len(table)} of the columns have empty cells, {quoted(table['column'][0])} the most: "
        f"{percent(table['share'][0])} of its rows. {spread(drawn, found.rate)}"
    )
    sheet = Sheet(("column", *COUNTED, "empty in the same rows"), rows)
    pictures = _pair(drawn, "Rows without a value", found)
    return Section("Missing values", panels=[Panel("", text, pictures, sheet)])


def _proxies(found: Exploration) -> Section:
    text = (
        "How well each feature alone tells the group of a row that it has not seen: an AUC of 0.5 "
        "is guessing, 1 gives the group away. Leaving a sensitive column out does not hide it "
        "from a model that sees its proxies."
    )
    panels = [
        _proxy_panel(str(name), rows)
        for name, rows in found.proxies.groupby("attribute", sort=False)
    ]
    return Section("Proxies of the sensitive attributes", text, [*panels, *_together(found)])


def _together(found: Exploration) -> Iterable[Panel]:
    if found.hidden_proxies.empty:
        return
    rows = [
        (quoted(row.attribute), plain(row.group), decimal(row.auc), decimals(row.low, row.high),
         plain(row.features))
        for row in found.hidden_proxies.itertuples()
    ]  # fmt: skip
    yield Panel("All features together", TOGETHER, sheet=Sheet(TOLD_BY, rows, texts=2))


def _proxy_panel(name: str, table: pd.DataFrame) -> Panel:
    top = table[:MOST_PROXIES].rename(columns={"feature": "name"})
    rows = [
        (plain(row.feature), decimal(row.auc), decimals(row.low, row.high), count(row.rows))
        for row in table.itertuples()
    ]
    title = f"AUC of the {len(top)} strongest of {len(table)} features, with 95 % interval"
    return Panel(
        quoted(name),
        "",
        [Picture(dotted(top, "auc", 0.5), title)],
        Sheet(("feature", "AUC", "95 % interval", "rows"), rows),
    )


def _method() -> Section:
    return Section(
        "How to read this",
        items=[
            "Intervals of shares are Wilson's at 95 %: one in twenty leaves out the true share by "
            "chance. Dashed lines are the share of all rows, in proxies an AUC of 0.5.",
            f"Bars of fewer than {FEW} rows are pale and may pass the end of the axis; the table "
            "below has their numbers.",
            "Bins hold their lower edge and not their upper one. Columns that only one-hot encode "
            "another column are drawn as that column.",
            "Proxies: numbers are cut in at most 20 bins of equally many rows, empty cells are a "
            "bin of their own. The shares of the groups per bin in one half of the rows are "
            "judged on the other half, each group against the rest, weighted by rows; intervals "
            f"are DeLong's. Groups of fewer than {FEWEST} rows are left out.",
        ],
    )


def _cells(table: pd.DataFrame, *texts: pd.Series) -> list[list[str]]:
    numbers = [
        (count(row.rows), percent(row.share), count(row.positives), percent(row.rate),
         percents(row.low, row.high))
        for row in table.itertuples()
    ]  # fmt: skip
    names = zip(*(map(plain, map(str, column)) for column in texts), strict=True)
    return [[*name, *row] for name, row in zip(names, numbers, strict=True)]
