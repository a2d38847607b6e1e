import json
import shutil
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

from fairlab.errors import StoreError
from fairlab.record import Ledger
from fairlab.record.hashes import HASH_TAG, SUMS, seal, verify
from fairlab.record.models import fetch_model


@pytest.fixture
def logged(store, finished_run, model_files):
    """A run with a model: its id, and the model's folder in the store."""
    run_id = Ledger(store, "toy").write(*finished_run(model=model_files))
    made = store.client.get_run(run_id).outputs.model_outputs[0].model_id
    place = store.client.get_logged_model(made).artifact_location
    return run_id, Path(place.removeprefix("file://"))


def test_the_model_is_named_ready_and_has_a_signature(logged, store):
    import mlflow

    run_id, place = logged
    made = store.client.get_run(run_id).outputs.model_outputs[0].model_id
    model = store.client.get_logged_model(made)
    assert (model.name, model.status) == ("baseline-s03", "READY")
    assert {metric.key for metric in model.metrics} == {"test/auprc", "valid/recall"}
    about = mlflow.models.Model.load(str(place))
    assert [column.name for column in about.signature.inputs] == ["age", "town"]
    assert about.metadata[HASH_TAG] == store.client.get_run(run_id).data.tags[HASH_TAG]


@pytest.mark.parametrize("name", ["lr C=0.1", "a/b", "50%", 'the "old": one\'s', "x" * 240])
def test_a_name_that_mlflow_refuses_for_a_model_is_a_name_for_a_strategy(
    name, store, finished_run, model_files
):
    run_id = Ledger(store, "toy").write(*finished_run(strategy_name=name, model=model_files))
    run = store.client.get_run(run_id)
    assert run.data.tags["fairlab.strategy"] == name
    model = store.client.get_logged_model(run.outputs.model_outputs[0].model_id)
    assert len(model.name) == len(f"{name}-s03")
    assert not set(model.name) & set("/:.%\"'")


def test_mlflow_loads_the_model_without_a_pickle(logged, model_files):
    from mlflow.pyfunc import load_model

    _, place = logged
    frame = pd.DataFrame({"age": [39, 40], "town": pd.Categorical(["B", "A"])})
    said = load_model(str(place)).predict(frame)
    assert said["flagged"].tolist() == [False, True]
    assert not [path for path in place.rglob("*") if path.suffix in {".pkl", ".joblib"}]


def test_an_example_and_what_to_install_are_where_mlflow_looks(logged, model_files):
    import mlflow

    _, place = logged
    about = mlflow.models.Model.load(str(place))
    rows = model_files.example.to_numpy().tolist()
    assert about.load_input_example(str(place)).to_numpy().tolist() == rows
    assert json.loads(about.get_serving_input(str(place)))["dataframe_split"]["data"] == rows
    needed = (place / "requirements.txt").read_text().splitlines()
    assert [line.partition("==")[0] for line in needed] == ["mlflow", "pandas"]


def test_a_model_whose_hash_is_gone_is_not_read(logged, store, tmp_path):
    run_id, _ = logged
    store.client.delete_tag(run_id, HASH_TAG)
    with pytest.raises(StoreError, match=r"has no tag fairlab\.model_sha256"):
        fetch_model(store, run_id, tmp_path / "model")


def test_fetched_files_are_those_that_were_given(logged, store, model_files, tmp_path):
    run_id, _ = logged
    copy = fetch_model(store, run_id, tmp_path / "copy")
    files = {path.name: path.read_bytes() for path in copy.iterdir()}
    sums = sha256(files.pop(SUMS)).hexdigest()
    assert sums == store.client.get_run(run_id).data.tags[HASH_TAG]
    assert files == model_files.files


def test_files_that_were_replaced_and_sealed_again_are_refused(logged, store, tmp_path):
    run_id, place = logged
    (data,) = (place / "data").iterdir()
    (data / "strategy.json").write_text('{"cut": 99}')
    seal(data)
    with pytest.raises(StoreError, match="another one than was recorded"):
        fetch_model(store, run_id, tmp_path / "copy")


def test_mlflow_refuses_them_too_by_the_hash_in_its_description(logged):
    from mlflow.pyfunc import load_model

    _, place = logged
    (data,) = (place / "data").iterdir()
    (data / "strategy.json").write_text('{"cut": 99}')
    seal(data)
    with pytest.raises(StoreError, match="another one than was recorded"):
        load_model(str(place))
    shutil.move(place / "MLmodel", place / "elsewhere")
    verify(data)


@pytest.mark.slow
@pytest.mark.parametrize("ages", [[39, 40], [39.0, 40.0], [39.0, None]])
@pytest.mark.parametrize("towns", [["B", "A"], [None, "A"], pd.Categorical(["B", None])])
def test_mlflow_takes_numbers_and_words_in_any_dtype(ages, towns, logged):
    from mlflow.pyfunc import load_model

    _, place = logged
    said = load_model(str(place)).predict(pd.DataFrame({"age": ages, "town": towns}))
    assert said["flagged"].tolist() == [False, ages[1] == 40]


def test_mlflow_names_the_column_that_is_missing(logged):
    from mlflow.exceptions import MlflowException
    from mlflow.pyfunc import load_model

    _, place = logged
    with pytest.raises(MlflowException, match=r"missing inputs \['town'\]"):
        load_model(str(place)).predict(pd.DataFrame({"age": [39]}))


@pytest.mark.parametrize("why", ["", "LogisticRegression cannot be stored."])
def test_a_run_without_a_model_is_told_and_why(why, store, finished_run, tmp_path):
    run_id = Ledger(store, "toy").write(*finished_run(without_model=why))
    with pytest.raises(StoreError, match=why or "Run its sweep anew") as told:
        fetch_model(store, run_id, tmp_path / "copy")
    assert str(told.value).startswith("The run baseline-s03 has no model.")


def test_plain_mlflow_users_can_read_the_booster(store, finished_run, model_files):
    import mlflow.xgboost
    import numpy as np
    import xgboost

    X = np.arange(40.0).reshape(20, 2)
    booster = xgboost.train({"max_depth": 2}, xgboost.DMatrix(X, X[:, 0] > 20), 3)
    files = {**model_files.files, "model.ubj": bytes(booster.save_raw("ubj"))}
    run_id = Ledger(store, "toy").write(*finished_run(model=replace(model_files, files=files)))
    made = store.client.get_run(run_id).outputs.model_outputs[0].model_id
    place = store.client.get_logged_model(made).artifact_location
    again = mlflow.xgboost.load_model(place)
    np.testing.assert_array_equal(
        again.predict(xgboost.DMatrix(X)), booster.predict(xgboost.DMatrix(X))
    )
