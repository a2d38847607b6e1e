"""Where along a number, such as the income, clones are treated differently."""

from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from fairlab.clones.ask_clones import CloneTest
from fairlab.clones.pairs import flipped, share_of
from fairlab.clones.schema import Schema
from fairlab.errors import RequestError, nearest

BINS = 20
FLIPS = "any flip"


def numeric_columns(schema: Schema, differing: Iterable[str]) -> list[str]:
    """List the columns along which treatment can be looked at.

    Parameters
    ----------
    schema : Schema
        What profiles are drawn from.
    differing : iterable of str
        Columns in which the clones of a profile differ.

    Returns
    -------
    list of str
        The others that hold numbers, with more values than can be named.
    """
    return [
        name
        for name in schema.columns
        if name not in set(differing)
        and schema.limits(name) is not None
        and schema.known_levels(name) is None
    ]


def refuse_unknown_number(schema: Schema, differing: Iterable[str], along: str) -> None:
    """Refuse a column along which treatment cannot be looked at.

    Parameters
    ----------
    schema, differing
        As in ``numeric_columns``.
    along : str

    Raises
    ------
    RequestError
    """
    known = numeric_columns(schema, differing)
    if along not in known:
        hint = nearest(along, known) if known else "Profiles hold no such number."
        raise RequestError(f"{along!r} is no number that all clones of a profile share. {hint}")


def most_telling_column(test: CloneTest) -> str | None:
    """Find the number along which the flip rate varies most.

    Returns
    -------
    str or None
        The first of equals; None where profiles hold no such number.
    """
    names = numeric_columns(test.schema, _differing(test))
    return max(names, key=lambda name: _spread(test, name), default=None)


def approval_by_range(test: CloneTest, along: str, bins: int = BINS) -> pd.DataFrame:
    """Compare approvals and flips between parts of a number's range.

    Parameters
    ----------
    test : CloneTest
    along : str
        A numeric column that is equal among clones.
    bins : int
        Into how many parts of about equal width, with round ends, the range is cut.

    Returns
    -------
    DataFrame
        A row per part and level, and one for ``"any flip"``: ``from`` and ``to`` (the last ``to``
        included, the others not), ``of``, ``profiles``, ``flips`` (the approvals, or the flips),
        ``rate`` and its exact interval ``low`` and ``high`` at 95 %. Parts without profiles are
        left out.

    Raises
    ------
    RequestError
        There is no such numeric column.

    Examples
    --------
    >>> from fairlab.clones import AskedModel, clone_test
    >>> from fairlab.clones.declared import schema_from
    >>> form = schema_from({"columns": {"sex": ["f", "m"], "income": {"from": 0, "to": 99}}})
    >>> strict = AskedModel("strict", lambda p: (p["income"] >= 50) | (p["sex"] == "m"))
    >>> table = approval_by_range(clone_test(strict, form, {"sex": ["f", "m"]}), "income", 2)
    >>> table.pivot(index="from", columns="of", values="rate")
    of    any flip    f    m
    from
    0.0        1.0  0.0  1.0
    50.0       0.0  1.0  1.0
    """
    refuse_unknown_number(test.schema, _differing(test), along)
    part, edges = _parts(test, along, bins)
    asked = [(name, test.approved[name]) for name in test.approved] + [
        (FLIPS, flipped(test.approved))
    ]
    rows = [row for name, hits in asked for row in _rows(name, hits, part, edges)]
    return pd.DataFrame(rows).sort_values("from", kind="stable", ignore_index=True)


def flipped_between(test: CloneTest, along: str) -> tuple[float, float] | None:
    """Return the lowest and the highest value at which a flip was seen.

    Returns
    -------
    tuple of float or None
        None where there was no flip, or no value where there was one.
    """
    values = _values(test, along)[flipped(test.approved)].dropna()
    return (float(values.min()), float(values.max())) if len(values) else None


def _differing(test: CloneTest) -> list[str]:
    return [*test.clones.combinations, *test.clones.follow]


def _values(test: CloneTest, along: str) -> pd.Series:
    return test.clones.frame[along].iloc[:: len(test.clones.labels)].reset_index(drop=True)


def _parts(test: CloneTest, along: str, bins: int) -> tuple[pd.Series, np.ndarray]:
    """Say for each profile with a value in which part it is, and where the parts begin and end."""
    values = _values(test, along).dropna()
    edges = _round_edges(np.linspace(values.min(), values.max(), bins + 1), values.dtype.kind)
    part = np.searchsorted(edges, values, side="right") - 1
    return pd.Series(np.clip(part, 0, bins - 1), values.index), edges


def _round_edges(edges: np.ndarray, kind: str) -> np.ndarray:
    """Keep two digits of the width of a part, and whole numbers of whole ones; none is left out."""
    width = edges[1] - edges[0]
    if not width > 0:
        return edges
    digits = 1 - int(np.floor(np.log10(width)))
    digits = min(digits, 0) if kind in "iu" and width >= 1 else digits
    scaled = edges * 10.0**digits
    ends = [np.floor(scaled[:1]), np.rint(scaled[1:-1]), np.ceil(scaled[-1:])]
    return np.round(np.concatenate(ends) / 10.0**digits, max(digits, 0))


def _rows(name: str, hits: pd.Series, part: pd.Series, edges: np.ndarray) -> Iterator[dict]:
    counts = hits[part.index].groupby(part).agg(["sum", "size"])
    for number, seen, size in counts.itertuples():
        limits = {"from": float(edges[number]), "to": float(edges[number + 1])}
        yield {**limits, "of": name, **share_of(int(seen), int(size))}


def _spread(test: CloneTest, along: str) -> float:
    """Say how much of the flips' spread the parts explain; without flips nothing."""
    part, _ = _parts(test, along, BINS)
    seen = flipped(test.approved)[part.index].astype(float)
    return float((seen.groupby(part).transform("mean") - seen.mean()).pow(2).sum())
