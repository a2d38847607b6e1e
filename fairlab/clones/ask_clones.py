"""The clone test as a whole: draw, clone, ask, compare."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from fairlab.clones.asking import AskedModel, decide
from fairlab.clones.cloning import Clones, draw_clones
from fairlab.clones.column_report import column_report
from fairlab.clones.pairs import compare_pairs, treated_differently
from fairlab.clones.schema import Schema
from fairlab.errors import RequestError

PROBED = 50


@dataclass(frozen=True, eq=False, repr=False)
class CloneTest:
    """What a model decided about clones.

    Parameters
    ----------
    model : AskedModel
        Who was asked.
    schema : Schema
        What the profiles were drawn from.
    clones : Clones
        Who it was asked about.
    approved : DataFrame of bool, shape (profiles, levels)
        Its decisions; the columns name the levels.
    """

    model: AskedModel
    schema: Schema
    clones: Clones
    approved: pd.DataFrame

    def __repr__(self) -> str:
        """Say what was found, and which answer was taken for an approval."""
        from fairlab.clones.describe_clones import verdict  # which imports this class

        return f"{verdict(self)}\n{self.model.meaning}"

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """The comparison of every two levels, as ``compare_pairs`` gives it."""
        return compare_pairs(self.approved)

    @cached_property
    def any_flip(self) -> dict[str, float]:
        """How many profiles have clones that are not all treated alike."""
        return treated_differently(self.approved)

    @cached_property
    def columns(self) -> pd.DataFrame:
        """What was kept equal and what followed, as ``column_report`` gives it."""
        return column_report(self.schema, self.clones, self.model)


def clone_test(
    model: AskedModel,
    schema: Schema,
    levels: Mapping[str, list[Any]],
    profiles: int = 2000,
    seed: int = 0,
    follow: Sequence[str] = (),
) -> CloneTest:
    """Ask a model about clones, and compare how they are treated.

    Parameters
    ----------
    model : AskedModel
        It is asked about a few clones before all are made.
    schema : Schema
        What a profile holds.
    levels : mapping of str to list
        The attributes in which clones differ, with their levels, as ``chosen_levels`` gives them.
    profiles : int
        How many are cloned, at least one.
    seed : int
        The same seed gives the same clones.
    follow : sequence of str
        Columns that go with the attribute; all others are kept equal.

    Raises
    ------
    RequestError
        The model cannot be asked about such profiles or does not decide the same when asked
        twice; a column cannot follow.

    Examples
    --------
    >>> from fairlab.clones.declared import schema_from
    >>> form = schema_from({"columns": {"sex": ["f", "m"], "income": {"from": 1, "to": 100}}})
    >>> strict = AskedModel("strict", lambda p: (p["income"] > 20) | (p["sex"] == "m"))
    >>> found = clone_test(strict, form, {"sex": ["f", "m"]}, profiles=1000)
    >>> found.pairs["favoured"].tolist(), found.any_flip["low"] < 0.2 < found.any_flip["high"]
    (['m'], True)
    """
    if not levels:
        raise RequestError("Name at least one attribute in which clones differ.")
    if profiles < 1:
        raise RequestError(f"At least one profile must be cloned, but got {profiles}.")
    probe(model, schema, levels, seed, follow)
    clones = draw_clones(schema, levels, profiles, seed, follow)
    decided = decide(model, clones.frame).reshape(profiles, -1)
    return CloneTest(model, schema, clones, pd.DataFrame(decided, columns=clones.labels))


def probe(
    model: AskedModel,
    schema: Schema,
    levels: Mapping[str, list[Any]],
    seed: int = 0,
    follow: Sequence[str] = (),
) -> None:
    """Ask a model about a few clones, so that what cannot work is told at once.

    Parameters
    ----------
    model, schema, levels, seed, follow
        As in ``clone_test``.

    Raises
    ------
    RequestError
        As there.
    """
    decide(model, draw_clones(schema, levels, PROBED, seed, follow).frame, few=True)
