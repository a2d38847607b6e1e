"""Settings are read from plain, small files, or it is said why not."""

import os

import pytest

from fairlab.data.small_text import read_small_text, read_toml
from fairlab.errors import DataError


def test_a_byte_order_mark_is_no_part_of_it(tmp_path):
    (tmp_path / "a.toml").write_bytes(b"\xef\xbb\xbfa = 1")
    assert read_toml(tmp_path / "a.toml") == {"a": 1}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"a = " + b"[" * 5000 + b"]" * 5000, "nested too deep"),
        (b"#" * (2**20 + 1), "holds 1.0 MiB"),
        (b"a = '\xff'", "not in UTF-8"),
        (b"a", "no valid TOML"),
    ],
)
def test_what_is_none_is_told(tmp_path, content, words):
    (tmp_path / "a.toml").write_bytes(content)
    with pytest.raises(DataError, match=words):
        read_toml(tmp_path / "a.toml")


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.toml")
    with pytest.raises(DataError, match="no plain file"):
        read_small_text(tmp_path / "a.toml")
