"""The people of a block: applied, filtered, and followed until it is known who paid."""

import numpy as np

from fairlab.simulator.blocks import Block
from fairlab.simulator.equations import (
    AFTER_ACCEPTANCE,
    BEFORE_ACCEPTANCE,
    DEBT_RESULT,
    DEBT_SCORES,
    EQUATIONS,
    FRAUD,
    RISK,
)
from fairlab.simulator.quotas import debt_limits, fraud_limits
from fairlab.simulator.simulator_settings import SimulatorSettings
from fairlab.simulator.structure import CONSTANTS, World, simulate

NUMBER = "applicant_id"


def people(block: Block, settings: SimulatorSettings) -> World:
    """Draw the accepted applicants of a block, with all that is true of them.

    Parameters
    ----------
    block : Block
        Which rows.
    settings : SimulatorSettings
        The seed and the planted selection; the other knobs act on what is recorded.

    Returns
    -------
    dict of str to ndarray, each of shape (block.applicants,)
        Every variable of the graph, the limits of the block, and the applicants' numbers.
    """
    applied = simulate(BEFORE_ACCEPTANCE, settings.seed, block.candidates, {})
    chosen = _followed(block, settings, applied, applied["accepted"])
    if not settings.selection:
        return chosen
    # The limits stay those of the world without the planted selection.
    limits = {name: chosen[name] for name in CONSTANTS}
    stays = applied["accepted"] & ~_turned_away(applied, settings.selection)
    place = np.flatnonzero(stays)[: block.applicants]
    given = limits | {NUMBER: block.candidates[place]}
    return simulate(EQUATIONS, settings.seed, given[NUMBER], given)


def _followed(
    block: Block, settings: SimulatorSettings, applied: World, accepted: np.ndarray
) -> World:
    place = np.flatnonzero(accepted)[: block.applicants]
    world = {name: values[place] for name, values in applied.items()}
    world |= {NUMBER: block.candidates[place], "calendar": block.calendar}
    number = world[NUMBER]
    world = simulate(AFTER_ACCEPTANCE | DEBT_SCORES, settings.seed, number, world)
    world["debt_limits"] = debt_limits(world)
    world = simulate(DEBT_RESULT | RISK, settings.seed, number, world)
    world["fraud_limits"] = fraud_limits(world, block)
    return simulate(FRAUD, settings.seed, number, world)


def _turned_away(applied: World, share: float) -> np.ndarray:
    group = applied["accepted"] & ~applied["calculated_countrycode_nld"]
    return group & (applied["signs"] <= np.quantile(applied["signs"][group], share))
