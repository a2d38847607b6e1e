"""What nobody said of a table of decisions, from the names that its columns have in other tools."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from math import inf
from shlex import quote

import pandas as pd

from fairlab.data.bands import bands_as_typed
from fairlab.data.checks.column_faults import MOST_LEVELS
from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.names_in_use import called
from fairlab.data.decisions.spoken_values import denies, went_well
from fairlab.data.decisions.two_values import CUT_INSTEAD, approving, bad_event
from fairlab.data.guesses import looks_like_risk
from fairlab.data.messages import plain, quoted
from fairlab.data.traits import looks_like_place, trait_of
from fairlab.errors import DataError
from fairlab.typed_names import names_as_typed


def guessed(name: str, asked: Asked, frame: pd.DataFrame) -> Asked:
    """Fill in the columns that nobody named.

    Parameters
    ----------
    name : str
        Of the file, for messages.
    asked : Asked
        What is named stays as it is.
    frame : DataFrame

    Raises
    ------
    DataError
        Two columns or more may be meant.

    Examples
    --------
    >>> frame = pd.DataFrame({"y_true": [0, 1], "y_pred": 1, "sex": ["f", "m"], "income": 3})
    >>> found = guessed("preds.csv", Asked(), frame)
    >>> found.label, found.decision, found.groups
    ('y_true', 'y_pred', ('sex',))
    """
    left = left_over(asked, frame)
    named = {"label": asked.label, "weight": asked.weight, "time": asked.time,
             "score": asked.scores}  # fmt: skip
    likely = {role: called(role, left) for role, given in named.items() if not given}
    likely["decision"] = likely_decisions(asked, frame)
    if likely.get("score") == []:
        likely["score"] = _risks(left, frame, bool(asked.decision or likely["decision"]))
    _refuse_several(name, likely, bool(asked.scores))
    only = {role: columns[0] for role, columns in likely.items() if columns}
    found = replace(
        asked,
        label=asked.label or only.get("label"),
        weight=asked.weight or only.get("weight"),
        time=asked.time or only.get("time"),
        scores=asked.scores or tuple(likely.get("score", ())),
        decision=asked.decision or only.get("decision"),
    )
    if asked.groups or asked.memberships:
        return found
    traits = no_groups(found, frame)
    return replace(found, groups=tuple(c for c in traits if _has_groups(frame[c])))


def likely_decisions(asked: Asked, frame: pd.DataFrame) -> list[str]:
    """List the columns that are called as decisions are, where nothing says who is flagged.

    Examples
    --------
    >>> frame = pd.DataFrame(columns=["pd_12m", "decision"])
    >>> likely_decisions(Asked(scores=("pd_12m",)), frame)
    ['decision']
    >>> likely_decisions(Asked(scores=("pd_12m",), threshold=0.2), frame)
    []
    """
    ways = (asked.decision, asked.threshold, asked.budget, asked.costs)
    is_said = any(way is not None for way in ways) or len(asked.scores) > 1
    return [] if is_said else called("decision", left_over(asked, frame))


def left_over(asked: Asked, frame: pd.DataFrame) -> list[str]:
    """List the columns that are named for nothing.

    Examples
    --------
    >>> left_over(Asked(label="y"), pd.DataFrame(columns=["y", "pd_12m"]))
    ['pd_12m']
    """
    taken = {column for _, column in asked.columns()}
    return [str(column) for column in frame if column not in taken]


def no_groups(asked: Asked, frame: pd.DataFrame) -> list[str]:
    """List the columns that are called as attributes are, and that nothing was taken for.

    Parameters
    ----------
    asked : Asked
        As it was guessed.
    frame : DataFrame

    Examples
    --------
    >>> frame = pd.DataFrame({"y_pred": [0, 1] * 30, "sex": list("fm") * 30})
    >>> frame["postcode"] = [f"{1000 + at} AB" for at in range(60)]
    >>> no_groups(guessed("preds.csv", Asked(), frame), frame)
    ['postcode']
    """
    return [column for column in left_over(asked, frame) if _trait(column, frame)]


def _trait(column: str, frame: pd.DataFrame) -> str:
    """Name the trait that a column holds; of a table that is read in pieces by its name alone."""
    return trait_of(column, None if frame.empty else frame[column])


def readings(asked: Asked, frame: pd.DataFrame) -> list[Asked]:
    """Give each way to read two values, of a label and of a decision, that nobody explained.

    Parameters
    ----------
    asked : Asked
    frame : DataFrame
        Without rows, where a table is read in pieces, nothing is known of its values.

    Returns
    -------
    list of Asked
        The most likely first, by the words; one where all is clear.

    Examples
    --------
    >>> frame = pd.DataFrame({"decision": ["reject", "approve"]})
    >>> [one.approve for one in readings(Asked(decision="decision"), frame)]
    ['approve', 'reject']
    """
    events: list[str | None] = [None]
    if asked.positive is None and asked.label in frame and bad_event(asked, frame) is None:
        events = _two_texts(frame[asked.label], went_well)
    found = [replace(asked, positive=event or asked.positive) for event in events]
    if asked.approve is not None or asked.decision not in frame:
        return found
    return [
        replace(one, approve=value)
        for one in found
        for value in (
            [None] if approving(one, frame) is not None
            else _two_texts(frame[asked.decision], denies)
        )
    ]  # fmt: skip


def _two_texts(values: pd.Series, last: Callable[[object], bool]) -> list[str | None]:
    """Give two values as they are typed; others than two are not to be chosen from."""
    found = sorted(values.dropna().unique().tolist(), key=last)
    return [*map(str, found)] if len(found) == 2 else [None]


def _risks(left: list[str], frame: pd.DataFrame, is_decided: bool) -> list[str]:
    """List shares that are called as risks are; where something else decides, one or none."""
    found = [c for c in left if looks_like_risk(c) and not trait_of(c) and _shares(frame[c])]
    return [] if is_decided and len(found) > 1 else found


def _shares(values: pd.Series) -> bool:
    """Tell numbers from 0 to 1, of which there are more than two."""
    if not pd.api.types.is_numeric_dtype(values) or values.nunique() <= 2:
        return False
    return bool(values.dropna().between(0, 1).all())


def _has_groups(values: pd.Series) -> bool:
    """Tell levels of which there are several and not too many, or a number that can be cut."""
    if values.empty:  # of a table that is read in pieces: there are too many postcodes
        return not looks_like_place(str(values.name))
    levels = values.nunique(dropna=False)
    most = inf if pd.api.types.is_numeric_dtype(values) else MOST_LEVELS
    return 1 < levels <= most


def as_typed(asked: Asked) -> str:
    """Write the options that say the same.

    Examples
    --------
    >>> as_typed(Asked(label="y", decision="y_pred", groups=("sex", "age")))
    '--label y --decision y_pred --groups sex,age'
    """
    named = [pair for pair in asked.columns() if not pair[0].startswith("groups")]
    options = [f"--{role} {quote(column)}" for role, column in named]
    values = {"positive": asked.positive, "approve": asked.approve, "budget": asked.budget,
              "costs": asked.costs, "threshold": asked.threshold}  # fmt: skip
    options += [f"--{name} {quote(str(value))}" for name, value in values.items()
                if value is not None]  # fmt: skip
    if asked.groups:
        options.append(f"--groups {quote(names_as_typed(asked.groups))}")
    return " ".join([*options, *_about_groups(asked)])


def _about_groups(asked: Asked) -> Iterator[str]:
    for attribute, names in asked.memberships.items():
        yield f"--groups-probability {quote(attribute + '=' + names_as_typed(names))}"
    yield from (f"--bands {quote(text)}" for text in bands_as_typed(asked.bands))
    yield from (f"--cross {quote('*'.join(names))}" for names in asked.cross)
    yield from (f"--reference {quote(f'{a}={level}')}" for a, level in asked.references.items())
    if asked.every_pair:
        yield f"--pairs {quote(names_as_typed(asked.every_pair))}"
    worded = [*asked.words.columns.items()]
    worded += [(f"{a}:{g}", said) for a, of in asked.words.groups.items() for g, said in of.items()]
    yield from (f"--words {quote(f'{name}={said}')}" for name, said in worded)
    if asked.smallest != Asked.smallest:
        yield f"--min-size {asked.smallest}"


def _refuse_several(name: str, likely: Mapping[str, list[str]], is_scored: bool) -> None:
    """Refuse to choose between columns that are called alike, all of them at once."""
    told = []
    for role, columns in likely.items():
        if len(columns) > 1:
            listed = " or ".join(map(quoted, columns))
            ways = " or ".join(f"--{role} {quote(column)}" for column in columns)
            ways += f"; or {CUT_INSTEAD}" if role == "decision" and is_scored else ""
            told.append(f"{plain(name)}: the {role} may be {listed}. Say which: {ways}.")
    if told:
        raise DataError("\n".join(told))
