import enum
import functools
import operator
import re
import threading
import types
import weakref
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import scipy.special
from scipy import sparse, stats
from sklearn.frozen import FrozenEstimator
from sklearn.model_selection import KFold
from sklearn.preprocessing import StandardScaler

from fairlab.errors import RequestError
from fairlab.experiment.identity.lasting_text import describe
from fairlab.learn.hyperparameter_range import Range


class Colour(enum.Enum):
    RED = 1
    BLUE = 2


class Level(enum.IntEnum):
    LOW = 1


class Slotted:
    __slots__ = ("held",)

    def __init__(self, held):
        self.held = held


class Ring:
    def __init__(self, size):
        self.size = size
        self.me = self


class Counted:
    def __init__(self, size):
        self.size = size

    @functools.cached_property
    def slow(self):
        return self.size * 2

    @classmethod
    def make(cls):
        return cls(1)


def twice(X):
    return X


first_twice = twice


def twice(X):
    return X + X


@functools.lru_cache
def cached(X):
    return X


def text(value):
    return describe(value, "model__x")


def record(*values):
    """Rows with bytes between the fields that nobody set."""
    rows = np.frombuffer(bytearray(np.random.default_rng().bytes(48)), "u1").copy()
    rows = rows.view(np.dtype([("a", "i1"), ("b", "f8")], align=True))
    rows["a"], rows["b"] = 1, values
    return rows


def long_double(padding):
    """One, with bytes at its end that are no part of the number."""
    number = np.array([1], dtype=np.longdouble)
    number.view("u1")[10:] = padding
    return number


DISTINCT = [
    None, True, 1, 1.0, "1", b"1", bytearray(b"1"), 1 + 0j, Decimal(1), Level.LOW,
    np.datetime64(1, "s"), np.timedelta64(1, "s"), np.longdouble(1), np.complex64(1),
    [1], (1,), {1}, frozenset({1}), {1: 1}, [[1]], [1, 1],
    [None], np.array(1), np.array([1]), np.array([1.0]), np.array([[1]]), np.array(["1"]),
    np.array([True]), np.array([1], dtype="i4"), np.array([1], dtype=object),
    np.array([1.0], dtype=object), np.array([1], dtype=np.longdouble), np.array([b"1"]),
    np.array([1], dtype="M8[s]"), np.array([1], dtype="M8[ms]"), np.array([1 + 0j]),
    np.array([[1]]).view(np.matrix), np.array([1 + 2j]),
    np.ma.masked_array([1], [False]), np.ma.masked_array([1], [True]), record(1, 2, 3),
    record(1, 2, 4), np.array(["1"], dtype=np.dtypes.StringDType()), np.array([0.0]),
    np.array([-0.0]), np.array([5e-324]), np.array([np.nan]), pd.Series([1]), pd.Series([1.0]),
    pd.Series([1], name="a"), pd.Series([1], index=[1]), pd.Series([1], dtype="Int64"),
    pd.Series(["1"]), pd.Series(["1"], dtype="category"), pd.DataFrame({"a": [1]}),
    pd.DataFrame({"b": [1]}), pd.DataFrame({"a": [1], "b": [1]}), pd.Index([1]),
    pd.Categorical(["a"], ["a", "b"]), pd.Categorical(["a"], ["b", "a"]),
    pd.CategoricalDtype(["a", "b"]), pd.CategoricalDtype(["b", "a"]), pd.NA, pd.NaT,
    pd.CategoricalDtype(["a", "b"], ordered=True), pd.Timestamp("2024"), pd.Interval(0, 1),
    pd.MultiIndex.from_tuples([(1, 1)]), sparse.csr_matrix([[1]]), sparse.csc_matrix([[1]]),
    sparse.csr_array([[1]]), sparse.csr_array([[2]]), stats.uniform(0, 1), stats.uniform(0, 2),
    stats.norm(0, 1), stats.uniform, stats.randint(0, 1), KFold(3), KFold(4),
    stats.rv_histogram(([1, 2], [0, 1, 2])), stats.rv_histogram(([2, 1], [0, 1, 2])),
    np.random.RandomState(0), np.random.RandomState(1), np.random.default_rng(0),
    np.random.default_rng(1), np.random.mtrand._rand, Colour, Colour.RED, Colour.BLUE, int,
    np.int64, np.dtype("i8"), np.dtype("i4"), Path("a"), Path("b"), "a", datetime(2024, 1, 1),
    datetime(2024, 1, 1, tzinfo=UTC), re.compile("a"), re.compile("a", re.I), slice(1), slice(2),
    range(1), range(2), ..., Range("gamma", 0, 1, 0.1), Range("gamma", 0, 1, 0.2), len, np.exp,
    np.exp2, scipy.special.exp2, scipy.special.expit, np.linalg.norm, str.lower, str.upper,
    "a".join, "b".join, operator.itemgetter(1), operator.itemgetter(2), twice, cached,
    functools.partial(twice), functools.partial(twice, 1), functools.partial(twice, X=1),
    Counted(1), Counted(2), Counted.make, Counted(1).__init__, Slotted(1), Slotted(2), Ring(1),
    Ring(2), np.random.rand, float("nan"), float("inf"), float("-inf"), 0.0, -0.0, 5e-324,
    {"a": 1, "b": 2}, {"b": 2, "a": 1}, "x" * 999 + "a", "x" * 999 + "b",
]  # fmt: skip

