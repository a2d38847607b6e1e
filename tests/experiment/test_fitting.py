"""Each step in its turn: what a model is handed, and in which step something failed."""

from dataclasses import dataclass

import pandas as pd
import pytest
from fairlearn.reductions import DemographicParity, ExponentiatedGradient
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

from fairlab.data import Dataset
from fairlab.experiment.design import Design
from fairlab.experiment.steps import FAILED_IN, in_step
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan, run_missing
from fairlab.mitigate import FairSMOTE
from fairlab.record import Ledger
from fairlab.record.artifacts import run_tables
from tests.small import small_credit

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class FrozenError(Exception):
    code: int


def numbers() -> Dataset:
    """The small table in whole numbers, with a sensitive column that is no feature."""
    frame = small_credit().frame[["sex", "age", "income", "bad"]]
    frame = frame.assign(income=frame["income"].fillna(0) // 1000)
    roles = {"sensitive": ("sex", "age"), "audit_only": ("sex",), "balance": ("sex",)}
    return Dataset("small", frame, target="bad", **roles)


DATA = numbers()
warnings_of_fairlearn = pytest.mark.filterwarnings("ignore::pandas.errors.Pandas4Warning:fairlearn")


def constrained() -> ExponentiatedGradient:
    return ExponentiatedGradient(LogisticRegression(), DemographicParity(), max_iter=5)


@pytest.fixture
def handed(monkeypatch):
    """What fairlearn's ``fit`` was handed each time."""
    seen = []
    fit = ExponentiatedGradient.fit

    def spy(self, X, y, **more):
        seen.append((X, y, more))
        return fit(self, X, y, **more)

    monkeypatch.setattr(ExponentiatedGradient, "fit", spy)
    return seen


MODELS = {
    "alone": (constrained, "No format keeps a model of the type fairlearn.reductions"),
    "last in a pipeline": (
        lambda: make_pipeline(StandardScaler(), constrained()),
        "Pipeline cannot be stored",
    ),
}


@warnings_of_fairlearn
@pytest.mark.parametrize("name", MODELS)
def test_a_constrained_model_is_handed_the_groups_and_its_run_has_no_model(name, handed, store):
    make, why = MODELS[name]
    strategy = Strategy("constrained", make())
    assert strategy.balances
    (spec,) = plan([strategy], DATA, [0], Design("holdout"))
    assert spec.params["balanced"] == "sex"
    assert run_missing([spec], DATA, Ledger(store, "small")) == []
    ((X, y, more),) = handed
    train = DATA.split(0).train
    groups = more.pop("sensitive_features")
    assert more == {}
    assert groups["sex"].tolist() == train.frame["sex"].astype(str).tolist()
    assert list(groups) == ["sex"]
    assert len(X) == len(y) == train.rows
    run = store.client.get_run(Ledger(store, "small").finished()[spec.key])
    assert not run.outputs.model_outputs
    told = run.data.tags["fairlab.without_model"]
    assert told.startswith(why)
    assert len(told.splitlines()) <= 3
    assert 0 <= run.data.metrics["fair.sex/recall_parity"] <= 1
    tables = run_tables(store, run.info.run_id)
    assert tables["predictions"]["score"].between(0, 1).all()
    assert set(tables["importance"]["method"]) == {"permutation"}


@warnings_of_fairlearn
def test_groups_of_rows_that_were_resampled_are_theirs(handed):
    Strategy("both", constrained(), FairSMOTE()).fit(DATA.split(0), seed=0)
    ((X, _, more),) = handed
    groups = more["sensitive_features"]
    assert len(groups) == len(X) > DATA.split(0).train.rows
    assert not groups["sex"].isna().any()
    assert set(groups["sex"]) == {"f", "m"}


def test_a_model_without_need_of_groups_is_handed_none():
    class Plain(DecisionTreeClassifier):
        def fit(self, X, y, sample_weight=None):
            assert sample_weight is None
            return super().fit(X, y)

    fitted = Strategy("plain", Plain(max_depth=2)).fit(DATA.split(0), seed=0)
    assert not Strategy("plain", Plain()).balances
    assert fitted.features == ("age", "income")


@pytest.mark.parametrize(
    ("steps", "step"),
    [
        ({"sampler": FairSMOTE(mode="no such")}, "sampler (FairSMOTE)"),
        ({"model": make_pipeline(LogisticRegression(C=-1))}, "model (Pipeline)"),
    ],
)
def test_an_exception_says_in_which_step_it_came_up(steps, step):
    strategy = Strategy("fails", **{"model": DecisionTreeClassifier(), **steps})
    with pytest.raises(ValueError, match="parameter of") as caught:
        strategy.fit(DATA.split(0), seed=0)
    assert getattr(caught.value, FAILED_IN) == step


@pytest.mark.parametrize("error", [FrozenError(3), SystemExit(3)])
def test_an_exception_of_any_kind_stays_itself_and_is_told_of_its_step(error):
    with pytest.raises(type(error)) as caught, in_step("model", DATA):
        raise error
    assert caught.value is error
    assert getattr(error, FAILED_IN) == "model (Dataset)"


def test_the_innermost_step_is_told():
    error = ValueError("no")
    with pytest.raises(ValueError, match="no"), in_step("outer", pd), in_step("inner", DATA):
        raise error
    assert getattr(error, FAILED_IN) == "inner (Dataset)"
