"""Everything that is wrong with a table of decisions, said at once before anything is computed."""

from collections import Counter
from collections.abc import Iterable, Iterator
from math import isfinite
from numbers import Real

import numpy as np
import pandas as pd

from fairlab.data.checks.column_faults import names
from fairlab.data.costs import Costs
from fairlab.data.decisions.asked import RECALL, Asked
from fairlab.data.decisions.group_faults import attribute_faults
from fairlab.data.decisions.memberships import membership_faults
from fairlab.data.decisions.person_ids import id_faults
from fairlab.data.decisions.rows_by_value import Counts
from fairlab.data.decisions.two_values import decision_fault, label_fault
from fairlab.data.messages import first_row, plain, quoted, rows, shown
from fairlab.data.no_number import advice_about
from fairlab.errors import DataError, FairlabError, nearest

MOST_LINES = 12


def refuse_faults(
    name: str, asked: Asked, frame: pd.DataFrame, counts: Counts | None = None
) -> None:
    """Refuse a table that cannot be audited as it was asked.

    Parameters
    ----------
    name : str
        Of the file.
    asked : Asked
        Which column is what.
    frame : DataFrame
        With typed columns.
    counts : mapping of str to Series, optional
        See `rows_by_value`.

    Raises
    ------
    DataError
        With everything that is wrong, a line per fault.
    """
    faults = list(dict.fromkeys(_faults(asked, frame, counts)))
    if len(faults) == 1:
        raise DataError(f"{plain(name)}: {faults[0]}")
    if faults:
        more = len(faults) - MOST_LINES
        lines = [f"- {fault}" for fault in faults[:MOST_LINES]]
        lines += [f"- and {more} more."] if more > 0 else []
        raise DataError("\n".join([f"{plain(name)}: there are {len(faults)} faults.", *lines]))


def _faults(asked: Asked, frame: pd.DataFrame, counts: Counts | None) -> Iterator[str]:
    yield from names(frame)
    if frame.empty and len(frame.columns):  # without columns nobody looked for rows
        yield "the table has no rows."
        return
    yield from _absent(asked, frame)
    yield from _roles(asked)
    yield from label_fault(asked, frame, counts)
    yield from decision_fault(asked, frame, counts)
    for score in asked.scores:
        yield from _number_fault("score", score, frame)
    yield from _cut_faults(asked, frame)
    if asked.weight:
        yield from _weight_fault(asked.weight, frame)
    if asked.person in frame:
        yield from id_faults(str(asked.person), frame[asked.person])
    yield from membership_faults(asked.memberships, frame)
    yield from attribute_faults(asked, frame, counts)


def _absent(asked: Asked, frame: pd.DataFrame) -> Iterator[str]:
    for role, column in asked.columns():
        if column not in frame:
            yield f"there is no column {quoted(column)} (--{role}). {nearest(column, frame)}"


def _roles(asked: Asked) -> Iterator[str]:
    if not asked.decision and not asked.scores:
        yield "nothing says what was decided; name it: --decision COLUMN or --score COLUMN."
    elif asked.approve is not None and not asked.decision:
        yield "--approve is of a --decision, and none is named; to cut a score: --threshold X."
    if not asked.groups and not asked.memberships:
        yield "no groups are named; name the columns of sensitive attributes: --groups sex,age."
    for column, count in Counter(column for _, column in asked.columns()).items():
        if count > 1:
            options = [role for role, named in asked.columns() if named == column]
            if len(roles := [*dict.fromkeys(options)]) == 1:
                yield f"{quoted(column)} is named twice in --{roles[0]}; name it once."
            else:
                named = " and as ".join(roles)
                yield f"{quoted(column)} is named as {named}; it can be one of them."


