import numpy as np
import pytest
from scipy.stats import binomtest

from fairlab.clones import flips_needed, profiles_needed
from fairlab.clones.power import chance_to_see, power_table
from fairlab.errors import RequestError


@pytest.mark.parametrize("rate", [0.001, 0.01, 0.3, 1.0])
@pytest.mark.parametrize("flips", [1, 6])
@pytest.mark.parametrize("power", [0.5, 0.95])
def test_it_is_the_fewest_that_suffice(rate, flips, power):
    needed = profiles_needed(rate, flips, power)
    assert chance_to_see(needed, rate, flips) >= power
    assert chance_to_see(needed - 1, rate, flips) < power


def test_one_percent_is_seen_by_299_profiles():
    by_hand = int(np.ceil(np.log(0.05) / np.log(0.99)))
    assert profiles_needed(0.01) == by_hand == 299


@pytest.mark.parametrize("pairs", [1, 3, 6, 10])
def test_that_many_flips_are_significant_and_one_less_is_not(pairs):
    needed = flips_needed(pairs)
    assert binomtest(needed, needed).pvalue < 0.05 / pairs
    assert binomtest(needed - 1, needed - 1).pvalue >= 0.05 / pairs


def test_audits_see_as_many_flips_as_foretold():
    rng = np.random.default_rng(0)
    flips = rng.binomial(700, 0.01, size=4000)
    foretold = power_table(700).set_index("rate").loc[0.01]
    seen = int((flips >= flips_needed()).sum())
    assert binomtest(seen, 4000, foretold["shows_whom"]).pvalue > 1e-4


@pytest.mark.parametrize(("rate", "power"), [(0, 0.9), (1.1, 0.9), (0.1, 1.0), (1e-14, 0.9)])
def test_impossible_wishes_are_told(rate, power):
    with pytest.raises(RequestError):
        profiles_needed(rate, power=power)
