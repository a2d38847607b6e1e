"""A step that gives the model other features: in folds, in the record, and once it is deployed."""

from shutil import copy

import numpy as np
import pandas as pd
import pytest
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler
from sklearn.tree import DecisionTreeClassifier

from fairlab.causal import TwinSettings
from fairlab.errors import DataError, RequestError
from fairlab.experiment.deploying import deploy
from fairlab.experiment.design import Design
from fairlab.experiment.final_model import read_final
from fairlab.experiment.fitted import read_model
from fairlab.experiment.individual_audit import audit_people
from fairlab.experiment.inquiry import inquiry_of_test_set
from fairlab.experiment.recorded_strategy import read_strategy
from fairlab.experiment.stored_model import store_model
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan, run_missing
from fairlab.learn import TunedXGB
from fairlab.learn.encode import TableEncoder
from fairlab.mitigate import DisparateImpactRemover, FairSMOTE, Reweigh, Unawareness
from fairlab.record import Ledger, open_store
from tests.small import small_credit

pytestmark = pytest.mark.slow

DESIGN = Design(folds=2)
MODEL = TunedXGB(trials=1, trees=8, patience=5)
TREE = make_pipeline(TableEncoder(), DecisionTreeClassifier(max_depth=3))
BLIND = Strategy("blind", MODEL, FairSMOTE(), transformer=Unawareness())


class IncomeBeyond(TransformerMixin, BaseEstimator):
    """Sets income against that of one's sex, which the table does not hold as a feature."""

    attribute_when_deciding = True

    def fit(self, X, y=None):
        self.means_ = X.groupby("sex", observed=True)["income"].mean()
        self.columns_ = ["sex", "income"]
        return self

    def transform(self, X):
        means = X["sex"].astype(str).map(self.means_)
        return pd.DataFrame({"beyond": X["income"].fillna(0) - means})


ASKS = Strategy("asks", DecisionTreeClassifier(max_depth=3), transformer=IncomeBeyond())


@pytest.fixture(scope="module")
def data():
    return small_credit(300)


@pytest.fixture(scope="module")
def swept(data, template_store, tmp_path_factory):
    folder = tmp_path_factory.mktemp("swept")
    copy(template_store, folder)
    ledger = Ledger(open_store(f"sqlite:///{folder}/mlflow.db"), "small")
    (spec,) = plan([BLIND], data, [0], DESIGN)
    assert run_missing([spec], data, ledger) == []
    return ledger, spec


def test_a_strategy_without_one_has_the_key_that_it_had(data):
    assert "transformer" not in Strategy("plain", MODEL).params()
    (without,) = plan([Strategy("blind", MODEL, FairSMOTE())], data, [0], DESIGN)
    (with_one,) = plan([BLIND], data, [0], DESIGN)
    assert without.fits[0].key != with_one.fits[0].key
    assert with_one.params["transformer"] == "Unawareness"
    assert with_one.fits[0].settings["balanced"] == "sex,age"


def test_samplers_and_weights_still_know_the_groups_that_the_model_does_not_see(data):
    parts = data.split(0)
    strategy = Strategy("blind", MODEL, FairSMOTE(), Reweigh(), transformer=Unawareness())
    fitted = strategy.fit(parts, 0)
    assert fitted.features == ("income", "home")
    assert fitted.cells["cell"].str.contains("sex=f, age=").any()
    older = parts.test.frame.assign(age=99, sex="m")
    np.testing.assert_array_equal(fitted.score(older), fitted.score(parts.test.frame))


def test_what_the_transformer_needs_of_the_attribute_is_asked_for_and_used(data):
    fitted = ASKS.fit(data.split(0), 0)
    assert fitted.columns == ("income", "sex")
    people = data.frame.head(50)
    assert (fitted.score(people.assign(sex="f")) != fitted.score(people.assign(sex="m"))).any()


