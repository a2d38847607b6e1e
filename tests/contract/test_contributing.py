"""Each addition that CONTRIBUTING.md shows is one file, and works as soon as it lies there."""

import importlib
import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.tree import DecisionTreeClassifier

from fairlab.audit.registry import compared_rates
from fairlab.experiment.design import Design
from fairlab.experiment.fitted import read_model
from fairlab.experiment.fold_fit import fit_fold
from fairlab.experiment.run import run
from fairlab.experiment.scripts import find_strategies
from fairlab.experiment.stored_model import store_model
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan, run_missing
from fairlab.record import Ledger
from tests.small import small_credit

PAGE = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text()
SHOWN = re.compile(r"### (.+?)\n\n`([\w/.]+)`.*?```python\n(.*?)```", re.DOTALL)
FILES = {title: (Path(path), code) for title, path, code in SHOWN.findall(PAGE)}
TREES = HistGradientBoostingClassifier(max_iter=5)


@pytest.fixture
def added(tmp_path, monkeypatch):
    """Lay a file of the page where its package finds it; give its module's name."""
    made = []

    def add(title: str) -> str:
        path, code = FILES[title]
        (tmp_path / path.name).write_text(code)
        package = importlib.import_module(".".join(path.parent.parts))
        monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path)])
        made.append(f"{package.__name__}.{path.stem}")
        return made[-1]

    yield add
    for name in made:
        sys.modules.pop(name, None)


def test_the_page_shows_every_kind():
    kinds = [
        *("strategy", "metric", "sampler", "transformer", "decision rule", "dataset"),
        "model format",
    ]
    assert list(FILES) == [f"A {kind}" for kind in kinds]


def result_of(strategy, data=None):
    data = data or small_credit()
    (spec,) = plan([strategy], data, [0], Design(folds=2))
    return data, run(data, spec)


def test_a_strategy(tmp_path):
    path, code = FILES["A strategy"]
    (tmp_path / path.name).write_text(code)
    (tree,) = find_strategies(["tree"], tmp_path)
    assert tree.params()["model__max_depth"] == 3


def test_a_metric(added):
    added("A metric")
    model = Strategy("baseline", Fenced())
    _, result = result_of(model)
    table = result.tables["groups"].set_index(["attribute", "measure"])
    seen = table.loc[("sex", "false_omission_rate_gap"), "value"]
    assert result.metrics["fair.sex/false_omission_rate_gap"] == pytest.approx(seen)
    assert compared_rates()[-1].name == "false_omission_rate"


def test_a_sampler(added):
    added("A sampler")
    from fairlab.mitigate import HalfOfOthers

    data = small_credit()
    (spec,) = plan([Strategy("half", Fenced(), HalfOfOthers())], data, [0], Design(folds=2))
    X, y = HalfOfOthers(random_state=0).fit_resample(data.X, data.y)
    assert y.sum() == data.positives
    assert len(X) == len(y) < data.rows
    assert run(data, spec).metrics["test/recall"] >= 0


def test_a_transformer(added):
    added("A transformer")
    from fairlab.mitigate import InLogarithms

    strategy = Strategy("logarithms", TREES, transformer=InLogarithms())
    parts = small_credit().split(0)
    fitted = strategy.fit(parts, 0)
    assert fitted.features == ("income", "home")
    np.testing.assert_array_equal(
        fitted.read(parts.test.frame)["income"], np.log1p(parts.test.frame["income"])
    )
    files, why = store_model(fitted, parts.train)
    assert (why, "transformer.skops" in files.files) == ("", True)


def test_a_decision_rule(added, store):
    added("A decision rule")
    from fairlab.mitigate import StricterFor

    data = small_credit()
    (spec,) = plan([Strategy("stricter", TREES, rule=StricterFor())], data, [0], Design(folds=2))
    assert run_missing([spec], data, Ledger(store, "small")) == []
    recorded = store.client.get_run(Ledger(store, "small").finished()[spec.key])
    assert recorded.data.params["rule.columns"] == "sex"
    model = store.client.get_logged_model(recorded.outputs.model_outputs[0].model_id)
    about = Path(model.artifact_location.removeprefix("file://"), "MLmodel").read_text()
    assert '"sex"' in about


def test_a_dataset(added):
    added("A dataset")
    module = importlib.import_module("fairlab.data.sets.toy")
    assert module.toy().sensitive == ("sex",)


def test_a_model_format(added, tmp_path):
    prior = importlib.import_module(added("A model format"))
    data = small_credit()
    (spec,) = plan([Strategy("prior", prior.Prior())], data, [0], Design(folds=2))
    fit = fit_fold(data, spec.fits[0])
    files = fit.model.files
    assert set(files) == {"prior.json", "strategy.json"}
    folder = tmp_path / "read"
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    score = read_model(folder).score(data.frame)
    assert np.unique(score) == np.unique(fit.predictions["score"])
    assert not run(data, spec).predictions["flagged"].any()


class Fenced(DecisionTreeClassifier):
    """A tree that looks at numbers alone, as the small table holds text too."""

    def fit(self, X, y, **more):
        return super().fit(self._numbers(X), y, **more)

    def predict_proba(self, X):
        return super().predict_proba(self._numbers(X))

    @staticmethod
    def _numbers(X: pd.DataFrame) -> pd.DataFrame:
        return X[["age", "income"]].fillna(0)
