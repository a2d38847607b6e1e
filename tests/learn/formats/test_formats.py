import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.frozen import FrozenEstimator
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

import fairlab
import fairlab.learn.formats as package
from fairlab.errors import RequestError
from fairlab.learn import TunedXGB
from fairlab.learn.formats import (
    format_of,
    load_model,
    quiet_settings,
    requirements_of,
    save_model,
    verified_files,
)
from tests.learn.formats.classifiers import (
    CATEGORICAL,
    SMALL,
    catboost,
    in_categories,
    lightgbm,
    logistic,
    people,
    xgboost,
)

EDGE = """
from pathlib import Path

REQUIRES = ("numpy",)


def handles(model):
    return type(model).__name__ in ("Edge", "TunedXGB")


def save(model, folder):
    (folder / "edge.txt").write_text(repr(model.at))


def load(folder):
    from tests.learn.formats.test_formats import Edge
    return Edge(float((folder / "edge.txt").read_text()))
"""


class Edge(ClassifierMixin, BaseEstimator):
    """A classifier of nobody's library."""

    def __init__(self, at=0.5):
        self.at = at

    def predict_proba(self, X):
        score = (X["income"] > self.at).to_numpy(float)
        return np.column_stack([1 - score, score])


@pytest.fixture
def edge_format(tmp_path, monkeypatch):
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "edge.py").write_text(EDGE)
    (folder / "_not_a_format.py").write_text("raise AssertionError")
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(folder)])
    yield
    sys.modules.pop("fairlab.learn.formats.edge", None)


def test_a_new_format_is_a_file(edge_format, tmp_path):
    rows, _ = people(60)
    assert format_of(Edge()) == "edge"
    stored = verified_files(Edge(0.25), rows)
    assert (stored.format, stored.files, stored.requires) == (
        "edge",
        {"edge.txt": b"0.25"},
        ("numpy", "scikit-learn"),
    )
    assert save_model(Edge(0.75), tmp_path) == "edge"
    assert load_model("edge", tmp_path).at == 0.75


def test_a_model_of_two_formats_is_refused(edge_format):
    with pytest.raises(RequestError, match=r"model.TunedXGB: edge, xgboost"):
        format_of(TunedXGB())


def test_a_model_of_no_format_is_refused_with_its_name():
    with pytest.raises(RequestError, match=r"test_formats.Edge; there is: catboost, lightgbm, sk"):
        format_of(Edge())


def test_a_model_that_scores_otherwise_when_read_again_is_refused(edge_format, monkeypatch):
    rows, _ = people(60)
    edge = package.formats()["edge"]
    monkeypatch.setattr(edge, "load", lambda folder: Edge(0.0))
    with pytest.raises(RequestError, match=r"Edge gives other scores .* edge .*of 60 rows"):
        verified_files(Edge(0.5), rows)


@pytest.mark.parametrize("library", ["lightgbm", "catboost"])
def test_a_library_that_is_not_installed_is_named_with_what_to_do(library, tmp_path, monkeypatch):
    X, y = people(100)
    numbers = X[["income", "age"]]
    make = {"lightgbm": lightgbm, "catboost": catboost}[library]
    alone, inside = make().fit(numbers, y), make_pipeline(make()).fit(numbers, y)
    (tmp_path / "alone").mkdir()
    (tmp_path / "inside").mkdir()
    save_model(alone, tmp_path / "alone")
    save_model(inside, tmp_path / "inside")
    for name in [*sys.modules]:
        if name.partition(".")[0] == library:
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    for name, folder in ((library, "alone"), ("skops", "inside")):
        with pytest.raises(RequestError, match=rf"needs {library}, .*\npip install {library}$"):
            load_model(name, tmp_path / folder)


@pytest.mark.slow
def test_no_library_is_imported_before_a_model_needs_it():
    code = (
        "import sys; from sklearn.linear_model import LogisticRegression\n"
        "from fairlab.learn.formats import format_of; assert format_of(LogisticRegression())\n"
        "found = {'lightgbm', 'catboost', 'xgboost', 'skops', 'imblearn'} & set(sys.modules)\n"
        "assert not found, found"
    )
    root = Path(fairlab.__file__).parents[1]
    subprocess.run([sys.executable, "-c", code], check=True, cwd=root)


def test_requirements_name_a_library_inside_a_pipeline():
    assert "lightgbm" in requirements_of(make_pipeline(lightgbm()))
    assert "lightgbm" not in requirements_of(logistic())
    assert requirements_of(TunedXGB())[0] == "xgboost"


