"""The commands ``fairlab data``; each imports what it needs when it runs."""

from pathlib import Path
from typing import Any

import click

from fairlab.commands.option_types import FILE
from fairlab.commands.options import CSV_SIGNS, DATA_OPTIONS, STORE_OPTIONS, with_options
from fairlab.commands.prints_table import PrintsTable
from fairlab.commands.typed_once import Commands


@click.group(cls=Commands)
def data() -> None:
    """Inspect, describe and fetch data sets."""


@data.command("list", cls=PrintsTable)
def list_data() -> None:
    """List the data sets that come with fairlab."""
    from fairlab.commands.data import list_session

    list_session()


@data.command(cls=PrintsTable)
@click.argument("file", type=FILE)
@click.option("--write", is_flag=True, help="Save the draft beside the table.")
@with_options(CSV_SIGNS)
def describe(file: Path, write: bool, separator: str | None, decimal: str | None) -> None:
    """Draft the settings (target, sensitive features) of your own table."""
    from fairlab.commands.data import describe_session

    describe_session(file, write, separator, decimal)


@data.command(cls=PrintsTable)
@click.argument("name", required=False)
@with_options(DATA_OPTIONS)
@click.option("--output", type=FILE, metavar="FILE", help="The page [explore-NAME.html].")
@click.option(
    "--together",
    is_flag=True,
    help="Also how well all features together tell each attribute, by boosted trees (seconds).",
)
@with_options(STORE_OPTIONS)
@click.option("--no-record", is_flag=True, help="Write the page alone, nothing to MLflow.")
def explore(**options: Any) -> None:
    """Write an exploratory page of a data set."""
    from fairlab.commands.explore import explore_session

    explore_session(**options)


@data.command("check", cls=PrintsTable)
@click.argument("name", type=click.Choice(["telecom"]), metavar="NAME")
@click.option("--rows", type=click.IntRange(5000), help="Rows to simulate [the study's 536,243].")
@click.option("--seed", type=click.IntRange(0), default=0, help="Random seed [0].")
def check_data(name: str, rows: int | None, seed: int) -> int:
    """Compare simulated data with the study's published figures; NAME is telecom."""
    from fairlab.commands.data import check_session

    return check_session(rows, seed)


@data.command(cls=PrintsTable)
@click.argument("name", required=False)
@click.option("--accept-license", is_flag=True, help="For tables whose licence restricts.")
def fetch(name: str | None, accept_license: bool) -> None:
    """Download a public data set; without NAME, list them."""
    from fairlab.commands.fetch import fetch_session

    fetch_session(name, accept_license)
