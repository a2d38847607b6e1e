"""Decisions that a notebook hands over as arrays, as a table that is audited as a file is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from fairlab.api.aligned import aligned
from fairlab.api.arguments import described, whole_number
from fairlab.api.columns_given import as_pandas, named_columns, one_column
from fairlab.data.decisions.asked import Asked
from fairlab.data.decisions.reading import DecisionFile
from fairlab.data.messages import quoted
from fairlab.data.words import read_words
from fairlab.errors import DataError, RequestError

if TYPE_CHECKING:
    from fairlab.commands.audit_file import FileAudit

HANDED_OVER = "What was handed over in Python as"
WRITTEN: dict[str, tuple[type, str]] = {
    "costs": (str, '"FP=1,FN=20"'),
    "bands": (Mapping, '{"age": (25, 62)}'),
    "reference": (Mapping, '{"race": "white"}'),
    "groups_probability": (Mapping, '{"race": ["p_a", "p_b"]}'),
    "words": (Mapping, '{"age": "Age in years", "sex:1": "male"}'),
}


def audit_arrays(
    title: str, y: Any, score: Any, decision: Any, groups: Any, weight: Any, how: Asked
) -> "FileAudit":
    """Audit decisions that were given as arrays.

    Parameters
    ----------
    title, y, score, decision, groups, weight
        As in ``fairlab.audit``.
    how : Asked
        How they are read; it names no columns yet.

    Raises
    ------
    RequestError
        Something is missing, or is no column.
    DataError
        The columns do not fit each other, or hold what cannot be audited.
    """
    from fairlab.api.said_in_python import said_in_python
    from fairlab.commands.audit_file import audit_decisions

    frame, asked, told = _table(y, score, decision, groups, weight, how)
    if asked.decision and asked.approve is None and frame[asked.decision].isin([0, 1]).all():
        asked = replace(asked, approve="0")
    file = DecisionFile(title, _digest(frame), frame, HANDED_OVER)
    with said_in_python():
        return audit_decisions(file, asked, told)


def _table(
    y: Any, score: Any, decision: Any, groups: Any, weight: Any, how: Asked
) -> tuple[pd.DataFrame, Asked, tuple[str, ...]]:
    """Put the arguments beside each other, and say which column is what."""
    if groups is None or (score is None and decision is None):
        raise RequestError(
            "Give groups, and a decision or a score; or a source or a run's id to audit."
        )
    single = {"y": y, "decision": decision, "weight": weight}
    columns = {what: one_column(what, one) for what, one in single.items() if one is not None}
    scores = {} if score is None else _scores(score)
    people = named_columns("groups", groups)
    _refuse_same_names(people, [*columns, *scores])
    guessed = {name for names in how.memberships.values() for name in names}
    found, told = aligned({**columns, **scores, **people})
    own = _own_names(single | ({"score": score} if [*scores] == ["score"] else {}), found)
    asked = replace(
        how,
        label=None if y is None else own.get("y", "y"),
        decision=None if decision is None else own.get("decision", "decision"),
        weight=None if weight is None else own.get("weight", "weight"),
        scores=tuple(own.get(name, name) for name in scores),
        groups=tuple(name for name in people if name not in guessed),
    )
    return pd.DataFrame(found).rename(columns=own), asked, told


def _own_names(given: Mapping[str, Any], taken: Iterable[str]) -> dict[str, str]:
    """Call what has a name, as a Series has, by it: so a page of a file does."""
    names = {what: getattr(one, "name", None) for what, one in given.items() if one is not None}
    listed = [*taken, *names.values()]
    return {
        what: name
        for what, name in names.items()
        if isinstance(name, str) and name.strip() and listed.count(name) == 1
    }


def _scores(given: Any) -> dict[str, Any]:
    """Take the scores of one model, or of several by name: a champion and its challengers."""
    known = as_pandas(given)
    several = isinstance(known, pd.DataFrame) and known.shape[1] > 1
    if isinstance(known, Mapping) or several:
        return named_columns("score", known)
    return {"score": one_column("score", known)}


def _refuse_same_names(people: Iterable[str], others: Sequence[str]) -> None:
    same = [name for name in people if name in others]
    if same or len({*others}) < len(others):
        name = same[0] if same else next(name for name in others if others.count(name) > 1)
        raise DataError(
            f"{quoted(name)} names two columns; give the attribute or the score another name."
        )


def _digest(frame: pd.DataFrame) -> str:
    """Hash names and values, by which the same table is known again."""
    hashes: np.ndarray = pd.util.hash_pandas_object(frame.reset_index(drop=True)).to_numpy()
    return sha256("\0".join(frame).encode() + hashes.tobytes()).hexdigest()


def how_read(
    positive: Any = None,
    approve: Any = None,
    threshold: float | None = None,
    budget: float | str | None = None,
    costs: str | None = None,
    bands: Mapping[str, Iterable[float]] | None = None,
    cross: Iterable[str | Iterable[str]] = (),
    reference: Mapping[str, Any] | None = None,
    pairs: Iterable[str] = (),
    min_size: int = Asked.smallest,
    groups_probability: Mapping[str, str | Iterable[str]] | None = None,
    words: Mapping[str, str] | None = None,
) -> Asked:
    """Say how columns are read, in the words of the command line.

    Parameters
    ----------
    positive, approve, threshold, budget, costs, bands, cross, reference, pairs, min_size
        As in ``fairlab.audit``.
    groups_probability, words
        As in ``fairlab.audit``.

    Examples
    --------
    >>> how_read(bands={"age": [25, 62]}, cross=["sex*race"], reference={"race": "white"}).cross
    (('sex', 'race'),)
    """
    for name, given in (("costs", costs), ("bands", bands), ("reference", reference),
                        ("groups_probability", groups_probability), ("words", words)):  # fmt: skip
        kind, example = WRITTEN[name]
        if given is not None and not isinstance(given, kind):
            raise RequestError(f"{name} must be such as {example}, but got {described(given)}.")
    crossed = [cross] if isinstance(cross, str) else cross
    return Asked(
        positive=None if positive is None else str(positive),
        approve=None if approve is None else str(approve),
        threshold=threshold,
        budget=budget,
        costs=costs,
        bands={name: _edges(name, edges) for name, edges in (bands or {}).items()},
        cross=tuple(map(_names, crossed)),
        references={name: str(level) for name, level in (reference or {}).items()},
        every_pair=(pairs,) if isinstance(pairs, str) else tuple(pairs),
        smallest=whole_number("min_size", min_size, 1),
        memberships={
            attribute: (names,) if isinstance(names, str) else tuple(names)
            for attribute, names in (groups_probability or {}).items()
        },
        words=read_words(f"{name}={said}" for name, said in (words or {}).items()),
    )


def _edges(name: str, given: Iterable[float]) -> tuple[float, ...]:
    try:
        return tuple(map(float, given))
    except (TypeError, ValueError):
        raise RequestError(
            f"bands[{name!r}] must be numbers that rise, such as (25, 62), but got "
            f"{described(given)}."
        ) from None


def _names(crossed: str | Iterable[str]) -> tuple[str, ...]:
    given = crossed.split("*") if isinstance(crossed, str) else crossed
    names = tuple(name.strip() for name in given)
    if len(names) < 2:
        raise RequestError(f'cross must be such as ["sex*race"], but holds {crossed!r}.')
    return names
