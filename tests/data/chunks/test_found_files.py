"""A folder, a glob or names, as the files of a table."""

import os
from errno import EACCES

import pytest

from fairlab.data.chunks.found_files import found_files, is_several
from fairlab.errors import DataError


def write(folder, *names):
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("a,b\n1,2\n")


def test_a_folder_that_may_not_be_read_is_told(tmp_path, monkeypatch):
    def refuse(path):
        raise PermissionError(EACCES, "Permission denied", str(path))

    write(tmp_path, "b.csv")
    monkeypatch.setattr(os, "scandir", refuse)  # a mode would not stop root
    with pytest.raises(DataError, match=r"cannot be read: Permission denied\.$"):
        found_files([tmp_path])


def test_a_pipe_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(DataError, match="is a pipe or a device"):
        found_files([tmp_path / "pipe.csv"])


def test_a_folder_gives_its_tables_by_name_and_leaves_out_what_is_hidden(tmp_path):
    write(tmp_path, "b.csv", "a/2026.csv.gz", "_delta/x.csv", ".tmp.csv", "_SUCCESS", "notes.md")
    files, parquet = found_files([tmp_path])
    assert [file.relative_to(tmp_path).as_posix() for file in files] == ["a/2026.csv.gz", "b.csv"]
    assert not parquet


def test_a_glob_and_a_name_give_each_file_once(tmp_path):
    write(tmp_path, "p1.parquet", "p2.parquet", "q.parquet")
    files, parquet = found_files([f"{tmp_path}/p*.parquet", tmp_path / "p1.parquet"])
    assert [file.name for file in files] == ["p1.parquet", "p2.parquet"]
    assert parquet


def test_a_name_with_brackets_is_the_file_of_that_name(tmp_path):
    write(tmp_path, "a[1].csv")
    assert not is_several(tmp_path / "a[1].csv")
    assert [file.name for file in found_files([tmp_path / "a[1].csv"])[0]] == ["a[1].csv"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("*.csv.bz2", "No file is called"),
        ("", "no Parquet and no CSV file in the folder"),
        ("decision.csv", "Did you mean 'decisions.csv'"),
        ("notes.md", "neither CSV nor Parquet"),
        ("[dp]*.*", "a table has one kind of files"),
    ],
)
def test_what_is_no_table_is_told(tmp_path, asked, told):
    if asked:
        write(tmp_path, "decisions.csv", "notes.md", "part.parquet")
    with pytest.raises(DataError, match=told.replace("*", r"\*")):
        found_files([f"{tmp_path}/{asked}" if asked else tmp_path])


def test_a_file_that_is_named_twice_is_told(tmp_path):
    file = tmp_path / "1.csv"
    file.write_text("sex,flag\nf,0\n")
    with pytest.raises(DataError, match=r"1.csv is named twice; its people would count once"):
        found_files([file, file])
