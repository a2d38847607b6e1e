"""The TOML file beside a table."""

import os

import pytest

from fairlab.data.table_settings import read_settings
from fairlab.errors import DataError, RequestError


@pytest.fixture
def settings(tmp_path):
    def written_and_read(text: str | bytes, name: str = "table.toml"):
        path = tmp_path / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_settings(path)

    return written_and_read


def test_everything_is_read(settings, tmp_path):
    text = 'data = "sub/t.csv"\ntarget = "y"\npositive = 2\nsensitive = ["a\\"b", "é"]\ntime = "t"'
    assert settings(text) == {
        "data": tmp_path / "sub" / "t.csv",
        "target": "y",
        "positive": 2,
        "sensitive": ['a"b', "é"],
        "time": "t",
    }


def test_a_table_without_settings_has_none(tmp_path):
    assert read_settings(tmp_path / "t.csv") == {"data": tmp_path / "t.csv"}


@pytest.mark.parametrize("name", ["t.csv", "t.csv.gz", "t.parquet", "t.tsv"])
def test_settings_are_found_beside_the_table_that_is_named(tmp_path, name):
    (tmp_path / "t.toml").write_text('data = "other.csv"\ntarget = "y"')
    assert read_settings(tmp_path / name) == {"data": tmp_path / name, "target": "y"}


def test_a_pipe_beside_the_table_is_not_passed_over(tmp_path):
    os.mkfifo(tmp_path / "t.toml")
    with pytest.raises(DataError, match=r"t\.toml is no plain file"):
        read_settings(tmp_path / "t.csv")


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ('target = "y"', RequestError, "does not name its table"),
        ('data = "t.csv"\nsensitve = ["a"]', RequestError, "'sensitve'. Did you mean 'sensitive'"),
        ('data = "t.csv"\ntarget = 1', RequestError, "target must be a text, not 1"),
        ('data = "t.csv"\nsensitive = "age"', RequestError, "sensitive must be a list"),
        ('data = "t.csv"\nignore = [1]', RequestError, "ignore must be a list"),
        ('data = "t.csv"\npositive = [1]', RequestError, "positive must be one label"),
        ('data = "t.csv"\nbands = [25]', RequestError, "bands must say it by column, as in bands"),
        ('data = "t.csv"\nlabels = {sex = "f"}', RequestError, "labels must say it by column"),
        ("target = ", DataError, "no valid TOML"),
        (b"\xff\xfe", DataError, "not in UTF-8"),
    ],
)
def test_odd_settings_are_refused(settings, text, error, words):
    with pytest.raises(error, match=words):
        settings(text)


def test_missing_settings_are_refused(tmp_path):
    with pytest.raises(DataError, match="cannot be read"):
        read_settings(tmp_path / "none.toml")
