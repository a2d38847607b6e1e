"""Files of a folder are found by their names, and those with an underscore serve them."""

import sys
from types import ModuleType

import pytest

from fairlab.extensions import file_names, found_class, found_modules


@pytest.fixture
def package(tmp_path, monkeypatch):
    """A package of two files, one that serves them, and a folder."""
    folder = tmp_path / "shelf"
    (folder / "boxes").mkdir(parents=True)
    for name in ("__init__", "two_words", "alone", "_shared"):
        (folder / f"{name}.py").write_text(f"NAME = {name!r}\n\n\nclass TwoWords:\n    pass\n")
    (folder / "notes.txt").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    import shelf

    yield shelf
    for loaded in [name for name in sys.modules if name.partition(".")[0] == "shelf"]:
        del sys.modules[loaded]


def test_what_serves_others_and_what_is_no_module_are_left_out(package: ModuleType):
    assert file_names(package.__path__) == ["alone", "two_words"]


def test_modules_come_by_their_names(package: ModuleType):
    assert {name: held.NAME for name, held in found_modules(package).items()} == {
        "alone": "alone",
        "two_words": "two_words",
    }


def test_a_class_is_only_found_in_the_file_of_its_name(package: ModuleType):
    assert found_class(package, "TwoWords").__module__ == "shelf.two_words"
    assert found_class(package, "Alone") is None
    assert found_class(package, "Shared") is None


def test_a_folder_of_another_path_is_looked_at_too(package: ModuleType, tmp_path, monkeypatch):
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "late.py").write_text("NAME = 'late'\n")
    monkeypatch.setattr(package, "__path__", [*package.__path__, str(tmp_path / "more")])
    assert file_names(package.__path__) == ["alone", "late", "two_words"]
    assert found_modules(package)["late"].NAME == "late"
