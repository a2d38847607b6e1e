"""The command ``fairlab``; each command imports what it needs when it runs."""

from fairlab.launch import speak  # first: it answers a Ctrl-C among the other imports

# isort: split

import sys
from pathlib import Path
from typing import Any

import click

from fairlab import __version__
from fairlab.commands.audit_options import AUDIT_OPTIONS
from fairlab.commands.clone_options import CLONE_OPTIONS
from fairlab.commands.data_group import data
from fairlab.commands.decision_options import DECISION_OPTIONS, LIMITS, SMALLEST
from fairlab.commands.metric_list import ListsLimits, ListsMetrics
from fairlab.commands.monitor_options import MONITOR_OPTIONS
from fairlab.commands.option_types import FILE, SOURCE, StrategyName
from fairlab.commands.options import (
    CSV_SIGNS,
    DATA_OPTIONS,
    MODEL_OPTIONS,
    NA_VALUES,
    POLICY,
    RUN_OPTIONS,
    RUNS_OPTIONS,
    SETTING_OPTIONS,
    STORE_OPTIONS,
    with_options,
)
from fairlab.commands.prints_table import PrintsTable, put_aside
from fairlab.commands.typed_once import Commands
from fairlab.commands.writes_file import WritesFile

EXPERIMENTS = click.option(
    "--experiments", type=FILE, metavar="FOLDER", help="Experiment scripts [fairlab's own]."
)

ATTRIBUTE = click.option(
    "--attribute",
    type=click.Choice(["any", "training-only", "none"]),
    default="any",
    help="What strategies may do with the sensitive columns that mitigation works on: any; use "
    "them in training only, so that no decision looks at them; or none [any].",
)

MARGIN = click.option(
    "--margin",
    multiple=True,
    metavar="KIND=VALUE",
    help="Differences that do not matter: gap=0.1, ratio=0.8, auc=0.02, accuracy=0.05; of "
    "one rate: recall=0.05.",
)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__)
def fairlab() -> None:
    """Find and reduce bias in credit-risk models, with error bars on every claim."""


@fairlab.command(cls=PrintsTable, context_settings={"allow_extra_args": True})
@EXPERIMENTS
@click.option(
    "--strategies",
    metavar="NAMES",
    help="With commas, or all [auprc,baseline,fair_smote,reweighing; all of another folder].",
)
@with_options((ATTRIBUTE,), DATA_OPTIONS, RUN_OPTIONS, STORE_OPTIONS)
def sweep(experiments: Path | None, strategies: str | None, **options: Any) -> int:
    """Run strategies over several seeds, and compare them.

    Each run is recorded in MLflow; what is finished is not run again.
    """
    from fairlab.commands.bare_names import refuse_bare_names
    from fairlab.commands.sweep import run_session
    from fairlab.commands.typed_settings import with_baseline
    from fairlab.experiment.scripts import (
        find_strategies,
        is_every_script,
        strategies_that_run,
        swept_names,
    )

    refuse_bare_names(click.get_current_context().args)
    names = with_baseline(swept_names(strategies, experiments), options["budget"])
    if not is_every_script(strategies, experiments):
        return run_session(find_strategies(names, experiments), **options)
    find_strategies(with_baseline([], options["budget"]), experiments)  # refused, not left out
    found, broken = strategies_that_run(names, experiments)
    return run_session(found, broken=broken, leaves_out=strategies == "all", **options)


@fairlab.command(cls=PrintsTable)
@click.option("--rows", type=click.IntRange(5000), help="People to simulate [30,000].")
@click.option("--jobs", type=click.IntRange(1), default=2, help="How many runs side by side [2].")
@with_options(STORE_OPTIONS)
def demo(rows: int | None, jobs: int, **options: Any) -> int:
    """Compare four strategies on simulated data, in some two minutes.

    The same as: fairlab sweep --dataset telecom --seeds 2 --search none --budget 0.05
    """
    words = ["--dataset", "telecom", "--seeds", "2", "--search", "none", "--budget", "0.05"]
    given = {"--rows": rows, "--jobs": jobs, "--store": options["store"]}
    words += [word for name, value in given.items() if value for word in (name, str(value))]
    sys.argv = [sys.argv[0], "sweep", *words]  # what is told to type next is of the sweep
    return int(sweep.main(words, standalone_mode=False) or 0)


