"""What a person types of causes, on ``audit``, ``run`` and ``sweep``, and what data say of them."""

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from fairlab.commands.option_types import SOURCE
from fairlab.typed_names import names_in

if TYPE_CHECKING:
    from fairlab.causal import TwinSettings
    from fairlab.causal.assumptions import SpokenOf
    from fairlab.data import Dataset

GRAPH = click.option(
    "--graph",
    type=SOURCE,
    metavar="WAY|FILE",
    help="What follows from an attribute, of --individual: fci (found in the data by the FCI "
    "algorithm), none (all that goes with it), study (found as in the study, which finds too "
    "little), or a file with your own arrows (toml, csv) [fci].",
)
CAUSES = ("before", "exogenous", "not_exogenous", "allowed")
OF_CAUSES = ("graph", *CAUSES)
CAUSE_OPTIONS = (
    GRAPH,
    click.option(
        "--before",
        metavar="COLUMNS",
        help="Columns that may cause an attribute or go with it, but never follow: region,age.",
    ),
    click.option(
        "--exogenous",
        metavar="COLUMNS",
        help="Columns that nothing in the table causes [the sensitive ones].",
    ),
    click.option(
        "--not-exogenous", metavar="COLUMNS", help="Sensitive columns that others may cause."
    ),
    click.option(
        "--allowed",
        metavar="COLUMNS",
        help="Columns through which a difference is allowed: twins keep them, such as income.",
    ),
)


def with_causes(
    how: "TwinSettings",
    data: "Dataset | SpokenOf",
    before: str | None = None,
    exogenous: str | None = None,
    not_exogenous: str | None = None,
    allowed: str | None = None,
) -> "TwinSettings":
    """Add what was typed of causes, and what the data set says where nothing was.

    Parameters
    ----------
    how : TwinSettings
    data : Dataset or SpokenOf
    before, exogenous, not_exogenous, allowed : str, optional
        Names of columns, as typed.

    Returns
    -------
    TwinSettings
        What is typed goes before what the data set says; whether it can be is not looked at.

    Examples
    --------
    >>> import pandas as pd
    >>> from fairlab.causal import TwinSettings
    >>> from fairlab.data import Dataset
    >>> table = pd.DataFrame({"sex": list("mf") * 20, "age": range(40), "bad": [0, 0, 0, 1] * 10})
    >>> people = Dataset("people", table, "bad", ("sex", "age"))
    >>> with_causes(TwinSettings(), people, not_exogenous="age").uncaused
    ('sex',)
    """
    from fairlab.causal.assumptions import settled

    typed = replace(
        how,
        before=names_in(before),
        allowed=names_in(allowed),
        caused=names_in(not_exogenous),
    )
    return settled(typed, data, names_in(exogenous), typed=True)
