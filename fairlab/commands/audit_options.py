"""The options of an audit beside those of a model, of decisions and of data."""

import click

from fairlab.commands.option_types import FILE
from fairlab.commands.typed_causes import CAUSE_OPTIONS

AUDIT_OPTIONS = (
    click.option("--strategy", metavar="NAME", help="Instead of a RUN: the newest of this one."),
    click.option(
        "--seed", type=click.IntRange(0), help="Of that strategy, the run with this seed."
    ),
    click.option(
        "--individual",
        is_flag=True,
        help="Also person by person: what would be decided, had the attribute another value.",
    ),
    click.option(
        "--attribute",
        "attributes",
        multiple=True,
        metavar="COLUMN",
        help="Of --individual: this attribute alone [every sensitive column].",
    ),
    *CAUSE_OPTIONS,
    click.option(
        "--correlations",
        "view",
        type=click.Choice(["observed", "bridge", "sampled"]),
        help="How fci takes levels, such as yes and no: observed (as they are written), bridge (as "
        "cuts of a hidden degree), sampled (as hidden degrees drawn at random, as in the study) "
        "[observed].",
    ),
    click.option(
        "--columns",
        type=click.IntRange(1),
        metavar="N",
        help="Of --individual: learn from the N columns that the model looks at most, and N that "
        "go with them [10].",
    ),
    click.option(
        "--calibrate",
        type=click.IntRange(2),
        metavar="N",
        help="Of --individual: spreads by the errors in N tables drawn from the fitted model.",
    ),
    click.option("--output", type=FILE, metavar="FILE", help="Also write it as one page."),
)
