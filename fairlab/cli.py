"""The command ``fairlab``; each command imports what it needs when it runs."""

from pathlib import Path
from typing import Any

import click

from fairlab import __version__
from fairlab.commands.options import DATA_OPTIONS, RUN_OPTIONS, STORE_OPTIONS, with_options
from fairlab.launch import speak

EXPERIMENTS = click.option(
    "--experiments", type=Path, metavar="FOLDER", help="Experiment scripts [experiments]."
)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
def fairlab() -> None:
    """Find and reduce bias in credit-risk models, with error bars on every claim."""


@fairlab.command()
@EXPERIMENTS
@with_options(DATA_OPTIONS, RUN_OPTIONS, STORE_OPTIONS)
def sweep(experiments: Path | None, **options: Any) -> None:
    """Run every strategy over seeds; only what is missing is run."""
    from fairlab.commands.run import run_session
    from fairlab.scripts import find_strategies, script_names

    run_session(find_strategies(script_names(experiments), experiments), **options)


@fairlab.command()
@click.argument("strategy")
@EXPERIMENTS
@with_options(DATA_OPTIONS, RUN_OPTIONS, STORE_OPTIONS)
def run(strategy: str, experiments: Path | None, **options: Any) -> None:
    """Run one STRATEGY over seeds, after those that it needs."""
    from fairlab.commands.run import run_session
    from fairlab.scripts import find_strategies

    run_session(find_strategies([strategy], experiments), **options)


@fairlab.command()
@click.option("--dataset", metavar="NAME", help="Whose runs; needed where there are several.")
@click.option(
    "--where",
    "conditions",
    multiple=True,
    metavar="NAME=VALUE",
    help="Only runs with this setting.",
)
@click.option("--all", "every", is_flag=True, help="Also metrics that the study leaves out.")
@click.option("--figure", type=Path, metavar="FILE", help="Also draw it (svg, png, pdf).")
@click.option("--csv", type=Path, metavar="FILE", help="Also write the numbers as CSV.")
@click.option("--markdown", type=Path, metavar="FILE", help="Also write it as Markdown.")
@with_options(STORE_OPTIONS)
def compare(**options: Any) -> None:
    """Show strategies side by side, and which differences are real."""
    from fairlab.commands.compare import compare_session

    compare_session(**options)


@fairlab.command()
@click.argument("file", type=Path, required=False)
def replicate(file: Path | None) -> int:
    """Recompute published figures from their counts in FILE [the study's own]."""
    from fairlab.commands.replicate import replicate_session

    return replicate_session(file)


@fairlab.command()
@click.option("--example", is_flag=True, help="The runs that come with fairlab.")
@click.option("--port", type=click.IntRange(1, 65535), default=5000, help="[5000]")
@with_options(STORE_OPTIONS)
def ui(example: bool, port: int, store: str | None) -> None:
    """Open the runs in the MLflow UI, on this machine only."""
    from fairlab.record.ui import serve, serve_example

    serve_example(port) if example else serve(store, port)


@fairlab.command("repair")
@with_options(STORE_OPTIONS)
def repair_runs(store: str | None) -> None:
    """Mark the runs that a killed process left behind."""
    from fairlab.record import open_store
    from fairlab.record.dead_runs import repair

    found = repair(open_store(store, create=False))
    click.echo(found.to_string(index=False) if len(found) else "Nothing to repair.")


@fairlab.group()
def data() -> None:
    """Look at data sets, and describe your own."""


@data.command("list")
def list_data() -> None:
    """List the data sets that are shipped."""
    from fairlab.commands.data import list_session

    list_session()


@data.command()
@click.argument("file", type=Path)
@click.option("--write", is_flag=True, help="Save the draft beside the table.")
def describe(file: Path, write: bool) -> None:
    """Look at a table and draft the settings for it."""
    from fairlab.commands.data import describe_session

    describe_session(file, write)


def main() -> None:
    """Run the command line."""
    speak(fairlab)
