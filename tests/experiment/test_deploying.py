"""A strategy fitted on all rows: what it takes from its audit, its bits, and where it is kept."""

import json
from dataclasses import replace
from shutil import copy

import pandas as pd
import pytest
from sklearn.pipeline import make_pipeline
from sklearn.tree import DecisionTreeClassifier

from fairlab.audit import performance
from fairlab.errors import RequestError, StoreError
from fairlab.experiment.deploying import audited, deploy
from fairlab.experiment.design import Design
from fairlab.experiment.final_card import card_sentences
from fairlab.experiment.final_fit import Audited, fit_final
from fairlab.experiment.final_model import read_final
from fairlab.experiment.final_recipe import final_recipe, fit_recipe, needs_validation
from fairlab.experiment.final_spec import FinalSpec
from fairlab.experiment.fold_fit import found_in
from fairlab.experiment.recorded_strategy import read_strategy
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan, run_missing
from fairlab.experiment.training_rows import TRAINING_ROWS
from fairlab.learn import TunedXGB
from fairlab.learn.encode import TableEncoder
from fairlab.mitigate import CutAt, FlagShare, KeepRecall
from fairlab.mitigate.rules.single_threshold import SingleThreshold
from fairlab.record import Ledger, open_store
from fairlab.record.hashes import HASH_TAG, hash_of
from fairlab.record.registry import call, find_version
from tests.small import small_credit

pytestmark = pytest.mark.slow

DESIGN = Design(folds=2)
MODEL = TunedXGB(trials=2, trees=8, patience=5)
PLAIN = Strategy("plain", MODEL, rule=FlagShare(0.2))
KEPT = Strategy("kept", MODEL, rule=KeepRecall("plain"))
ENCODED = make_pipeline(TableEncoder(), DecisionTreeClassifier(max_depth=3))
TREE = Strategy("tree", ENCODED, rule=FlagShare(0.2))


@pytest.fixture(scope="module")
def data():
    return small_credit(300)


@pytest.fixture(scope="module")
def swept(data, template_store, tmp_path_factory):
    """A store with the audits of all strategies here, to be copied."""
    folder = tmp_path_factory.mktemp("swept")
    copy(template_store, folder)
    ledger = Ledger(open_store(f"sqlite:///{folder}/mlflow.db"), "small")
    specs = plan([PLAIN, KEPT, TREE], data, [0], DESIGN)
    assert run_missing(specs, data, ledger) == []
    return ledger, {spec.strategy.name: spec for spec in specs}


def test_the_first_searchs_hyperparameters_and_the_mean_number_of_trees_are_taken(swept):
    ledger, specs = swept
    fits = audited(specs["plain"], ledger).fits
    model = final_recipe(PLAIN, fits).model
    assert (model.trials, model.patience) == (0, None)
    assert found_in(fits[0]).items() <= model.params.items()
    one = replace(fits[0], tables={**fits[0].tables, "trials": trials_with(5)})
    other = replace(fits[0], tables={**fits[0].tables, "trials": trials_with(8)})
    assert final_recipe(PLAIN, [one, other]).model.trees == 6  # 6.5, to even
    assert final_recipe(TREE, []).model is TREE.model


def trials_with(trees):
    table = {"rows": [90, 90], "pruned": [None, None], "score": [0.6, 0.7], "trees": [40, trees]}
    return pd.DataFrame(table)


def test_all_rows_are_learned_from_and_the_rule_is_chosen_on_rows_not_seen(data, swept):
    ledger, specs = swept
    found = fit_final(data, FinalSpec(specs["tree"]), Audited())
    assert dict(found.parts) == {"train": (data.rows, data.positives)}
    assert 0 < found.metrics["rule/flagged"] <= 0.2 + 1 / data.rows  # of a leaf all or none
    version = deploy(data, specs["tree"], ledger, name="of-a-tree").version
    model = read_final(ledger.store, version.address)
    assert model.fitted.model[-1].tree_.n_node_samples[0] == data.rows
    assert model.fitted.rule.threshold_ == found.metrics["model/threshold"]


