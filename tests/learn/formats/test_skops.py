import json
import zipfile

import numpy as np
import pandas as pd
import pytest
from imblearn.utils.testing import all_estimators
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, SplineTransformer

from fairlab.errors import RequestError, StoreError
from fairlab.learn import TunedXGB
from fairlab.learn.formats import load_model, save_model
from fairlab.learn.formats._plain_types import PLAIN_TYPES, is_plain
from tests.learn.formats.classifiers import SMALL, logistic, people


class Doubler(TransformerMixin, BaseEstimator):
    """A transformer that is nobody's but the user's."""

    def fit(self, X, y=None):
        self.seen_ = len(X)
        return self

    def transform(self, X):
        return X * 2


def _numbers():
    X, y = people(100)
    return X[["income", "age"]].fillna(0.5), y


@pytest.mark.parametrize(
    ("step", "named"),
    [
        (Doubler(), r"test_skops\.Doubler"),
        (FunctionTransformer(lambda X: X), r"test_skops\.<lambda>"),
        (FunctionTransformer(pd.DataFrame.abs), r"abs"),
    ],
)
def test_a_type_of_the_user_is_refused_by_name_and_nothing_is_written(step, named, tmp_path):
    X, y = _numbers()
    model = make_pipeline(step, LogisticRegression()).fit(X, y)
    with pytest.raises(RequestError, match=rf"holds .*{named}.*\nUse an estimator of scikit-learn"):
        save_model(model, tmp_path)
    assert not [*tmp_path.iterdir()]


@pytest.mark.parametrize(
    ("step", "named"),
    [
        (KNeighborsClassifier(metric="manhattan", algorithm="ball_tree"), "ManhattanDistance64"),
        (make_pipeline(SplineTransformer(), LogisticRegression()), r"scipy\..*BSpline"),
    ],
)
def test_a_part_of_scikit_learn_that_is_not_kept_is_told_as_that(step, named, tmp_path):
    with pytest.raises(RequestError, match=rf"does not keep .*{named}.* yet.\nThe run") as told:
        save_model(step.fit(*_numbers()), tmp_path)
    assert "any code" not in str(told.value)
    assert not [*tmp_path.iterdir()]


def test_a_part_that_skops_cannot_write_is_refused(tmp_path):
    model = LogisticRegression().fit(*_numbers())
    model.table_ = pd.DataFrame({"a": [1, 2]})
    with pytest.raises(RequestError, match=r"LogisticRegression cannot be stored.*\nIt says: \w+"):
        save_model(model, tmp_path)
    assert not [*tmp_path.iterdir()]


def test_a_function_of_numpy_is_kept(tmp_path):
    X, y = _numbers()
    model = make_pipeline(FunctionTransformer(np.log1p), LogisticRegression()).fit(X, y)
    again = load_model(save_model(model, tmp_path), tmp_path)
    np.testing.assert_array_equal(again.predict_proba(X), model.predict_proba(X))


@pytest.mark.parametrize(
    ("module", "name"),
    [("os", "system"), ("builtins", "print"), ("fairlab.learn.encode", "as_table")],
)
def test_a_file_that_names_any_other_type_is_not_read(module, name, tmp_path):
    save_model(LogisticRegression().fit(*_numbers()), tmp_path)
    with zipfile.ZipFile(tmp_path / "model.skops") as archive:
        schema = json.loads(archive.read("schema.json"))
        others = {n: archive.read(n) for n in archive.namelist() if n != "schema.json"}
    word = {"__class__": "str", "__module__": "builtins", "__loader__": "JsonNode"}
    called = {"__class__": "tuple", "__module__": "builtins", "__loader__": "TupleNode"}
    schema["content"]["content"]["C"] = {
        "__class__": name,
        "__module__": module,
        "__loader__": "ConstructorFromReduceNode",
        "content": called | {"content": [word | {"content": '"x"'}]},
    }
    with zipfile.ZipFile(tmp_path / "model.skops", "w") as archive:
        archive.writestr("schema.json", json.dumps(schema))
        for inner, content in others.items():
            archive.writestr(inner, content)
    with pytest.raises(StoreError, match=rf"model\.skops holds {module}\.{name}, .* not read"):
        load_model("skops", tmp_path)


def test_trials_stay_with_the_model_that_was_stored(tmp_path):
    model = make_pipeline(TunedXGB(**SMALL)).fit(*_numbers())
    save_model(model, tmp_path)
    assert len(model[-1].trials_) == 1
    assert not hasattr(load_model("skops", tmp_path)[-1], "trials_")


def test_every_estimator_of_imbalanced_learn_is_trusted_but_for_that_of_a_function():
    known = {f"{kind.__module__}.{kind.__name__}" for _, kind in all_estimators()}
    assert known - PLAIN_TYPES == {"imblearn.base.FunctionSampler"}


@pytest.mark.parametrize(
    "name",
    [
        "fairlab.learn.boosted_trees.json",
        "fairlab.learn.nowhere.Estimator",
        "fairlab.learn.model.BaseEstimator.fit",
        "fairlab.data.Dataset",
        "imblearn.base.FunctionSampler",
        "__main__.Doubler",
    ],
)
def test_what_is_not_an_estimator_of_ours_is_not_plain(name):
    assert not is_plain(name)


def test_a_stored_model_is_small(tmp_path):
    save_model(logistic().fit(*people()), tmp_path)
    assert (tmp_path / "model.skops").stat().st_size < 60_000
