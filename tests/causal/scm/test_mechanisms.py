import numpy as np
import pandas as pd
import pytest
from scipy.stats import ks_2samp

from fairlab.causal.scm.coupled_levels import Coupled, _maximal, _monotone
from fairlab.causal.scm.location_scale import LocationScale
from fairlab.causal.scm.mechanisms import AdditiveNoise, additive, in_support
from fairlab.stats.column_kinds import kind_of

N = 4000
RNG = np.random.default_rng(0)
SEX = pd.DataFrame({"sex": RNG.integers(0, 2, N)})
Z = SEX["sex"] + RNG.normal(size=N)
COLUMNS = {
    "binary": pd.Series((Z > 0.5).astype(int)),
    "bool": pd.Series(Z > 1.5),
    "words": pd.Series(np.where(Z > 0.5, "yes", "no")),
    "levels": pd.Series(pd.Categorical(np.select([Z > 1, Z > 0], ["c", "a"], "b"))),
    "ordered": pd.Series(np.digitize(Z, [-1, 0, 1, 2])),
    "count": pd.Series(RNG.poisson(np.exp(1.5 + 0.3 * Z))),
    "many": pd.Series(RNG.poisson(np.exp(3 + 0.7 * Z))),
    "cents": pd.Series(np.round(100 * np.exp(Z))),
    "share": pd.Series(1 / (1 + np.exp(-Z))),
    "money": pd.Series(np.exp(Z)),
    "number": pd.Series(Z),
}


def carried(mechanism, values, draw=0):
    here, there = (mechanism.parameters(rows) for rows in (SEX, 1 - SEX))
    uniform = np.random.default_rng(draw).random(N)
    return pd.Series(mechanism.carry(values, here, there, uniform))


@pytest.mark.slow
@pytest.mark.parametrize("name", COLUMNS)
def test_twins_have_values_that_the_column_can_have(name):
    values = COLUMNS[name]
    twin = carried(in_support(values).fit(SEX, values, 0), values)
    if kind_of(values) in ("binary", "categorical", "ordered"):
        assert twin.isin(values.unique()).all()
    if name in ("money", "share", "count", "many", "cents"):
        assert (twin >= 0).all()
    if name == "share":
        assert (twin <= 1).all()
    if name in ("count", "many", "cents"):
        assert (twin == twin.round()).all()
        assert twin.max() <= values.max()
    assert (twin != values).any()


def test_a_score_that_ends_at_a_hundred_is_moved_to_such_scores():
    values = pd.Series(100 / (1 + np.exp(-1.5 * Z)))
    twin = carried(LocationScale(whole=False).fit(SEX, values, 0, "sex"), values)
    assert twin.between(values.min(), values.max()).all()
    women = values[SEX["sex"] == 0]
    assert ks_2samp(twin[SEX["sex"] == 1], women).pvalue > 0.01


@pytest.mark.xfail(reason="additive noise on a 0/1 column gives -1 and 2: the study's mechanism")
def test_additive_noise_leaves_the_support():
    values = pd.Series((2 * SEX["sex"] + RNG.normal(size=N) > 1).astype(int))
    twin = carried(additive(values).fit(SEX, values, 0), values)
    assert twin.isin([0, 1]).all()


@pytest.mark.slow
@pytest.mark.parametrize("name", COLUMNS)
def test_the_twins_of_one_group_are_distributed_as_the_other_group(name):
    values = COLUMNS[name]
    twin = carried(in_support(values).fit(SEX, values, 0), values)
    coded = values if pd.api.types.is_numeric_dtype(values) else values == values.iloc[0]
    theirs = twin if coded is values else twin == values.iloc[0]
    women, men = SEX["sex"] == 1, SEX["sex"] == 0
    gap = coded[women].astype(float).mean() - coded[men].astype(float).mean()
    assert theirs[men].astype(float).mean() == pytest.approx(
        coded[women].astype(float).mean(), abs=0.15 * abs(gap)
    )


@pytest.mark.slow
@pytest.mark.parametrize("name", COLUMNS)
def test_a_missing_or_unknown_value_stays_as_it_is(name):
    values = COLUMNS[name].astype(object)
    holes = pd.Series(np.where(np.arange(N) % 7 == 0, None, values)).infer_objects()
    if isinstance(COLUMNS[name].dtype, pd.CategoricalDtype):
        holes = holes.astype(COLUMNS[name].dtype)
    twin = carried(in_support(holes).fit(SEX, holes, 0), holes)
    assert (twin.isna() == holes.isna()).all()


def test_scale_is_learned_and_followed():
    values = pd.Series(np.exp(SEX["sex"].to_numpy()) * RNG.normal(size=N))
    twin = carried(LocationScale(whole=False).fit(SEX, values, 0), values)
    assert twin[SEX["sex"] == 0].std() == pytest.approx(np.e, rel=0.1)
    assert np.corrcoef(twin, values)[0, 1] > 0.6
    for sex in (0, 1):
        rows = SEX["sex"] == sex
        assert np.corrcoef(twin[rows], values[rows])[0, 1] > 0.999


def test_monotone_coupling_only_moves_with_the_probabilities():
    here, there = np.tile([0.6, 0.4], (N, 1)), np.tile([0.3, 0.7], (N, 1))
    uniform = RNG.random(N)
    codes = (RNG.random(N) < 0.4).astype(int)
    for couple in (_monotone, _maximal):
        moved = couple(codes, here, there, uniform)
        assert (moved >= codes).all()
        assert moved.mean() == pytest.approx(0.7, abs=0.03)
        assert moved[codes == 0].mean() == pytest.approx(0.5, abs=0.03)


def test_couplings_leave_rows_whose_probabilities_do_not_change():
    probabilities = RNG.dirichlet([1, 2, 3], N)
    codes = RNG.integers(0, 3, N)
    for couple in (_monotone, _maximal):
        assert (couple(codes, probabilities, probabilities, RNG.random(N)) == codes).all()


def test_maximal_coupling_takes_from_levels_that_lose_only():
    here, there = np.tile([0.5, 0.3, 0.2], (N, 1)), np.tile([0.2, 0.3, 0.5], (N, 1))
    codes = RNG.choice(3, N, p=[0.5, 0.3, 0.2])
    moved = _maximal(codes, here, there, RNG.random(N))
    assert set(zip(codes, moved, strict=True)) == {(0, 0), (0, 2), (1, 1), (2, 2)}
    assert (moved == 2).mean() == pytest.approx(0.5, abs=0.03)


def test_the_kind_of_a_column_chooses_its_mechanism():
    kinds = {name: type(in_support(values)) for name, values in COLUMNS.items()}
    assert {name for name, kind in kinds.items() if kind is LocationScale} == {
        "many",
        "cents",
        "share",
        "money",
        "number",
    }
    assert type(additive(COLUMNS["binary"])) is AdditiveNoise
    assert type(additive(COLUMNS["words"])) is Coupled
