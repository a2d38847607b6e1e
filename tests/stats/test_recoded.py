import numpy as np
import pandas as pd
import pytest

from fairlab.stats.recoded import recoded_columns

RNG = np.random.default_rng(0)
N = 1000
SEX = RNG.choice(["f", "m"], N)
BASE = pd.DataFrame({"sex": SEX, "age": RNG.integers(18, 80, N)})


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ((SEX == "f").astype(int), True),
        (np.where(SEX == "f", RNG.choice(["Mrs", "Miss"], N), "Mr"), True),
        (np.where(RNG.random(N) < 0.01, "?", SEX), True),
        (np.where(RNG.random(N) < 0.2, "?", SEX), False),
        (RNG.integers(0, 3, N), False),
        (np.arange(N), False),
        (np.full(N, "x"), False),
    ],
)
def test_what_says_the_attribute_in_other_words(values, says):
    assert recoded_columns(BASE.assign(code=values), {"sex": []}) == ["code"] * says


@pytest.mark.parametrize(("spread", "says"), [(1, True), (20, False)])
def test_a_measurement_says_a_number_in_other_words(spread, says):
    days = 365 * (BASE["age"] + spread * RNG.random(N))
    assert recoded_columns(BASE.assign(days=days, one=1.0), {"age": []}) == ["days"] * says