EQUAL = [
    ([1], [np.int64(1)]),
    ({"a", "b", "c", 1}, {1, "c", "b", "a"}),
    (np.array([1.0, 2.0]), np.array([1.0, 2.0], dtype=">f8")),
    (np.arange(6).reshape(2, 3).T, np.array([[0, 3], [1, 4], [2, 5]])),
    (np.arange(6)[::2], np.array([0, 2, 4])),
    (np.array([np.nan]), -np.array([np.nan])),
    (np.array([complex(1, np.nan)]), np.array([complex(1, -np.nan)])),
    (record(1, 2, 3), record(1, 2, 3)),
    (np.array(["a", None], dtype=object), np.array(["a", None], dtype=object)),
    (pd.concat([pd.Series([1]), pd.Series([2])], axis=1), pd.DataFrame([[1, 2]])),
    (pd.RangeIndex(3), pd.Index([0, 1, 2])),
    (long_double(0), long_double(255)),
    (sparse.csr_array(([1, 1], [0, 0], [0, 2]), shape=(1, 1)), sparse.csr_array([[2]])),
    (sparse.coo_array(([1, 1], ([0, 0], [0, 0]))), sparse.coo_array([[2]])),
    (functools.partial(twice, a=1, b=2), functools.partial(twice, b=2, a=1)),
    (stats.uniform(0, 1), stats.uniform(0, 1)),
]


def test_what_differs_has_another_text():
    texts = [text([value]) for value in DISTINCT]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_what_is_alike_has_one_text(one, other):
    assert text(one) == text(other)


def test_no_text_is_long():
    assert max(len(text([value, value, value])) for value in DISTINCT) < 400


def test_what_is_shared_is_told_as_if_it_were_not():
    inner = Counted([1, 2])
    assert text([inner, inner]) == text([inner, Counted([1, 2])])
    grown = []
    for _ in range(60):
        grown = [grown, grown]
    assert text(grown).startswith("[[[")


def test_what_is_kept_by_the_way_is_left_out():
    one = Counted(3)
    assert one.slow == 6
    assert text(one) == text(Counted(3))


def test_a_model_is_the_same_under_another_version(monkeypatch):
    learnt = FrozenEstimator(StandardScaler().fit([[1], [2]]))
    before = text(learnt)
    monkeypatch.setattr("sklearn.base.__version__", "0")
    assert text(learnt) == before


def test_draws_from_the_global_generator_change_nothing():
    before = text([stats.norm(0, 1), np.random.mtrand._rand])
    np.random.rand()  # noqa: NPY002
    stats.norm(0, 1).rvs()
    assert text([stats.norm(0, 1), np.random.mtrand._rand]) == before


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (first_twice, "the function twice has"),
        (threading.Lock(), "an object of the class lock has"),
        (Counted(threading.Lock()), "an object of the class lock has"),
        (weakref.ref(Colour), "an object of the class .* has"),
        (
            types.SimpleNamespace(name=repr(object())),
            "the text '<object.*an address in memory, has",
        ),
        (object(), "an object of the class object has"),
        (iter([1]), "a list_iterator, which can be read once, has"),
        (np.frompyfunc(twice, 1, 1), "an object of the class ufunc has"),
        (type("Made", (), {}), "the class Made has"),
        (functools.lru_cache(len), "an object of the class .*lru_cache_wrapper has"),
        (np, "an object of the class module has"),
    ],
)
def test_refusals_say_what_and_what_to_do(value, says):
    with pytest.raises(RequestError, match=f"^model__x: {says} no lasting name") as refused:
        text({"a": [value]})
    lines = str(refused.value).splitlines()
    assert 2 <= len(lines) <= 3
    assert max(map(len, lines)) < 140