def test_a_rule_that_keeps_recall_looks_at_out_of_fold_decisions_of_the_other(data, swept):
    ledger, specs = swept
    rows = ledger.tables(specs["plain"].key)["predictions"]
    known = audited(specs["kept"], ledger).known
    assert known["plain"] == performance(rows["y"], rows["score"], rows["flagged"])
    found = fit_final(data, FinalSpec(specs["kept"]), audited(specs["kept"], ledger))
    assert found.metrics["rule/recall"] >= known["plain"]["recall"] > 0
    more = replace(audited(specs["kept"], ledger), known={"plain": {"recall": 0.9}})
    stricter = fit_final(data, FinalSpec(specs["kept"]), more)
    assert stricter.metrics["model/threshold"] < found.metrics["model/threshold"]


def test_the_same_settings_data_and_seed_give_the_same_files(data, swept):
    ledger, specs = swept
    spec = FinalSpec(specs["plain"])
    once, again = (fit_final(data, spec, audited(specs["plain"], ledger)) for _ in range(2))
    assert hash_of(once.model.files) == hash_of(again.model.files)
    threads = fit_final(data, spec, audited(specs["plain"], ledger), threads=2)
    assert hash_of(threads.model.files) == hash_of(once.model.files)
    other = replace(spec, audited=replace(specs["plain"], seed=1))
    assert hash_of(fit_final(data, other, audited(specs["plain"], ledger)).model.files) != hash_of(
        once.model.files
    )


def test_what_is_deployed_is_deployed_once_and_the_first_is_the_champion(data, swept):
    ledger, specs = swept
    first = deploy(data, specs["plain"], ledger)
    again = deploy(data, specs["plain"], ledger)
    assert (first.version.address, first.is_new) == ("models:/fairlab-small/1", True)
    assert (again.version.address, again.is_new) == ("models:/fairlab-small/1", False)
    assert first.version.aliases == ("champion",)
    second = deploy(data, specs["kept"], ledger)
    assert (second.version.number, second.version.aliases) == (2, ())
    third = deploy(data, specs["kept"], ledger, alias="champion")
    assert (third.version.number, third.version.aliases) == (2, ("champion",))
    assert find_version(ledger.store, "models:/fairlab-small@champion").number == 2
    call(ledger.store, first.version, "champion")
    assert first.version.tags["fairlab.audit_run"] == ledger.finished()[specs["plain"].key]


def test_its_card_says_what_it_is_and_what_its_audit_found(data, swept):
    ledger, specs = swept
    found = deploy(data, specs["plain"], ledger, name="carded")
    card = find_version(ledger.store, found.version.address).card
    assert card == "\n\n".join(found.card)
    assert "fitted on all 300 rows of small" in card
    assert "given 3 columns; sensitive ones among them: `age`." in card  # sex is audited alone
    for score, is_told in ((0.14, True), (0.3, False)):
        rates = {"rule/mean_score": score, "rule/bad_rate": 0.3}
        told = card_sentences(FinalSpec(specs["plain"]), data, rates, ["age"], ledger)
        assert ("not seen it is .140 on average, and .300 of" in "".join(told)) == is_told
    assert f"Audit, run {ledger.finished()[specs['plain'].key]}: 300 people" in card
    assert card.endswith("this model is its refit on all rows, by the same recipe.")


def test_its_signature_asks_for_the_attribute_only_where_the_rule_needs_it(
    data, swept, monkeypatch
):
    import mlflow

    ledger, specs = swept
    deployed = deploy(data, specs["plain"], ledger, name="signed").version
    run = ledger.store.client.get_run(deployed.run_id)
    place = ledger.store.client.get_logged_model(run.outputs.model_outputs[0].model_id)
    about = mlflow.models.Model.load(place.artifact_location.removeprefix("file://"))
    names = [column.name for column in about.signature.inputs]
    assert names == ["age", "income", "home"]
    assert [column.name for column in about.signature.outputs] == ["score", "flagged"]
    assert about.metadata[HASH_TAG] == deployed.tags[HASH_TAG]
    monkeypatch.setattr(FlagShare, "columns", ("sex",))
    made = fit_final(data, FinalSpec(specs["plain"]), audited(specs["plain"], ledger))
    assert list(made.model.example) == ["age", "income", "home", "sex"]
    assert {"rule/mean_score", "rule/bad_rate"} <= set(made.metrics)
    told = json.loads(made.model.files[TRAINING_ROWS])["columns"]  # which the card counts
    assert list(told) == list(made.model.example)


