"""From what is true of people to the rows of a table."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from fairlab.simulator import noise
from fairlab.simulator.blocks import Block, blocks_of
from fairlab.simulator.equations.order import FIRST_DAY
from fairlab.simulator.knobs import as_recorded
from fairlab.simulator.population import NUMBER, people
from fairlab.simulator.quotas import limit
from fairlab.simulator.simulator_settings import SimulatorSettings
from fairlab.simulator.structure import World
from fairlab.simulator.variables import (
    BINARY,
    DEBT_INDICATORS,
    DEBT_RESULT,
    LEVELS,
    POSTCODE_INDICES,
    TARGET,
    VARIABLES,
)


def tables(settings: SimulatorSettings) -> Iterator[pd.DataFrame]:
    """Draw the table block by block, in the order of time.

    Parameters
    ----------
    settings : SimulatorSettings
        Size, seed and knobs.

    Yields
    ------
    DataFrame
        At most 65,536 rows.
    """
    for block in blocks_of(settings.rows):
        yield table(block, settings)


def table(block: Block, settings: SimulatorSettings) -> pd.DataFrame:
    """Draw the rows of one block.

    Parameters
    ----------
    block : Block
        Which rows.
    settings : SimulatorSettings
        Size, seed and knobs.

    Returns
    -------
    DataFrame
        In the order of time, numbered from 0.
    """
    world = people(block, settings)
    frame = rows_of(world, missing(world, block, settings.seed), block, settings)
    if block.place == 0:
        frame = pd.concat([frame, _once_more(frame)])
    return frame.sort_values(["order_time", NUMBER], kind="stable", ignore_index=True)


def rows_of(
    world: World, empty: dict[str, np.ndarray], block: Block, settings: SimulatorSettings
) -> pd.DataFrame:
    """Write people down as rows.

    Parameters
    ----------
    world : dict of str to ndarray
        What is true of them.
    empty : dict of str to ndarray of bool
        Which cells stay empty, per column.
    block : Block
        Where they are from.
    settings : SimulatorSettings
        Size, seed and knobs.

    Returns
    -------
    DataFrame
        In the order of ``world``.
    """
    shown = as_recorded(world, settings)
    rows = len(world[NUMBER])
    columns: dict[str, object] = {
        NUMBER: world[NUMBER],
        "order_time": _moment(world, settings.seed),
        "part": pd.Categorical.from_codes(
            np.full(rows, int(block.part.name == "test"), np.int8), ["train", "test"]
        ),
        "simulation": pd.Categorical.from_codes(np.zeros(rows, np.int8), [settings.text]),
    }
    for name in VARIABLES:
        columns[name] = _column(name, shown[name], empty.get(name))
    for name in DEBT_INDICATORS:
        columns[name] = (shown[name] & ~empty[DEBT_RESULT]).astype(np.int8)
    return pd.DataFrame(columns | {TARGET: shown[TARGET].astype(np.int8)})


def missing(world: World, block: Block, seed: int) -> dict[str, np.ndarray]:
    """Choose the cells that nobody filled in: the published number among frauds and others.

    Parameters
    ----------
    world : dict of str to ndarray
        The block as it was drawn.
    block : Block
        Whose quotas to meet.
    seed : int
        Seed of the noise.

    Returns
    -------
    dict of str to ndarray of bool
        True where a cell is empty, per column; the three postcode indices together.
    """
    no_postcode = _drawn("no_postcode", block.part.no_postcode, world, block, seed)
    no_debt = _drawn("no_debt", block.part.no_debt, world, block, seed)
    return dict.fromkeys(POSTCODE_INDICES, no_postcode) | {DEBT_RESULT: no_debt}


def _drawn(name: str, counts: tuple[int, int], world: World, block: Block, seed: int) -> np.ndarray:
    lot = noise.uniform(seed, name, world[NUMBER])
    limits = [
        limit(lot[world["fraud"] == fraud], block.quota(count))
        for fraud, count in enumerate(counts)
    ]
    return lot > np.take(limits, world["fraud"])


def _column(name: str, values: np.ndarray, empty: np.ndarray | None) -> object:
    if name in LEVELS:
        codes = values if empty is None else np.where(empty, -1, values)
        return pd.Categorical.from_codes(codes, list(LEVELS[name]))
    if name in BINARY:
        return values.astype(np.int8)
    return values.astype(float) if empty is None else np.where(empty, np.nan, values)


def _moment(world: World, seed: int) -> np.ndarray:
    hours = world["order_hour"] + noise.uniform(seed, "order_moment", world[NUMBER])
    days = FIRST_DAY + world["order_day"].astype("timedelta64[D]")
    return days.astype("datetime64[ms]") + (hours * 3_600_000).astype("timedelta64[ms]")


def _once_more(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the first complete row without fraud: the study found one row twice."""
    return frame[(frame[TARGET] == 0) & frame.notna().all(axis=1)].iloc[:1]