def test_a_run_keeps_it_and_knows_its_rows_by_what_its_models_read(data, swept):
    ledger, spec = swept
    known = ledger.tables(spec.key)
    recorded = read_strategy(ledger.store, ledger.finished()[spec.key])
    assert recorded.columns == ("income", "home")
    score, flagged = recorded.predict(data.frame[["home", "income"]])
    np.testing.assert_array_equal(score, known["predictions"]["score"])
    np.testing.assert_array_equal(flagged, known["predictions"]["flagged"])
    read = known["columns"].query("fold == 0").set_index("column")["read"]
    assert read.to_dict() == {"age": False, "income": True, "home": True, "sex": False}


def test_what_is_deployed_asks_for_no_attribute_and_scores_as_mlflow_does(data, swept):
    import mlflow

    ledger, spec = swept
    found = deploy(data, spec, ledger)
    model = read_final(ledger.store, found.version.address)
    assert model.columns == ("income", "home")
    assert "It has to be given 2 columns, none of them sensitive." in "\n".join(found.card)
    mlflow.set_tracking_uri(ledger.store.uri)
    served = mlflow.pyfunc.load_model(found.version.address)
    assert served.metadata.signature.inputs.input_names() == ["income", "home"]
    scored, _ = model.scored(data.frame[["income", "home"]])
    np.testing.assert_array_equal(served.predict(data.X)["score"], scored["score"])
    assert scored["reason_1"].isin(["income", "home", ""]).all()


def test_nobody_is_decided_about_otherwise_for_an_attribute_that_is_not_read(data):
    parts = data.split(0)
    how = TwinSettings(mode="none", draws=1, replicates=2)
    asked = inquiry_of_test_set(BLIND.fit(parts, 0), parts)
    (found,) = audit_people(asked, ["sex"], how)
    assert (found.rates.query("rate == 'FR5'")["none"].fillna(0) == 0).all()


def test_scikit_learns_own_see_the_features_alone_and_are_asked_for_a_frame(data):
    scaled = ColumnTransformer([("scale", StandardScaler(), ["income"])], remainder="drop")
    strategy = Strategy("scaled", DecisionTreeClassifier(max_depth=2), transformer=scaled)
    with pytest.raises(DataError, match=r'(?s)gave a ndarray .*set_output\(transform="pandas"\)'):
        strategy.fit(data.split(0), 0)
    scaled.set_output(transform="pandas")
    assert strategy.fit(data.split(0), 0).features == ("age", "income", "home")


def changes_age(X):
    return X[["income"]].assign(age=0)


def shows_sex(X):
    return X[["income"]].assign(sex="f")


@pytest.mark.parametrize(
    ("made", "says"),
    [(changes_age, "changed `age`, which other steps"), (shows_sex, "no feature of small")],
)
def test_changed_and_forbidden_columns_are_refused(data, made, says):
    strategy = Strategy("made", MODEL, transformer=FunctionTransformer(made))
    with pytest.raises(DataError, match=says) as told:
        strategy.fit(data.split(0), 0)
    assert len(str(told.value).splitlines()) <= 3
    assert told.value.failed_in == "transformer (FunctionTransformer)"


def test_what_is_no_transformer_is_refused():
    with pytest.raises(RequestError, match="The transformer of one cannot be DecisionTree"):
        Strategy("one", MODEL, transformer=DecisionTreeClassifier())


def test_a_transformer_of_a_script_leaves_no_model_but_figures(data):
    parts = data.split(0)
    files, why = store_model(ASKS.fit(parts, 0), parts.train)
    assert files is None
    assert "IncomeBeyond" in why


def test_a_stored_model_asks_for_the_attribute_where_its_transformer_does(data, tmp_path):
    parts = data.split(0)
    repaired = Strategy("repaired", MODEL, transformer=DisparateImpactRemover())
    fitted = repaired.fit(parts, 0)
    files, why = store_model(fitted, parts.train)
    assert why == ""
    assert list(files.example) == ["age", "income", "home", "sex"]
    assert any(name.startswith("skops==") for name in files.requirements)
    for name, content in files.files.items():
        (tmp_path / name).write_bytes(content)
    read = read_model(tmp_path)
    as_texts = parts.test.frame.astype({"sex": object, "home": object})
    np.testing.assert_array_equal(read.score(as_texts), fitted.score(parts.test.frame))
    assert (read.score(as_texts.assign(sex="f")) != read.score(as_texts.assign(sex="m"))).any()
