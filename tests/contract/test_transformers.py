"""What every transformer of fairlab.mitigate promises; a new one is found by its file."""

import inspect
import pkgutil
from functools import cache
from importlib import import_module

import pandas as pd
import pytest
from sklearn.base import TransformerMixin, clone
from sklearn.tree import DecisionTreeClassifier

import fairlab.mitigate
from fairlab.experiment.stored_transformer import read_transformer, store_transformer
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.transforming import columns_read, fit_transformer, transform_rows
from tests.contract.embedded_tables import TABLES, embedded


def transformers():
    for module in pkgutil.iter_modules(fairlab.mitigate.__path__, "fairlab.mitigate."):
        for _, found in inspect.getmembers(import_module(module.name), inspect.isclass):
            if found.__module__ == module.name and issubclass(found, TransformerMixin):
                yield found


TRANSFORMERS = list(transformers())
every_transformer = pytest.mark.parametrize("kind", TRANSFORMERS, ids=lambda kind: kind.__name__)


@pytest.fixture(scope="module", params=TABLES)
def data(request):
    return embedded(request.param)


def fitted(kind, rows, seed=0):
    strategy = Strategy("one", DecisionTreeClassifier(), transformer=kind())
    return fit_transformer(strategy, rows, seed, threads=1)


@cache
def fitted_once(kind, table):
    return fitted(kind, embedded(table))


def test_there_are_transformers():
    assert "Unawareness" in {kind.__name__ for kind in TRANSFORMERS}


@every_transformer
def test_new_rows_are_transformed_by_what_it_says_that_it_reads(kind, data):
    step = fitted_once(kind, data.name)
    columns = tuple(columns_read(step, data))
    made = transform_rows(step, columns, data)
    assert made.rows == data.rows
    groups = list(data.balanced)
    pd.testing.assert_frame_equal(made.frame[groups], data.frame[groups])
    one = step.transform(data.frame[list(columns)].iloc[[3]])
    pd.testing.assert_frame_equal(one, made.X.iloc[[3]])


@every_transformer
def test_it_says_whether_the_attribute_is_needed_when_somebody_is_decided_about(kind, data):
    step = fitted_once(kind, data.name)
    columns = columns_read(step, data)
    unseen = set(data.sensitive) - set(step.transform(data.frame[columns]))
    assert bool(unseen & set(columns)) == kind().attribute_when_deciding


@every_transformer
def test_nothing_that_it_is_given_is_changed_and_the_same_bits_come_again(kind, data):
    before, step = data.frame.copy(deep=True), fitted(kind, data)
    columns = columns_read(step, data)
    first = step.transform(data.frame[columns])
    again = fitted(kind, data).transform(data.frame[columns])
    pd.testing.assert_frame_equal(first, again, check_exact=True)
    pd.testing.assert_frame_equal(data.frame, before)
    assert clone(step).get_params() == step.get_params()


@every_transformer
def test_it_is_kept_in_a_file_and_gives_the_same_bits(kind, data, tmp_path):
    step = fitted_once(kind, data.name)
    columns = tuple(columns_read(step, data))
    for name, content in store_transformer(step, data.frame, columns).files.items():
        (tmp_path / name).write_bytes(content)
    X = data.frame[list(columns)]
    again = read_transformer(tmp_path).transform(X)
    pd.testing.assert_frame_equal(again, step.transform(X), check_exact=True)