@fairlab.command(cls=PrintsTable)
@click.argument("strategy", type=StrategyName())
@EXPERIMENTS
@with_options(DATA_OPTIONS, RUN_OPTIONS, STORE_OPTIONS)
def run(strategy: str, experiments: Path | None, **options: Any) -> int:
    """Run one STRATEGY over several seeds.

    Strategies that it is held against, such as the baseline, are run first.
    """
    from fairlab.commands.sweep import run_session
    from fairlab.commands.typed_settings import with_baseline
    from fairlab.experiment.scripts import find_strategies

    names = with_baseline([strategy], options["budget"])
    return run_session(find_strategies(names, experiments), **options)


@fairlab.command()
@click.argument("strategy", type=StrategyName())
@EXPERIMENTS
@click.option("--name", metavar="NAME", help="The registered model [fairlab-DATASET].")
@click.option(
    "--alias",
    metavar="ALIAS",
    help="What the version is called from now on [champion, unless one is called so].",
)
@click.option("--audit", is_flag=True, help="Run the strategy first, where its run is missing.")
@click.option("--seed", type=click.IntRange(0), default=0, help="Seed of that run [0].")
@with_options(DATA_OPTIONS, SETTING_OPTIONS, STORE_OPTIONS)
def fit(strategy: str, experiments: Path | None, **options: Any) -> int:
    """Fit a STRATEGY on all rows, to be deployed.

    It was audited by the finished run with these options. The model becomes a version of a
    registered model of MLflow: models:/NAME@champion.
    """
    from fairlab.commands.fit import fit_session, strategies_to_fit

    found = strategies_to_fit(strategy, experiments, options["budget"], options["store"])
    return fit_session(found, **options)


@fairlab.command(cls=WritesFile)
@click.argument("file", type=FILE)
@click.option("--model", metavar="MODEL", required=True, help="models:/NAME@champion, or /VERSION.")
@click.option("--output", type=FILE, metavar="FILE", required=True, help="A .csv or .parquet file.")
@click.option("--keep", metavar="COLUMNS", help="Columns to write beside the scores, such as ids.")
@click.option(
    "--reasons",
    type=click.Choice(["flagged", "all"]),
    default="flagged",
    help="For whom reasons are written [flagged].",
)
@with_options((*CSV_SIGNS, NA_VALUES), STORE_OPTIONS)
def score(**options: Any) -> None:
    """Score and decide about the rows of FILE by a registered model.

    Writes a score, the decision, the features that raised the score most, and what is odd about a
    row: a level or a number that no training row had.
    """
    from fairlab.commands.score import score_session

    score_session(**options)


@fairlab.command(cls=ListsMetrics)
@with_options(RUNS_OPTIONS)
@click.option("--against", metavar="NAME", help="Compare with this strategy [baseline].")
@with_options((MARGIN,))
@click.option("--all", "every", is_flag=True, help="Show every rate and every change.")
@click.option("--why", is_flag=True, help="Show the spread over seeds.")
@click.option("--figure", type=FILE, metavar="FILE", help="Also draw it (svg, png, pdf).")
@click.option(
    "--frontier",
    type=FILE,
    metavar="FILE",
    help="Also draw accuracy against a gap of recall: of what is balanced, else the largest, with "
    "cuts by group as the line to beat (svg, png, pdf).",
)
@click.option("--csv", type=FILE, metavar="FILE", help="Also write the numbers as CSV.")
@click.option("--markdown", type=FILE, metavar="FILE", help="Also write it as Markdown.")
@with_options(STORE_OPTIONS)
def compare(**options: Any) -> None:
    """Compare the strategies of finished runs.

    What separates groups, and what each strategy changes: what differs, what is alike, what is
    open and by how much at most, with bands that hold for all statements at once.
    """
    from fairlab.commands.compare import compare_session

    compare_session(**options)


