"""What nobody said of a table of decisions, from the names that its columns have in other tools."""

from collections.abc import Iterator
from dataclasses import replace
from shlex import quote

import pandas as pd

from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.names_in_use import called
from fairlab.data.guesses import looks_sensitive
from fairlab.data.messages import plain, quoted
from fairlab.errors import DataError


def guessed(name: str, asked: Asked, frame: pd.DataFrame) -> Asked:
    """Fill in the columns that nobody named.

    Parameters
    ----------
    name : str
        Of the file, for messages.
    asked : Asked
        What is named stays as it is.
    frame : DataFrame

    Returns
    -------
    Asked

    Raises
    ------
    DataError
        Two columns or more may be meant.

    Examples
    --------
    >>> frame = pd.DataFrame({"y_true": [0], "y_pred": [1], "sex": ["f"], "income": [3]})
    >>> found = guessed("preds.csv", Asked(), frame)
    >>> found.label, found.decision, found.groups
    ('y_true', 'y_pred', ('sex',))
    """
    left = [str(column) for column in frame if column not in {c for _, c in asked.columns()}]
    label = asked.label or _only(name, "label", left)
    weight = asked.weight or _only(name, "weight", left)
    time = asked.time or _only(name, "time", left)
    scores, decision = asked.scores, asked.decision
    if not scores:
        score = _only(name, "score", left)
        scores = (score,) if score else ()
    cut = asked.threshold is not None or asked.budget is not None
    if decision is None and not cut and len(scores) < 2:
        decision = _only(name, "decision", left)
    found = replace(asked, label=label, weight=weight, time=time, scores=scores, decision=decision)
    used = {column for _, column in found.columns()}
    groups = asked.groups or tuple(c for c in left if c not in used and looks_sensitive(c))
    return replace(found, groups=groups)


def as_typed(asked: Asked) -> str:
    """Write the options that say the same.

    Parameters
    ----------
    asked : Asked

    Returns
    -------
    str

    Examples
    --------
    >>> as_typed(Asked(label="y", decision="y_pred", groups=("sex", "age")))
    '--label y --decision y_pred --groups sex,age'
    """
    named = [(role, column) for role, column in asked.columns() if role != "groups"]
    options = [f"--{role} {quote(column)}" for role, column in named]
    values = {"positive": asked.positive, "approve": asked.approve, "budget": asked.budget,
              "threshold": asked.threshold}  # fmt: skip
    options += [f"--{name} {quote(str(value))}" for name, value in values.items()
                if value is not None]  # fmt: skip
    if asked.groups:
        options.append(f"--groups {quote(','.join(asked.groups))}")
    return " ".join([*options, *_about_groups(asked)])


def _about_groups(asked: Asked) -> Iterator[str]:
    for name, edges in asked.bands.items():
        yield f"--bands {quote(f'{name}=' + ','.join(f'{edge:g}' for edge in edges))}"
    yield from (f"--cross {quote('*'.join(names))}" for names in asked.cross)
    yield from (f"--reference {quote(f'{a}={level}')}" for a, level in asked.references.items())
    if asked.every_pair:
        yield f"--pairs {quote(','.join(asked.every_pair))}"
    if asked.smallest != Asked.smallest:
        yield f"--min-size {asked.smallest}"


def _only(name: str, role: str, columns: list[str]) -> str | None:
    found = called(role, columns)
    if len(found) > 1:
        listed = " or ".join(map(quoted, found))
        ways = " or ".join(f"--{role} {quote(column)}" for column in found)
        raise DataError(f"{plain(name)}: the {role} may be {listed}. Say which: {ways}.")
    return found[0] if found else None