def _cut_faults(asked: Asked, frame: pd.DataFrame) -> Iterator[str]:
    """Refuse two ways to say who is flagged, and none."""
    alike = asked.budget == RECALL  # a threshold is then that of the champion
    yield from _odd_numbers(asked)
    ways = {"--decision": asked.decision, "--threshold": None if alike else asked.threshold,
            "--budget": asked.budget, "--costs": asked.costs}  # fmt: skip
    given = [option for option, value in ways.items() if value is not None]
    if len(given) > 1:
        yield f"{' and '.join(given)} each say who is flagged; leave out all but one."
    if asked.decision and len(asked.scores) > 1:
        yield "--decision belongs to one model; cut several scores by --threshold or --budget."
    if alike:
        yield from _recall_faults(asked)
    if asked.costs is not None:
        yield from _costs_faults(asked.costs, asked, frame)
    elif not given or (alike and asked.threshold is None):
        by_half = asked.scores[:1] if alike else asked.scores
        yield from _no_probabilities(by_half, frame, "one half is no threshold")


def _odd_numbers(asked: Asked) -> Iterator[str]:
    for option, value in {"--threshold": asked.threshold, "--budget": asked.budget}.items():
        number = isinstance(value, Real) and isfinite(value)
        if not number and value is not None and (option, value) != ("--budget", RECALL):
            yield f"{option} must be a number, not {value!r}."
    if isinstance(asked.budget, Real) and not 0 < asked.budget < 1:
        yield f"--budget is a share of people above 0 and below 1, not {asked.budget!r}."


def _recall_faults(asked: Asked) -> Iterator[str]:
    """Refuse to cut scores at the recall of another one where there is none, or no recall."""
    if len(asked.scores) < 2:
        yield (
            "--budget recall cuts challengers so that they catch what the first score catches; "
            "name two scores or more: --score CHAMPION --score CHALLENGER."
        )
    if asked.label is None:
        yield "--budget recall needs to know what happened; name it: --label COLUMN."


def _costs_faults(costs: str, asked: Asked, frame: pd.DataFrame) -> Iterator[str]:
    try:
        Costs.read(costs).refuse_gaps(frame)
    except FairlabError as error:
        yield str(error).replace("\n", " ")
    yield from _no_probabilities(asked.scores, frame, "costs say nothing")


def _no_probabilities(scores: Iterable[str], frame: pd.DataFrame, so_that: str) -> Iterator[str]:
    for score in scores:
        known = _finite(frame.get(score, pd.Series(dtype=float)))
        if ((known < 0) | (known > 1)).any():
            yield (
                f"the score {quoted(score)} goes from {known.min():g} to {known.max():g}, so that "
                f"{so_that}; say --threshold X or --budget SHARE."
            )


def _finite(values: pd.Series) -> np.ndarray:
    """Give the numbers that are there; none of a column of text."""
    if not pd.api.types.is_numeric_dtype(values):
        return np.empty(0)
    numbers = values.to_numpy(float, na_value=np.nan)
    return numbers[np.isfinite(numbers)]


def _number_fault(role: str, name: str, frame: pd.DataFrame) -> Iterator[str]:
    if name not in frame:
        return
    values = frame[name]
    if not pd.api.types.is_numeric_dtype(values):
        example = _no_number(values)
        told = "nothing" if example is None else shown(example)
        advice = advice_about(example or "")
        yield f"the {role} {quoted(name)} holds text, such as {told}; {advice}"
        return
    odd = ~np.isfinite(values.to_numpy(float, na_value=np.nan))
    if odd.any():
        yield (
            f"the {role} {quoted(name)} is missing or infinite in {rows(odd.sum())} (first: "
            f"{first_row(odd)}); leave these rows out, or give them a {role}."
        )


def _no_number(values: pd.Series) -> str | None:
    """Give the first cell that is no number, or else the first one."""
    cells = values.dropna().astype(str)
    odd = cells[pd.to_numeric(cells, errors="coerce").isna()]
    return next(iter([*odd[:1], *cells[:1]]), None)


def _weight_fault(name: str, frame: pd.DataFrame) -> Iterator[str]:
    found = list(_number_fault("weight", name, frame))
    yield from found
    if name in frame and not found and (low := frame[name] <= 0).any():
        yield f"the weight {quoted(name)} is not above 0 in {rows(low.sum())} (first: " + (
            f"{first_row(low)}, {shown(frame[name][low].iloc[0])}); leave these rows out."
        )