@fairlab.command(cls=PrintsTable)
@with_options(RUNS_OPTIONS)
@click.option("--output", type=FILE, metavar="FILE", help="The page [report-DATASET.html].")
@click.option("--ui", metavar="URL", help="Address of the MLflow UI [http://127.0.0.1:5000].")
@with_options(STORE_OPTIONS)
def report(**options: Any) -> None:
    """Write finished runs as one HTML page.

    The answer first, then figures, tables, and links to the runs in MLflow.
    """
    from fairlab.commands.report import report_session

    report_session(**options)


@fairlab.command(cls=PrintsTable)
@click.option("--strategy", metavar="NAME", help="The strategy that is documented.")
@click.option("--model", metavar="MODEL", help="Or the registered model: models:/NAME@ALIAS.")
@click.option("--about", type=FILE, metavar="FILE", help="The draft, filled in [purpose.toml].")
@click.option("--output", type=FILE, metavar="FOLDER", help="The document [document-DATASET].")
@click.option("--draft", is_flag=True, help="Write purpose.toml, which a person fills in.")
@click.option("--check", is_flag=True, help="Recompute a document; exit 1 where it differs.")
@with_options(RUNS_OPTIONS)
@click.option("--against", metavar="NAME", help="What others are compared with [baseline].")
@with_options((MARGIN,), STORE_OPTIONS)
def document(**options: Any) -> int:
    """Write the technical documentation of a strategy or a model.

    With an examination for biases, inputs of an impact assessment, and a model card: HTML,
    Markdown, and the figures as JSON, every figure with the runs that it comes from.
    """
    from fairlab.commands.document import document_session

    return document_session(**options)


@fairlab.command(cls=PrintsTable)
@click.argument("sources", nargs=-1, type=SOURCE, metavar="[FILE...|RUN]")
@with_options(AUDIT_OPTIONS, MODEL_OPTIONS, DECISION_OPTIONS, DATA_OPTIONS, STORE_OPTIONS)
@click.option(
    "--record/--no-record", default=None, help="Write it to MLflow [a run's; not a file's]."
)
def audit(**options: Any) -> int:
    """Audit a FILE of decisions, a --model, or the model of a recorded RUN.

    FILE may be - (standard input). Several files, a folder, a glob, a large file and a query of a
    database are counted in pieces.

    By group, with exact tests and intervals. What nobody says of a file is guessed from the names
    of its columns, and told. With --individual a run or a --model is also asked what it would
    decide about each person with another value of a sensitive attribute.
    """
    from fairlab.commands.audit_door import audit_any

    return audit_any(**options)


@fairlab.command(cls=ListsLimits)
@with_options(LIMITS)
@click.option("--strategy", metavar="NAME", help="Only this one [every strategy].")
@click.option("--run", metavar="ID", help="Only this run, by MLflow's id.")
@with_options(RUNS_OPTIONS)
@click.option(
    "--min-size",
    "smallest",
    type=click.IntRange(1),
    metavar="N",
    help="Leave groups of fewer people out of all limits [rates of fewer than 5 rows].",
)
@with_options((POLICY,), STORE_OPTIONS)
def gate(**options: Any) -> int:
    """Check limits on metrics of finished runs, for CI.

    Between groups every pair is tested: kept if tests at 5 % show each within the limit, broken if
    one is shown beyond it after Holm. Other metrics go by their 95 % interval.

    Exits with 0 if all limits are kept, 1 if one is broken, 2 if one cannot be told, 3 if a policy
    asks for what was not measured or a run that was edited or damaged is left out.
    """
    from fairlab.commands.gate import gate_session

    return gate_session(**options)


