"""What every sampler of fairlab.mitigate promises; a new one is found by its file."""

import hashlib
import inspect
import pkgutil
from functools import cache
from importlib import import_module

import numpy as np
import pandas as pd
import pytest
from imblearn.base import is_sampler
from imblearn.pipeline import make_pipeline
from imblearn.utils.estimator_checks import estimator_checks_generator as imblearn_checks
from sklearn.base import clone
from sklearn.tree import DecisionTreeClassifier
from sklearn.utils.estimator_checks import estimator_checks_generator as sklearn_checks

import fairlab.mitigate
from fairlab.mitigate.sampling import TableSampler
from tests.contract.embedded_tables import TABLES, embedded

SPARSE = "sparse columns are refused in words"
BY_POSITION = "the sensitive column is given by position, which a table with names has not"
TWO_LABELS = "labels are changed to the other one, and this check has three"
# But for rows that are told apart by nothing, and without rows that have no label.
WITHOUT_LOTS = {"Massaging", "SelfLabelling"}
NEEDED = {"UniformSampling": {"sensitive": 0}, "Massaging": {"sensitive": 0}}
OF_ALL = {"check_samplers_pandas_sparse": SPARSE}
NAMED = {
    "check_samplers_pandas": BY_POSITION,
    "check_sampler_get_feature_names_out_pandas": BY_POSITION,
}
OF_THREE_LABELS = (
    "check_samplers_fit_resample",
    "check_samplers_list",
    "check_samplers_multiclass_ova",
    "check_samplers_preserve_dtype",
    "check_samplers_sample_indices",
    "check_samplers_2d_target",
)
EXPECTED_FAILURES = {
    "UniformSampling": OF_ALL | NAMED,
    "Massaging": OF_ALL | NAMED | dict.fromkeys(OF_THREE_LABELS, TWO_LABELS),
}


def samplers():
    for module in pkgutil.iter_modules(fairlab.mitigate.__path__, "fairlab.mitigate."):
        for _, found in inspect.getmembers(import_module(module.name), inspect.isclass):
            own = found.__module__ == module.name and issubclass(found, TableSampler)
            if own and not inspect.isabstract(found):
                yield found


SAMPLERS = list(samplers())
every_sampler = pytest.mark.parametrize("sampler", SAMPLERS, ids=lambda s: s.__name__)


def checks(generator):
    for sampler in SAMPLERS:
        step = sampler(**NEEDED.get(sampler.__name__, {}), random_state=0)
        known = EXPECTED_FAILURES.get(sampler.__name__, OF_ALL)
        failing = known if generator is imblearn_checks else None
        yield from generator(step, expected_failed_checks=failing, mark="xfail")


@pytest.mark.parametrize(("sampler", "check"), list(checks(imblearn_checks)))
def test_imblearn_checks(sampler, check):
    check(sampler)


@pytest.mark.parametrize(("sampler", "check"), list(checks(sklearn_checks)))
def test_sklearn_checks(sampler, check):
    check(sampler)


@every_sampler
def test_imblearn_calls_it_a_sampler(sampler):
    assert is_sampler(sampler(**NEEDED.get(sampler.__name__, {})))


def table(rows=200):
    rng = np.random.default_rng(0)
    X = pd.DataFrame(
        {
            "sex": pd.Series(rng.choice(["f", "m"], rows)).where(rng.random(rows) > 0.1),
            "age": rng.integers(18, 80, rows).astype("int16"),
            "income": np.where(rng.random(rows) < 0.1, np.nan, rng.normal(size=rows)),
            "children": pd.array(rng.integers(0, 4, rows), dtype="Int64"),
            "card": rng.random(rows) < 0.3,
            "job": pd.Categorical(rng.choice(list("abc"), rows), categories=list("dcba")),
            "audited": rng.choice(["x", "y", "z"], rows),
        },
        index=rng.permutation(rows),
    )
    y = pd.Series((rng.random(rows) < 0.2).astype("int8"), index=X.index, name="default")
    return X, y


@cache
def resampled(sampler, seed=0):
    return sampler(sensitive=("sex", "age"), random_state=seed).fit_resample(*table())


def fingerprints():
    digest = {}
    for sampler in SAMPLERS:
        X, y = resampled(sampler)
        text = X.assign(label=y).to_csv(float_format="%.17g")
        digest[sampler.__name__] = hashlib.sha256(text.encode()).hexdigest()
    return digest


def test_there_are_samplers():
    assert {"FairSMOTE", "UniformSampling"} <= {s.__name__ for s in SAMPLERS}


@every_sampler
def test_columns_types_and_names_are_kept(sampler):
    (X, y), (X_new, y_new) = table(), resampled(sampler)
    pd.testing.assert_series_equal(X_new.dtypes, X.dtypes)
    assert X_new.index.equals(pd.RangeIndex(len(X_new)))
    assert y_new.index.equals(X_new.index)
    assert (y_new.dtype, y_new.name) == (y.dtype, y.name)


@every_sampler
def test_neither_the_table_nor_the_labels_nor_the_settings_are_changed(sampler):
    X, y = table()
    before = X.copy(deep=True), y.copy(deep=True)
    step = sampler(sensitive=["sex", "age"], random_state=0)
    X_new, y_new = step.fit_resample(X, y)
    X_new.iloc[:, 2], y_new.iloc[:] = 0.0, 0
    pd.testing.assert_frame_equal(X, before[0])
    pd.testing.assert_series_equal(y, before[1])
    assert clone(step).get_params() == step.get_params()
    assert step.get_params()["sensitive"] == ["sex", "age"]


@every_sampler
def test_the_same_seed_gives_the_same_bits_and_another_one_others(sampler):
    first, again = resampled(sampler), resampled.__wrapped__(sampler)
    other = resampled(sampler, seed=1)
    pd.testing.assert_frame_equal(first[0], again[0], check_exact=True)
    pd.testing.assert_series_equal(first[1], again[1])
    if sampler.__name__ not in WITHOUT_LOTS:
        assert not first[0].equals(other[0])


@pytest.fixture(scope="module", params=TABLES)
def data(request):
    return embedded(request.param)


@every_sampler
def test_every_embedded_table_is_resampled_and_keeps_its_columns(sampler, data):
    step = sampler(sensitive=data.balanced_groups, random_state=0)
    step.check(data.with_sensitive, data.y)
    X, y = step.fit_resample(data.with_sensitive, data.y)
    pd.testing.assert_series_equal(X.dtypes, data.with_sensitive.dtypes)
    assert set(y) == {0, 1}
    assert not np.isinf(X.select_dtypes("number").to_numpy(float)).any()


def test_another_process_with_another_hash_seed_gives_the_same_bits(another_process):
    code = f"from {__name__} import fingerprints; print(fingerprints())"
    assert another_process.said(code).strip() == str(fingerprints())


@every_sampler
def test_it_is_a_step_of_an_imblearn_pipeline(sampler):
    X, y = table()
    numbers = X[["age", "income"]]
    pipeline = make_pipeline(sampler(sensitive="age", random_state=0), DecisionTreeClassifier())
    assert len(pipeline.fit(numbers, y).predict(numbers)) == len(X)
