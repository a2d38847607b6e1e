"""True twins: the same people, with their own noise, under another value of one attribute."""

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fairlab.errors import DataError, RequestError, nearest
from fairlab.simulator import published
from fairlab.simulator.blocks import MOST_ROWS, NUMBERS, Block, blocks_of
from fairlab.simulator.equations import EQUATIONS
from fairlab.simulator.population import NUMBER, people
from fairlab.simulator.simulator_settings import SimulatorSettings
from fairlab.simulator.structure import CONSTANTS, World, simulate
from fairlab.simulator.table_rows import missing, rows_of
from fairlab.simulator.variables import (
    BINARY,
    DEBT_INDICATORS,
    DEBT_RESULT,
    LEVELS,
    SENSITIVE,
    true_graph,
)

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset


def counterfactual(
    data: "Dataset | pd.DataFrame", attribute: str, to: str | None = None
) -> pd.DataFrame:
    """Return the true twin of each row under another value of a sensitive attribute.

    A binary attribute is flipped, a continuous one goes to the opposite quantile of a reference
    population, a categorical one to the commonest level that the row does not have. All that the
    attribute causes follows by the equations; everybody keeps the own noise, all that the
    attribute does not cause, and the cells that nobody filled in. A row without a value of the
    attribute is its own twin. The twin of a twin is the person that there was.

    Parameters
    ----------
    data : Dataset or DataFrame
        Any rows of a simulation, such as its test set, or twins under the same attribute.
    attribute : str
        A sensitive attribute, or ``focumcheck_debtresult``.
    to : str, optional
        The level that everybody gets, for a categorical attribute.

    Returns
    -------
    DataFrame
        The columns of a simulation, the target included; rows and index as in ``data``.

    Raises
    ------
    RequestError
        There is no such attribute or level.
    DataError
        The rows are not those of a simulation, or were changed since.

    References
    ----------
    Pearl, J. (2009). Causality, section 7.1: abduction, action, prediction.
    """
    frame: pd.DataFrame = getattr(data, "frame", data)
    _refuse(frame, attribute, to)
    rows = frame.reset_index(drop=True)
    of_block = rows.groupby(["simulation", rows[NUMBER] // NUMBERS], observed=True, sort=False)
    twins = [_twins(some, attribute, to, place, text) for (text, place), some in of_block]
    return pd.concat(twins).sort_index().set_axis(frame.index)


def _refuse(frame: pd.DataFrame, attribute: str, to: str | None) -> None:
    known = [*SENSITIVE, DEBT_RESULT]
    if attribute not in known:
        raise RequestError(f"telecom has no attribute {attribute!r}. {nearest(attribute, known)}")
    if to is not None and to not in LEVELS.get(attribute, ()):
        levels = LEVELS.get(attribute)
        raise RequestError(
            f"{attribute} has no level {to!r}. "
            + (nearest(to, levels) if levels else "It has no levels; leave out to.")
        )
    if absent := sorted({NUMBER, "simulation", attribute} - set(frame.columns)):
        raise DataError(f"telecom: the rows have no column {absent[0]!r}; keep it, ignored.")


def _twins(
    rows: pd.DataFrame, attribute: str, to: str | None, place: int, text: str
) -> pd.DataFrame:
    settings = SimulatorSettings.read(text)
    block = blocks_of(settings.rows)[place]
    world, empty = _as_drawn(block, settings, rows[NUMBER].to_numpy())
    cause = DEBT_RESULT if attribute in DEBT_INDICATORS else attribute
    factual = world[cause]
    other = _other(attribute, factual) if to is None else _level(attribute, to, factual)
    if cause in empty:
        other = np.where(empty[cause], factual, other)
    if to is None:
        other = np.where(_are_twins(rows, cause, factual, other, empty), factual, other)
    effects = true_graph().descendants(cause)
    kept = {name: values for name, values in world.items() if name not in effects}
    twin = simulate(EQUATIONS, settings.seed, world[NUMBER], kept | {cause: other})
    return rows_of(twin, empty, block, settings).set_axis(rows.index)


def _as_drawn(
    block: Block, settings: SimulatorSettings, numbers: np.ndarray
) -> tuple[World, dict[str, np.ndarray]]:
    """Draw a block again and take these applicants from it."""
    world = people(block, settings)
    empty = missing(world, block, settings.seed)
    place = np.searchsorted(world[NUMBER], numbers).clip(max=len(world[NUMBER]) - 1)
    strange = world[NUMBER][place] != numbers
    if strange.any():
        raise DataError(
            f"telecom: {strange.sum():,} rows are not of this simulation (first: applicant "
            f"{numbers[strange.argmax()]}); do not change {NUMBER!r} and 'simulation'."
        )
    taken = {n: values if n in CONSTANTS else values[place] for n, values in world.items()}
    return taken, {column: cells[place] for column, cells in empty.items()}


def _are_twins(
    rows: pd.DataFrame,
    cause: str,
    factual: np.ndarray,
    other: np.ndarray,
    empty: dict[str, np.ndarray],
) -> np.ndarray:
    shown = (rows[cause].cat.codes if cause in LEVELS else rows[cause]).to_numpy()
    twins = (shown == other) & (shown != factual)
    strange = ~twins & (shown != factual) & ~empty.get(cause, np.zeros(len(rows), bool))
    if strange.any():
        raise DataError(
            f"telecom: {cause} was changed in {strange.sum():,} rows (first: applicant "
            f"{rows[NUMBER].iloc[strange.argmax()]}); twins are made of rows as simulated."
        )
    return twins


def _other(attribute: str, values: np.ndarray) -> np.ndarray:
    if attribute in BINARY:
        return ~values
    if attribute in DEBT_INDICATORS:
        own = LEVELS[DEBT_RESULT].index(DEBT_INDICATORS[attribute])
        return np.where(values == own, _commonest(DEBT_RESULT, besides=own), own).astype(np.int8)
    if attribute in LEVELS:
        first = _commonest(attribute, besides=None)
        second = _commonest(attribute, besides=first)
        return np.where(values == first, second, first).astype(np.int8)
    return _opposite(values, _reference()[attribute])


def _level(attribute: str, to: str, values: np.ndarray) -> np.ndarray:
    return np.full_like(values, LEVELS[attribute].index(to))


def _opposite(values: np.ndarray, ordered: np.ndarray) -> np.ndarray:
    rank = np.searchsorted(ordered, values, "left") + np.searchsorted(ordered, values, "right")
    return ordered[((2 * len(ordered) - rank) // 2).clip(0, len(ordered) - 1)]


def _commonest(attribute: str, besides: int | None) -> int:
    by_count = np.argsort(-np.bincount(_reference()[attribute]), kind="stable")
    return int(by_count[by_count != besides][0])


@lru_cache(maxsize=1)
def _reference() -> World:
    """Sort each attribute in a block of the study's training set, drawn with seed 0."""
    block = Block(published.TRAIN, 0, 0, MOST_ROWS, published.TRAIN.rows)
    world = people(block, SimulatorSettings())
    return {name: np.sort(world[name]) for name in (*SENSITIVE, DEBT_RESULT)}
