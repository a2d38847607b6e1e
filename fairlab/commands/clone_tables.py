"""What a person sees of a clone test: the article's table, who is favoured, where, and how far."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
from rich.console import Console
from rich.table import Table
from rich.text import Text

from fairlab.clones import CloneTest, approval_by_range, published_audit, verdict
from fairlab.clones.approval_ranges import FLIPS
from fairlab.clones.approval_rates import rates_in_words
from fairlab.clones.article import training_rates
from fairlab.clones.describe_clones import p_in_words, percent, proxies_in_words, rounded
from fairlab.clones.direction import against_in_words
from fairlab.commands.clone_advice import advice
from fairlab.commands.prints_table import put_each_aside
from fairlab.commands.terminal import add_named_row, headed_table
from fairlab.data import Dataset
from fairlab.data.messages import number_of, plain

PARTS_SHOWN = 9
CHANGES_SHOWN = 5


def show_article(console: Console) -> None:
    """Print the published tables: what the tree learned from, and what it decided."""
    rates = training_rates().to_string()
    console.print(f"Approval rates in biased training data:\n{rates}\n", markup=False)
    console.print("--- Model Audit Results ---", highlight=False)
    console.print(published_audit().to_string(), highlight=False, markup=False, soft_wrap=True)
    console.print()


def show_findings(
    test: CloneTest,
    tables: Mapping[str, pd.DataFrame],
    along: str | None,
    console: Console,
    dataset: Dataset | None = None,
    typed: Mapping[str, Any] | None = None,
) -> str:
    """Print what a clone test found.

    Parameters
    ----------
    test : CloneTest
    tables : mapping of str to DataFrame
        What ``tables_of`` returns.
    along : str, optional
        The number along which approvals are shown.
    console : Console
    dataset, typed : optional
        What the profiles were made of, and the options that name it.

    Returns
    -------
    str
        The verdict.
    """
    put_each_aside({"pairs": test.pairs, **tables})
    words, sentence = test.schema.words, verdict(test, along)
    console.print(f"{sentence}\n", highlight=False, markup=False)
    console.print(_pairs(test))
    if along:
        console.print(_ranges(test, along))
    changes = tables["changes_by_column"]
    if len(changes):
        console.print(_changes(words.of(changes)))
    said = [
        *against_in_words(words.of(changes), "clones" if dataset is None else "data"),
        rates_in_words(tables["approval_rates"]),
        proxies_in_words(words.of(test.columns)),
    ]
    said += [_power(tables["power"], test)]
    for text in said:
        console.print(text, highlight=False, markup=False)
    for text in advice(test, dataset, typed or {}):  # commands are not broken into lines
        console.print(text, highlight=False, markup=False, soft_wrap=True)
    return sentence


def _pairs(test: CloneTest) -> Table:
    profiles = number_of(test.clones.profiles, "profile")
    title = f"{test.schema.name}: {profiles}, {test.model.name}"
    headings = ("approved alone", "approved alone", "both", "neither")
    sheet = headed_table(title, *headings, "flips", "95 % interval", "McNemar")
    for row in test.pairs.to_dict("records"):
        interval = f"{percent(row['low'])}\nto {percent(row['high'])}"
        alone = [f"{row[who]}: {row[f'only_{who}']:,}" for who in ("first", "second")]
        counts = [f"{row[name]:,}" for name in ("both", "neither")]
        rest = [percent(row["rate"]), interval, p_in_words(row["p_holm"])]
        sheet.add_row(*_cells(*alone, *counts, *rest))
    return sheet


def _ranges(test: CloneTest, along: str) -> Table:
    table = approval_by_range(test, along, PARTS_SHOWN)
    names = [*test.clones.labels, FLIPS]
    called = test.schema.words.column(along)
    sheet = headed_table(f"approved along {called}", called, "profiles", *names)
    for (low, high), rows in table.groupby(["from", "to"]):
        rates = [percent(rate) for rate in rows.set_index("of")["rate"][names]]
        shown = [f"{low:,.12g} to {high:,.12g}", f"{rows['profiles'].iloc[0]:,}", *rates]
        sheet.add_row(*_cells(*shown))
    return sheet


def _changes(changes: pd.DataFrame) -> Table:
    title = "smallest change that wins approval for the denied twin"
    sheet = headed_table(title, "denied", "column", "won", "least", "median", "most")
    for row in changes.head(CHANGES_SHOWN).to_dict("records"):
        sizes = [row[name] for name in ("least", "median", "most")]
        sizes = ["" if pd.isna(size) else f"{rounded(size):+,.12g}" for size in sizes]
        mark = f" ({row['comes_and_goes']} come and go)" if row["comes_and_goes"] else ""
        won = f"{row['won']} of {row['twins']}{mark}"
        add_named_row(sheet, row["denied"], plain(row["column"]), won, *sizes, name=1)
    return sheet


def _power(table: pd.DataFrame, test: CloneTest) -> str:
    row = table[table["rate"] == 0.01].iloc[0]
    sees, shows = percent(row["sees_a_flip"]), percent(row["shows_whom"])
    return (
        f"A flip rate of 1 % is seen by {number_of(test.clones.profiles, 'profile')} with "
        f"probability {sees}, and whom it favours with {shows}; "
        f"95 % takes {row['profiles_to_see']:,.0f} and {row['profiles_to_show']:,.0f}."
    )


def _cells(*texts: str) -> list[Text]:
    return [Text(text) for text in texts]
