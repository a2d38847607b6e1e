"""How often each group is approved beside the group that is approved most often."""

import pandas as pd

from fairlab.compare.statement_words import number
from fairlab.data.messages import plain
from fairlab.report.pages import Panel, Section, Sheet
from fairlab.report.pages.numbers import count, percent
from fairlab.stats.answers import ALIKE, BEYOND, DIFFERS, OPEN

HEADINGS = ("group", "says", "people", "approved", "approval rate", "impact ratio", "band")
INTRODUCTION = (
    "The share of each group that is approved, and its ratio to the group that is approved most "
    "often, in the form that New York City's Local Law 144 of 2021 asks for of tools that decide "
    "about jobs: by sex, by race, and by both. Bands hold at 95 % for every two groups of all "
    "attributes at once, so that it does not matter that the highest group was found in the same "
    "data."
)
FOUR_FIFTHS = (
    "A ratio below .8 is a rule of thumb of the employment law of the United States (29 CFR "
    "1607.4), and no line that the law of lending knows. It is given as a figure with its band: "
    "small groups fall below it by chance, and one above it need not be lawful."
)
WORDS = {BEYOND: "below .8", DIFFERS: "lower", ALIKE: "within .8", OPEN: "open"}


def impact_section(ratios: pd.DataFrame, groups: pd.DataFrame) -> Section:
    """Show impact ratios.

    Parameters
    ----------
    ratios : DataFrame
        What ``impact_ratios`` returns.
    groups : DataFrame
        What ``audit_source`` returns, for the exact test of all groups of an attribute.
    """
    panels = [
        Panel(plain(str(attribute)), _exact(str(attribute), groups), sheet=_sheet(rows))
        for attribute, rows in ratios.groupby("attribute", sort=False)
    ]
    return Section("Approvals and impact ratios", INTRODUCTION, panels, [FOUR_FIFTHS])


def _sheet(rows: pd.DataFrame) -> Sheet:
    written = [
        [plain(row["group"]), _says(row), count(row["people"]), count(row["approved"]),
         percent(row["rate"]), number(row["ratio"]), _band(row)]
        for row in rows.to_dict("records")
    ]  # fmt: skip
    return Sheet(HEADINGS, written, texts=2)


def _says(row: dict) -> str:
    return WORDS.get(row["answer"], row["note"])


def _band(row: dict) -> str:
    if pd.isna(row["low"]) or pd.isna(row["high"]):
        return ""
    return f"{number(row['low'])} to {number(row['high'])}"


def _exact(attribute: str, groups: pd.DataFrame) -> str:
    """Say what the exact test of all groups at once gives."""
    own = groups[(groups["attribute"] == attribute) & (groups["kind"] == "attribute")]
    own = own[own["measure"] == "adverse_impact_ratio"]
    if own.empty or pd.isna(own["p"].iloc[0]):
        return ""
    row = own.iloc[0]
    p = "p < .001" if row["p"] < 0.001 else f"p = {number(row['p'])}"
    return (
        f"Adverse impact ratio {number(row['value'])}; equal groups of these sizes stay above "
        f"{number(row['floor_95'])} in 95 of 100 cases. An exact test that all groups are approved "
        f"alike: {p}."
    )
