import numpy as np
import pandas as pd
import pytest

from fairlab.causal.scm.hurdle import Hurdle, atoms_of
from fairlab.causal.scm.location_scale import LocationScale
from fairlab.causal.scm.mechanisms import in_support

RNG = np.random.default_rng(0)
N = 6000
SEX = pd.DataFrame({"sex": RNG.integers(0, 2, N)})
MAN = SEX["sex"].to_numpy() == 1


def twins_of(values):
    fitted = in_support(values).fit(SEX, values, 0, "sex")
    here, there = fitted.parameters(SEX), fitted.parameters(1 - SEX)
    return fitted, fitted.carry(values, here, there, RNG.random(N))


def test_zero_or_not_comes_before_the_amount():
    late = RNG.random(N) < 0.2 + 0.3 * MAN
    arrears = pd.Series(np.where(late, np.exp(RNG.normal(5 + 0.7 * MAN, 0.5)), 0))
    fitted, twins = twins_of(arrears)
    assert isinstance(fitted, Hurdle)
    for twin, person in ((~MAN, MAN), (MAN, ~MAN)):
        assert (twins[twin] > 0).mean() == pytest.approx((arrears[person] > 0).mean(), abs=0.02)
        amounts = [np.log(v[v > 0]) for v in (twins[twin], arrears[person])]
        assert amounts[0].mean() == pytest.approx(amounts[1].mean(), abs=0.06)
        assert amounts[0].std() == pytest.approx(amounts[1].std(), abs=0.06)
    kept = ~MAN & late & (twins > 0)
    assert np.corrcoef(np.log(arrears[kept]), np.log(twins[kept]))[0, 1] > 0.99


def test_hours_that_stick_out_stay_where_people_work_them():
    wanted = np.clip(np.round(RNG.normal(36 + 5 * MAN, 9)), 1, 99)
    hours = pd.Series(np.where(RNG.random(N) < 0.5, np.round(wanted / 20) * 20, wanted))
    fitted, twins = twins_of(hours)
    assert fitted.ranked
    for twin, person in ((~MAN, MAN), (MAN, ~MAN)):
        for atom in (20, 40, 60):
            seen = (hours[person] == atom).mean()
            assert (twins[twin] == atom).mean() == pytest.approx(seen, abs=0.04)
    assert set(twins) <= set(hours)


def test_amounts_between_atoms_are_moved_over_them():
    score = pd.Series(np.where(RNG.random(N) < 0.2, 0.0, RNG.normal(1.0 * MAN - 0.5, 1)))
    fitted, twins = twins_of(score)
    assert fitted.atoms.tolist() == [0.0]
    for sign in (-1, 1):
        seen = [(sign * v > 0).mean() for v in (twins[~MAN], score[MAN])]
        assert seen[0] == pytest.approx(seen[1], abs=0.03)


def test_gaps_stay_gaps():
    values = pd.Series(np.where(RNG.random(N) < 0.5, 0, RNG.exponential(size=N)))
    values = values.mask(RNG.random(N) < 0.1)
    _, twins = twins_of(values)
    assert (np.isnan(twins) == values.isna()).all()


def test_what_is_as_common_as_its_neighbours_sticks_out_nowhere():
    assert len(atoms_of(RNG.integers(18, 30, N).astype(float))) == 0
    assert len(atoms_of(RNG.normal(size=N))) == 0


def test_an_effect_that_grows_with_the_rank_keeps_the_rank():
    rank = RNG.random(N)
    income = pd.Series(rank + 2 * MAN * rank**6)
    fitted, twins = twins_of(income)
    assert isinstance(fitted, LocationScale)
    truth = rank + 2 * ~MAN * rank**6
    assert np.abs(twins - truth).mean() < 0.03