@fairlab.command(cls=PrintsTable)
@click.option(
    "--max-gap",
    multiple=True,
    metavar="ATTRIBUTE.RATE=X",
    help="How far apart groups may be: sex.recall=0.05.",
)
@click.option(
    "--min-ratio",
    multiple=True,
    metavar="ATTRIBUTE.RATE=X",
    help="The same of rates that are compared by ratio: sex.approval_rate=0.8.",
)
@with_options((ATTRIBUTE,))
@click.option("--by", metavar="METRIC", default="recall", help="What is best of those [recall].")
@with_options((SMALLEST,), RUNS_OPTIONS)
@with_options(STORE_OPTIONS)
@click.option("--no-record", is_flag=True, help="Print alone, write nothing to MLflow.")
def choose(**options: Any) -> int:
    """Choose the best strategy that keeps limits between groups.

    A limit is kept where the whole band of a gap lies within it, and the bands hold for all
    strategies at once. Every row was decided about by a model that had not seen it.

    Exits with 0 if a strategy is chosen, 1 if all break a limit, 2 if it cannot be told, 3 if
    nothing is measured.
    """
    from fairlab.commands.choose import choose_session

    return choose_session(**options)


@fairlab.command(cls=PrintsTable)
@click.argument("sources", nargs=-1, type=SOURCE, metavar="[FILE...]")
@with_options(MONITOR_OPTIONS, STORE_OPTIONS)
@click.option("--no-record", is_flag=True, help="Write nothing to MLflow.")
def monitor(**options: Any) -> int:
    """Watch decisions batch by batch, and say what is shown so far.

    Each FILE is a batch and counts once, however often it is fed. Who is flagged counts at once,
    what needs labels when these are final (--maturity). Alarms hold however often one looks. What
    columns mean is said with the first batch and stands from then on.

    Exits with 0 if all differences are shown to be within --delta, 1 if there is an alarm, 2 if it
    is too early to tell, 3 if labels lack.
    """
    from fairlab.commands.monitor import monitor_session

    return monitor_session(**options)


@fairlab.command(cls=PrintsTable)
@click.argument("file", type=FILE, required=False)
def replicate(file: Path | None) -> int:
    """Recompute the study's published figures from their counts.

    FILE holds counts and figures of another study in the same form.
    """
    from fairlab.commands.replicate import replicate_session

    return replicate_session(file)


@fairlab.command(cls=PrintsTable)
@with_options(MODEL_OPTIONS, CLONE_OPTIONS, DATA_OPTIONS, STORE_OPTIONS)
@click.option("--no-record", is_flag=True, help="Print alone, write nothing to MLflow.")
def clones(**options: Any) -> None:
    """Audit a model by matched clones.

    Invented people who are equal in all but one attribute are given to the model, and its decisions
    about them are compared with an exact test.
    """
    from fairlab.commands.clones import clones_session

    clones_session(**options)


@fairlab.command()
@click.option("--example", is_flag=True, help="The runs that come with fairlab.")
@click.option("--port", type=click.IntRange(1, 65535), default=5000, help="On this machine [5000].")
@with_options(STORE_OPTIONS)
def ui(example: bool, port: int, store: str | None) -> None:
    """Open the runs in the MLflow UI, on this machine."""
    from fairlab.record.ui import serve, serve_example

    serve_example(port) if example else serve(store, port)


@fairlab.command("repair", cls=PrintsTable)
@click.option(
    "--delete", multiple=True, metavar="RUN", help="Delete a damaged run, to sweep it again."
)
@with_options(STORE_OPTIONS)
def repair_runs(store: str | None, delete: tuple[str, ...]) -> None:
    """Mark runs that a killed process left running."""
    from fairlab.record import open_store
    from fairlab.record.dead_runs import repair
    from fairlab.record.deleted_run import delete_run

    opened = open_store(store, create=False)
    for run in delete:
        click.echo(f"Deleted: {delete_run(opened, run)} ({run}). The same sweep makes it anew.")
    found = repair(opened)
    put_aside("repaired", found)
    click.echo(found.to_string(index=False) if len(found) else "Nothing to repair.")


fairlab.add_command(data)


@fairlab.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print what SHELL sources to complete commands and options.

    In ~/.bashrc: source <(fairlab completion bash). In ~/.zshrc: source <(fairlab completion zsh).
    Once: fairlab completion fish > ~/.config/fish/completions/fairlab.fish
    """
    from fairlab.commands.completion import completion_script

    click.echo(completion_script(fairlab, shell))


def main() -> None:
    """Run the command line."""
    speak(fairlab)
