"""What the tests of documents share: a sweep in a store, and its document, made once."""

import shutil
from pathlib import Path

import pytest

from fairlab.commands.document import document_session
from fairlab.commands.document_check import made_anew
from fairlab.document.document_folder import read_figures
from fairlab.record import open_store
from fairlab.system.own_output import overwriting
from tests.commands.recorded_sweep import record

ASKED = {
    "strategy": None, "model": None, "about": None, "output": None, "draft": False,
    "check": False, "dataset": None, "conditions": (), "against": None,
    "margin": (), "store": None,
}  # fmt: skip


def document(store, overwrite=False, **asked):
    """Ask for a document as the command line does."""
    with overwriting(overwrite):
        return document_session(**{**ASKED, "store": store, **asked})


@pytest.fixture(scope="session")
def swept(template_store, tmp_path_factory):
    """Give the address of a store with two strategies and two seeds, which nobody writes to."""
    folder = tmp_path_factory.mktemp("swept")
    shutil.copy(template_store, folder / "mlflow.db")
    store = open_store(f"sqlite:///{folder}/mlflow.db")
    record(store, **{"data.sensitive": "sex,age", "data.audit_only": "age", "balanced": "sex"})
    return store.uri


@pytest.fixture(scope="session")
def made(swept, tmp_path_factory):
    """Give the folder of a document of `fair`, which nobody writes to."""
    folder = tmp_path_factory.mktemp("made") / "doc"
    document(swept, strategy="fair", output=folder)
    return folder


@pytest.fixture
def copied(made, tmp_path):
    """Give a copy of it, to be edited."""
    return Path(shutil.copytree(made, tmp_path / "doc"))


@pytest.fixture(scope="session")
def again(swept, made):
    """Give the same document, made anew from its runs."""
    return made_anew(read_figures(made)["about"], swept)
