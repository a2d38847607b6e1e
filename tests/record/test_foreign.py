import os

import pandas as pd
import pytest

from fairlab.errors import RequestError
from fairlab.record import Ledger
from fairlab.record.client import quiet
from fairlab.record.foreign import load_foreign, run_tags
from fairlab.record.hashes import seal


@pytest.fixture
def logged(store, finished_run, model_files):
    """The address of a model in a store, and the id of its run."""
    run_id = Ledger(store, "toy").write(*finished_run(model=model_files))
    return store.client.get_run(run_id).outputs.model_outputs[0].model_id, run_id


def test_a_model_of_the_store_is_asked_about_the_columns_it_names(logged, store):
    predict, columns = load_foreign(f"models:/{logged[0]}", store)
    assert columns == ("age", "town")
    frame = pd.DataFrame(
        {"more": 1, "age": pd.array([39, 40], "int32"), "town": pd.Categorical(["B", "A"])}
    )
    assert predict(frame)["flagged"].tolist() == [False, True]


@pytest.fixture
def typed(store, model_files, model_folder, tmp_path):
    """The folder of a model that fairlab did not record, whose signature asks for whole numbers."""
    import mlflow.pyfunc
    from mlflow.models import ModelSignature
    from mlflow.types import ColSpec, Schema

    seal(model_folder)
    with quiet():
        mlflow.pyfunc.save_model(
            tmp_path / "typed",
            loader_module=model_files.loader,
            data_path=str(model_folder),
            signature=ModelSignature(Schema([ColSpec("long", "age")])),
            pip_requirements=[],
        )
    return str(tmp_path / "typed")


@pytest.mark.parametrize("before", [None, "http://mine"])
def test_where_a_model_was_looked_up_is_no_address_of_the_process(
    before, logged, store, monkeypatch
):
    if before:
        monkeypatch.setenv("MLFLOW_TRACKING_URI", before)
    load_foreign(f"models:/{logged[0]}", store)
    assert os.environ.get("MLFLOW_TRACKING_URI") == before
    assert not store.is_default


def test_whole_numbers_are_widened_to_what_the_signature_asks_for(typed, store):
    predict, columns = load_foreign(typed, store)
    assert columns == ("age",)
    assert predict(pd.DataFrame({"age": pd.array([39], "uint8")}))["flagged"].tolist() == [False]


def test_fractions_are_refused_and_not_cut_off(typed, store):
    from mlflow.exceptions import MlflowException

    predict, _ = load_foreign(typed, store)
    with pytest.raises(MlflowException, match="age"):
        predict(pd.DataFrame({"age": [39.5]}))


@pytest.mark.parametrize("uri", ["models:/m-0123456789abcdef", "no/such/folder"])
def test_a_model_that_is_not_there_is_told(uri, logged, store):
    with pytest.raises(RequestError, match="cannot be loaded"):
        load_foreign(uri, store)


def test_the_tags_of_a_run_are_found_or_it_is_told(logged, store):
    assert run_tags(store, logged[1])["fairlab.dataset"] == "toy"
    with pytest.raises(RequestError, match="no run 0123"):
        run_tags(store, "0123" * 8)
