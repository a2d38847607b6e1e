import numpy as np
import pytest
from scipy import stats

from fairlab.simulator.noise import normal, uniform

NUMBERS = np.arange(200_000)


def _splitmix64(state: int) -> int:
    """The published algorithm, in whole numbers of Python."""
    word = 2**64 - 1
    state = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & word
    state = ((state ^ (state >> 27)) * 0x94D049BB133111EB) & word
    return state ^ (state >> 31)


def test_it_is_splitmix64():
    from fairlab.simulator.noise import _start

    start = int(_start(5, "age"))
    for number in (0, 1, 77, 2**33):
        state = (start + number * 0x9E3779B97F4A7C15) % 2**64
        expected = (_splitmix64(state) >> 12) * 2.0**-52 + 2.0**-53
        assert uniform(5, "age", np.array([number]))[0] == expected


def test_splitmix64_gives_the_numbers_of_its_reference_implementation():
    # The first outputs for seed 1234567, printed by the C code of Vigna.
    states = [(1234567 + n * 0x9E3779B97F4A7C15) % 2**64 for n in (1, 2)]
    assert [_splitmix64(s) for s in states] == [6457827717110365317, 3203168211198807973]


def test_it_is_uniform_and_normal():
    assert stats.kstest(uniform(0, "a", NUMBERS), "uniform").pvalue > 0.001
    assert stats.kstest(normal(0, "a", NUMBERS), "norm").pvalue > 0.001


@pytest.mark.parametrize("other", [(0, "b"), (1, "a")])
def test_variables_and_seeds_have_unrelated_noise(other):
    pairs = np.corrcoef(uniform(0, "a", NUMBERS), uniform(*other, NUMBERS))
    assert abs(pairs[0, 1]) < 4 / np.sqrt(len(NUMBERS))


def test_neighbours_have_unrelated_noise():
    noise = uniform(0, "a", NUMBERS)
    assert abs(np.corrcoef(noise[1:], noise[:-1])[0, 1]) < 4 / np.sqrt(len(NUMBERS))