def test_a_strategy_that_was_not_run_is_refused_and_the_nearest_run_is_named(data, swept):
    ledger, _ = swept
    (asked,) = plan([PLAIN.with_settings(model__trials=7)], data, [0], DESIGN)
    with pytest.raises(RequestError, match=r"one with trials 2 \(not 7\)\.") as told:
        deploy(data, asked, ledger)
    assert "\nFit it with --trials 2, or run it first: add --audit" in told.value.typed
    assert len(told.value.typed.splitlines()) <= 3
    (other,) = plan([PLAIN], data, [5], DESIGN)
    with pytest.raises(RequestError, match=r"There is one with seed \d \(not 5\)\."):
        deploy(data, other, ledger)
    (cut,) = plan([replace(PLAIN, rule=CutAt(0.3))], data, [0], DESIGN)
    with pytest.raises(
        RequestError, match=r"budget 0\.2 \(not none\), threshold none \(not 0\.3\)\."
    ) as told:
        deploy(data, cut, ledger)
    assert "Fit it with --budget 0.2, or" in told.value.typed
    foreign = Ledger(ledger.store, "elsewhere")
    with pytest.raises(RequestError, match=r"These data are 'elsewhere'; there are runs of "):
        deploy(data, asked, foreign)
    (held,) = plan([PLAIN], data, [0], Design("holdout"))
    with pytest.raises(RequestError, match="A holdout decides about its test set alone"):
        deploy(data, held, ledger)


@pytest.mark.parametrize(("name", "alias"), [("a/b", None), (" ", None), ("a", "v1"), ("a", "a b")])
def test_names_that_mlflow_does_not_take_are_refused_first(name, alias, data, swept):
    ledger, specs = swept
    with pytest.raises(RequestError, match="cannot be"):
        deploy(data, specs["plain"], ledger, name, alias)


def test_rows_that_a_run_does_not_know_are_sent_to_the_refit(data, swept):
    ledger, specs = swept
    run = read_strategy(ledger.store, ledger.finished()[specs["plain"].key])
    with pytest.raises(RequestError, match="fairlab fit plain") as told:
        run.predict(data.frame.head(2).assign(income=1.0))
    assert len(str(told.value).splitlines()) <= 3


def test_files_that_were_changed_are_not_read(data, swept):
    ledger, specs = swept
    version = deploy(data, specs["tree"], ledger, name="damaged").version
    with pytest.raises(StoreError, match="another one than was recorded"):
        read_with_hash(ledger.store, version, "0" * 64)


def read_with_hash(store, version, sha256):
    store.client.set_model_version_tag(version.name, str(version.number), HASH_TAG, sha256)
    try:
        return read_final(store, version.address)
    finally:
        whole = version.tags[HASH_TAG]
        store.client.set_model_version_tag(version.name, str(version.number), HASH_TAG, whole)


def test_a_rule_that_wants_two_kinds_of_rows_sees_each_row_once(data, swept, monkeypatch):
    _, specs = swept
    seen = []

    def fit(self, y, score, frame=None, reference=None, out_of_fold=None):
        seen.append((len(y), len(out_of_fold.y)))
        assert out_of_fold.y.mean() == pytest.approx(y.mean(), abs=0.02)
        return SingleThreshold.fit(self, y, score)

    monkeypatch.setattr(FlagShare, "wants_out_of_fold", True, raising=False)
    monkeypatch.setattr(FlagShare, "fit", fit)
    fit_final(data, FinalSpec(specs["tree"]), Audited())
    assert seen == [(60, 240)]


class Watched(DecisionTreeClassifier):
    """Asks for rows to be validated on, and says how many it got."""

    def fit(self, X, y, validation=None):
        self.seen_ = len(X), len(validation[0])
        return super().fit(X[["age"]], y)


def test_a_model_that_asks_for_validation_rows_gets_a_fifth(data):
    watched = Strategy("watched", Watched(max_depth=2))
    assert needs_validation(watched.model)
    assert not needs_validation(MODEL)
    assert fit_recipe(watched, data, 0, 1).model.seen_ == (240, 60)
