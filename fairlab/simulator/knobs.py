"""Planted unfairness of a known size, in what is recorded about people and not in the people.

The fourth knob, ``selection``, decides who is in the table; see ``population``.
"""

import numpy as np

from fairlab.simulator import noise
from fairlab.simulator.population import NUMBER
from fairlab.simulator.shapes import mixed
from fairlab.simulator.simulator_settings import SimulatorSettings
from fairlab.simulator.structure import World

SCORE, SCORE_DEVIATION = "focumcheck_creditscore", 70.0
COUNTRY, DUTCH_SHARE = "calculated_countrycode_nld", 0.9


def as_recorded(world: World, settings: SimulatorSettings) -> World:
    """Return a world as it is recorded: with biased labels, a biased score and a proxy.

    Parameters
    ----------
    world : dict of str to ndarray
        What is true.
    settings : SimulatorSettings
        With the sizes of the knobs.

    Returns
    -------
    dict of str to ndarray
        The same world where all knobs are zero.
    """
    foreign = ~world[COUNTRY]
    blamed = foreign & (_chance(settings, "label_bias", world) < settings.label_bias)
    shift = np.rint(settings.measurement_bias * SCORE_DEVIATION)
    standard = (world[COUNTRY] - DUTCH_SHARE) / np.sqrt(DUTCH_SHARE * (1 - DUTCH_SHARE))
    return world | {
        "fraud": world["fraud"] | blamed,
        SCORE: world[SCORE] - shift * foreign,
        "order_language_score": mixed(settings.proxy, standard, world["order_language_score"]),
    }


def _chance(settings: SimulatorSettings, knob: str, world: World) -> np.ndarray:
    return noise.uniform(settings.seed, knob, world[NUMBER])
