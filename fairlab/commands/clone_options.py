"""The options of an audit by matched clones."""

import click

from fairlab.commands.option_types import FILE, KeptBudget

PROFILES = 2000

CLONE_OPTIONS = (
    click.option("--strategy", metavar="NAME", help="Instead of a model: the newest run of this."),
    click.option(
        "--budget",
        type=KeptBudget(),
        metavar="SHARE|recall",
        help="Of that strategy, only runs with this budget: needed where there are several.",
    ),
    click.option(
        "--approves",
        metavar="ANSWER",
        help="The answer that approves: yes, '>=0.5' [not the bad event; else 1].",
    ),
    click.option("--schema", type=FILE, metavar="FILE", help="A TOML file that declares profiles."),
    click.option(
        "--attribute",
        "attributes",
        multiple=True,
        metavar="COLUMN",
        help="What clones differ in: gender, or age=25,60. Several: every combination.",
    ),
    click.option("--follow", metavar="COLUMNS", help="What changes with it, besides its codes."),
    click.option(
        "--profiles",
        type=click.IntRange(1),
        default=PROFILES,
        help=f"People to invent [{PROFILES}].",
    ),
    click.option(
        "--seed",
        type=click.IntRange(0),
        help="Random seed [0]; of a --strategy, the run with this seed.",
    ),
    click.option("--along", metavar="COLUMN", help="A number along which to compare approvals."),
    click.option(
        "--figure", type=FILE, metavar="FILE", help="Draw that comparison too (svg, png, pdf)."
    ),
    click.option("--csv", type=FILE, metavar="FILE", help="Also write every clone as CSV."),
)
