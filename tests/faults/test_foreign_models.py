"""A model of someone else's may be a pickle: that is said before it is opened."""

import pandas as pd

from fairlab.commands.load_model import load_model
from fairlab.record import Ledger
from fairlab.record.client import quiet

X = pd.DataFrame({"income": range(20), "age": range(20, 40)})


def test_a_pickle_is_told_before_it_is_opened(tmp_path, monkeypatch, capsys):
    import mlflow
    from sklearn.linear_model import LogisticRegression

    with quiet():
        linear = LogisticRegression().fit(X, X["income"] > 9)
        mlflow.sklearn.save_model(
            linear, tmp_path / "linear", input_example=X[:1], pip_requirements=[]
        )
    opened, told_by_then = mlflow.pyfunc.load_model, []

    def load(uri: str) -> object:
        told_by_then.append(capsys.readouterr().err)
        return opened(uri)

    monkeypatch.setattr(mlflow.pyfunc, "load_model", load)
    load_model(str(tmp_path / "linear"), "1", None)
    assert "Note: mlflow.sklearn loads this model" in told_by_then[0]
    assert "may run code of whoever made it" in told_by_then[0]


def test_ones_own_model_needs_no_warning(store, finished_run, model_files, capsys, monkeypatch):
    run_id = Ledger(store, "toy").write(*finished_run(model=model_files))
    model = store.client.get_run(run_id).outputs.model_outputs[0].model_id
    monkeypatch.setattr(
        "fairlab.commands.model_sources.mlflow_model.own_loaders", lambda: (model_files.loader,)
    )
    load_model(f"models:/{model}", "1", lambda: store)
    assert "Note" not in capsys.readouterr().err
