"""What is typed wrong is told before anything is written."""

import pytest

from fairlab.errors import RequestError, StoreError
from tests.document.conftest import document, swept  # noqa: F401


def test_the_draft_is_never_overwritten_unasked(tmp_path, capsys):
    about = tmp_path / "purpose.toml"
    assert document(None, draft=True, about=about) == 0
    about.write_text("mine")
    with pytest.raises(RequestError, match="is there already"):
        document(None, draft=True, about=about)
    assert about.read_text() == "mine"
    document(None, draft=True, about=about, overwrite=True)
    with pytest.raises(RequestError, match="There is no folder"):
        document(None, draft=True, about=tmp_path / "nowhere" / "p.toml")


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"draft": True, "check": True}, "Either --draft or --check"),
        ({"strategy": "a", "model": "models:/a@b"}, "A model says itself what it was fitted by"),
        ({"strategy": "a", "check": True}, "--check asks for no strategy"),
        ({"margin": ("gap=0.2",), "check": True}, "--check asks for .* no margin"),
        ({"strategy": "fair", "margin": ("gab=0.2",)}, "Did you mean 'gap'"),
        ({"check": True}, "Which document"),
        ({}, "Which strategy is documented. There is: baseline, fair"),
        ({"strategy": "fiar"}, "There are no runs of 'fiar'. Did you mean 'fair'"),
        ({"strategy": "fair", "against": "x"}, "There are no runs of 'x'"),
        ({"strategy": "fair", "dataset": "other"}, "There are no finished runs of 'other'"),
        ({"model": "models:/nowhere@champion"}, "There is no registered model"),
    ],
)
def test_what_there_is_not_is_told(asked, told, swept, tmp_path):  # noqa: F811
    output = {} if asked.get("check") else {"output": tmp_path / "doc"}
    with pytest.raises(RequestError, match=told):
        document(swept, **output, **asked)
    assert not (tmp_path / "doc").exists()


def test_a_store_without_runs_is_told(tmp_path):
    with pytest.raises(StoreError, match="There is no store"):
        document(f"sqlite:///{tmp_path}/mlflow.db", strategy="fair")


def test_runs_of_mixed_designs_are_told(store, tmp_path):
    from tests.commands.recorded_sweep import record

    record(store, ("baseline",), (0,))
    record(store, ("baseline",), (1,), folds="3")
    with pytest.raises(RequestError, match="The runs differ in their folds"):
        document(store.uri, strategy="baseline", output=tmp_path / "doc")


def test_runs_without_people_are_told(store, tmp_path):
    from tests.commands.recorded_sweep import record

    record(store, known=False)
    with pytest.raises(RequestError, match="did not record whom they decided about"):
        document(store.uri, strategy="fair", output=tmp_path / "doc")
