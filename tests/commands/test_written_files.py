"""What a command writes at a user's path is whole, or the older file stays as it was."""

import errno
import os
import shutil
import sys
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure

from fairlab.cli import main
from fairlab.record import open_store
from tests.commands.recorded_sweep import record

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
RECORDED = "a store of the test's own"
COMPARE = ("compare", "--store", RECORDED)
CLONES = ("clones", "--profiles", "200", "--no-record")
WRITTEN = [
    ((*COMPARE, "--csv"), "out.csv"),
    ((*COMPARE, "--markdown"), "out.md"),
    ((*COMPARE, "--figure"), "out.png"),
    ((*CLONES, "--csv"), "out.csv"),
    ((*CLONES, "--figure"), "out.svg"),
    (("report", "--store", RECORDED, "--output"), "out.html"),
    (("data", "explore", "loans", "--no-record", "--output"), "out.html"),
]
NAMES = [f"{words[0]} {words[-1]}" for words, _ in WRITTEN]


@pytest.fixture(scope="module")
def recorded(template_store, tmp_path_factory):
    """A store with a sweep, outside the folder that is written to."""
    place = shutil.copy(template_store, tmp_path_factory.mktemp("recorded"))
    uri = f"sqlite:///{place}"
    record(open_store(uri), seeds=(0,))
    return uri


@pytest.fixture
def fairlab(monkeypatch, capsys, recorded):
    """Type a command in the checkout; how it ends, and what it complains of."""
    monkeypatch.chdir(ROOT)

    def run(*words):
        said = [recorded if word == RECORDED else str(word) for word in words]
        monkeypatch.setattr(sys, "argv", ["fairlab", *said])
        with pytest.raises(SystemExit) as ended:
            main()
        return ended.value.code, capsys.readouterr().err

    return run


@pytest.fixture
def full_disk(monkeypatch):
    """Break every way of writing a file off in its middle."""

    def broken(write):
        def half(self, content, *more, **settings):
            said = write(self, content, *more, **settings)
            file = self if isinstance(self, Path) else content
            if isinstance(file, Path):  # figures and tables are also made as texts
                os.truncate(file, file.stat().st_size // 2)
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return said

        return half

    for kind, name in ((pd.DataFrame, "to_csv"), (Path, "write_text"), (Figure, "savefig")):
        monkeypatch.setattr(kind, name, broken(getattr(kind, name)))


@pytest.mark.parametrize(("words", "name"), WRITTEN, ids=NAMES)
def test_a_full_disk_leaves_the_older_file(words, name, fairlab, tmp_path, request):
    path = tmp_path / name
    path.write_text("older")
    request.getfixturevalue("full_disk")
    code, said = fairlab(*words, path, "--overwrite")
    assert code == 2
    assert f"{name} cannot be written: No space left on device.\nName another file." in said
    assert path.read_text() == "older"
    assert os.listdir(tmp_path) == [name]


@pytest.mark.parametrize(("words", "name"), WRITTEN[:3], ids=NAMES[:3])
def test_an_older_comparison_is_replaced_and_notes_are_not(words, name, fairlab, tmp_path):
    path = tmp_path / name
    assert fairlab(*words, path) == (0, "")
    os.utime(path, (0, 0))
    assert fairlab(*words, path) == (0, "")
    assert path.stat().st_mtime > 0
    path.write_text("older")
    code, said = fairlab(*words, path)
    assert (code, path.read_text()) == (2, "older")
    assert f"{name} is there" in said


@pytest.mark.parametrize(("words", "name"), WRITTEN, ids=NAMES)
def test_a_folder_that_is_not_there_is_told(words, name, fairlab, tmp_path):
    code, said = fairlab(*words, tmp_path / "nowhere" / name)
    assert code == 2
    assert "There is no folder" in said


def test_a_full_disk_leaves_no_draft_that_would_be_in_the_way(fairlab, tmp_path, request):
    file = tmp_path / "people.csv"
    file.write_text("age,fraud\n" + "30,0\n40,1\n" * 30)
    request.getfixturevalue("full_disk")
    code, said = fairlab("data", "describe", file, "--write")
    assert code == 2
    assert "people.toml cannot be written" in said
    assert os.listdir(tmp_path) == ["people.csv"]