def test_quiet_settings_leave_alone_what_the_user_chose():
    lgbm, cat = pytest.importorskip("lightgbm"), pytest.importorskip("catboost")
    loud = lgbm.LGBMClassifier(verbose=2)
    assert quiet_settings(loud) == {}
    assert quiet_settings(lgbm.LGBMClassifier()) == {"verbosity": -1}
    assert quiet_settings(cat.CatBoostClassifier(silent=True)) == {"allow_writing_files": False}
    assert quiet_settings(make_pipeline(lgbm.LGBMClassifier())) == {"lgbmclassifier__verbosity": -1}
    assert quiet_settings(make_pipeline(LogisticRegression())) == {}


def test_quiet_settings_leave_alone_what_is_frozen():
    lgbm = pytest.importorskip("lightgbm")
    frozen = FrozenEstimator(lgbm.LGBMClassifier())
    assert quiet_settings(frozen) == {}
    assert quiet_settings(CalibratedClassifierCV(frozen)) == {}
    beside = make_pipeline(frozen, lgbm.LGBMClassifier())
    assert quiet_settings(beside) == {"lgbmclassifier__verbosity": -1}


LOUD = [
    ("lightgbm", "LGBMClassifier", "n_jobs"),
    ("catboost", "CatBoostClassifier", "thread_count"),
]


def test_quiet_models_print_nothing_and_leave_no_file(tmp_path, monkeypatch, capfd):
    monkeypatch.chdir(tmp_path)
    X, y = people(100)
    for library, kind, threads in LOUD:
        model = getattr(pytest.importorskip(library), kind)()
        model.set_params(n_estimators=3, **{threads: 1})
        model = make_pipeline(model)
        model.set_params(**quiet_settings(model)).fit(X[["income", "age"]], y)
        verified_files(model, X[["income", "age"]])
    assert capfd.readouterr() == ("", "")
    assert not [*tmp_path.iterdir()]


def _log_odds(score):
    return np.log(score / (1 - score))


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("xgboost", lambda X, y: xgboost().fit(X, y)),
        ("xgboost", lambda X, y: xgboost(early_stopping_rounds=1, learning_rate=1.5).fit(
            X, y, eval_set=[(X[:40], y[:40])], verbose=False)),
        ("xgboost", lambda X, y: TunedXGB(**SMALL).fit(X, y)),
        ("lightgbm", lambda X, y: lightgbm().fit(X, y)),
        ("catboost", lambda X, y: catboost(**CATEGORICAL).fit(X, y)),
    ],
)  # fmt: skip
def test_own_contributions_add_up_to_the_scores(name, make):
    X, y = people()
    X = in_categories(X.assign(job=X["job"].fillna("unknown")))
    model = make(X, y)
    found = package.formats()[name].contributions(model, X)
    assert [*found.columns] == [*X.columns]
    rest = _log_odds(model.predict_proba(X)[:, 1].astype(float)) - found.sum(axis=1)
    assert found.abs().sum().sum() > 1
    np.testing.assert_allclose(rest, rest.mean(), atol=1e-3)


def test_early_stopped_trees_are_kept_apart_from_the_rest(tmp_path):
    X, y = people()
    X = in_categories(X)
    lgbm = pytest.importorskip("lightgbm")
    stop = [lgbm.early_stopping(1, verbose=False)]
    model = lightgbm(learning_rate=1.5).set_params(n_estimators=50)
    model.fit(X[:200], y[:200], eval_X=X[200:], eval_y=y[200:], callbacks=stop)
    assert model.best_iteration_ < 50
    assert verified_files(model, X).format == "lightgbm"


@pytest.mark.parametrize("labels", [(False, True), (1.0, 2.0), ("a", "b"), (0, 1)])
@pytest.mark.parametrize("make", [lightgbm, catboost, logistic])
def test_labels_keep_their_type(make, labels, tmp_path):
    X, y = people(100)
    X = X[["income", "age"]].fillna(0.5)
    model = make()
    if make is logistic:
        model = LogisticRegression()
    model.fit(X, np.array(labels)[y])
    again = load_model(save_model(model, tmp_path), tmp_path)
    assert again.classes_.tolist() == list(labels)
    assert again.classes_.dtype == model.classes_.dtype
    assert again.predict(X).tolist() == model.predict(X).tolist()


def test_a_classifier_that_was_read_can_be_cloned_and_fitted_again(tmp_path):
    X, y = people()
    X = in_categories(X)
    model = lightgbm(num_leaves=np.int64(7)).fit(X, y)
    again = clone(load_model(save_model(model, tmp_path), tmp_path)).fit(X, y)
    pd.testing.assert_series_equal(
        pd.Series(again.predict_proba(X)[:, 1]), pd.Series(model.predict_proba(X)[:, 1])
    )
