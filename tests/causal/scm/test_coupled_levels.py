from warnings import warn

import numpy as np
import pandas as pd
import pytest
from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression

from fairlab.causal.scm import coupled_levels
from fairlab.causal.scm.classification import Logistic
from fairlab.causal.scm.coupled_levels import MARGIN, Coupled
from fairlab.causal.scm.pooled_levels import SharesByGroup

RNG = np.random.default_rng(0)
N = 4000
SEX = pd.DataFrame({"sex": RNG.integers(0, 2, N)})
RARE = [f"land {i}" for i in range(30)]


def shares(values):
    return pd.crosstab(SEX["sex"], values, normalize="index")


def test_rare_words_do_not_keep_a_fit_from_its_margins():
    land = pd.Series(np.where(RNG.random(N) < 0.02, RNG.choice(RARE, N), "home"))
    land = land.mask((SEX["sex"] == 1) & (RNG.random(N) < 0.2), "away")
    fitted = Coupled(ordered=False).fit(SEX, land, 0, "sex")
    here, there = fitted.parameters(SEX), fitted.parameters(1 - SEX)
    twins = pd.Series(fitted.carry(land, here, there, RNG.random(N)))
    assert fitted.note == ""
    assert fitted.levels_.classes_ == 3
    flipped = shares(twins).iloc[::-1].reset_index(drop=True)
    for level in ("home", "away"):
        assert flipped[level].tolist() == pytest.approx(shares(land)[level].tolist(), abs=0.02)
    # Without shared noise shares are the same, and a twin's level says nothing of the person's.
    apart = fitted.recoupled("none").carry(land, here, there, RNG.random(N))
    assert shares(pd.Series(apart)).iloc[::-1]["home"].tolist() == pytest.approx(
        shares(land)["home"].tolist(), abs=0.04
    )
    women = SEX["sex"] == 1
    assert (apart == "home")[women & (land == "away")].mean() == pytest.approx(0.98, abs=0.03)
    assert (fitted.carry(land, here, there, RNG.random(N)) == land)[women & (land == "home")].all()
    moved = twins[(twins != land) & twins.str.startswith("land")]
    assert moved.nunique() > 5


def test_by_the_gumbel_maximum_levels_stay_as_often_as_is_known():
    before, after = np.array([0.2, 0.3, 0.5]), np.array([0.4, 0.4, 0.2])
    job = pd.Series(RNG.choice(["clerk", "cook", "nurse"], 5 * N, p=before))
    fitted = Coupled(ordered=False).fit(SEX[:300], job[:300], 0)
    here, there = (np.tile(shares, (5 * N, 1)) for shares in (before, after))
    moved = fitted.recoupled("gumbel").carry(job, here, there, RNG.random(5 * N))
    for code, level in enumerate(fitted.levels_.levels_):
        first = np.maximum(before / before[code], after / after[code]).sum()  # of all to arrive
        stays = (moved == level)[job == level].mean()
        assert stays == pytest.approx(1 / first / before[code], abs=0.02)
        assert (moved == level).mean() == pytest.approx(after[code], abs=0.02)
    assert (fitted.carry(job, here, there, RNG.random(5 * N)) == job).mean() > (moved == job).mean()
    alike = fitted.recoupled("gumbel").carry(job, here, here, RNG.random(5 * N))
    assert (alike == job).all()


def test_a_regression_that_misses_the_shares_of_groups_is_replaced_and_named(monkeypatch):
    class Wrong(Logistic):
        def predict(self, X):
            return np.tile([0.0, 1.0], (len(X), 1))

    monkeypatch.setattr(coupled_levels, "best_of", lambda makers, X, y, *_: Wrong(2).fit(X, y))
    owner = pd.Series((RNG.random(N) < 0.2 + 0.4 * SEX["sex"]).astype(int))
    fitted = Coupled(ordered=True).fit(SEX, owner, 0, "sex")
    assert "follows its shares by 'sex' alone" in fitted.note
    by_sex = fitted.parameters(pd.DataFrame({"sex": [0, 1]}))[:, 1]
    assert by_sex.tolist() == pytest.approx(owner.groupby(SEX["sex"]).mean().tolist())


@pytest.mark.parametrize(("fitted", "is_slight"), [(0.034, True), (0.01, False)])
def test_of_many_rows_a_slight_misfit_does_not_replace_a_regression(fitted, is_slight):
    sex = pd.Series(np.zeros(100_000), name="sex")
    shares = SharesByGroup(2).fit(sex, (np.arange(100_000) % 100 < 3).astype(int))
    off = shares.furthest_off(sex, np.tile([1 - fitted, fitted], (100_000, 1)))
    assert off == 0 if is_slight else off > MARGIN


def test_a_fit_that_does_not_converge_is_penalised_more(monkeypatch):
    fit, tried = LogisticRegression.fit, []

    def fails_at_first(self, X, y):
        tried.append(self.C)
        if len(tried) == 1:
            warn("line search", ConvergenceWarning, stacklevel=1)
        return fit(self, X, y)

    monkeypatch.setattr(LogisticRegression, "fit", fails_at_first)
    y = (RNG.random(N) < 0.2 + 0.4 * SEX["sex"]).to_numpy(int)
    found = Logistic(2).fit(SEX.to_numpy(float), y).predict(np.array([[0.0], [1.0]]))
    assert tried == [100, 1]
    assert found[:, 1].tolist() == pytest.approx([0.2, 0.6], abs=0.03)
