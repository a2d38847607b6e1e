"""What a person writes is read as it is, and what is wrong with it is said in words."""

import tomllib
from itertools import pairwise

import pytest

from fairlab.document.asked_words import ASKED
from fairlab.document.purpose import draft_purpose, read_purpose
from fairlab.errors import DataError, RequestError


def test_the_draft_explains_each_text_in_one_line_and_is_empty(tmp_path):
    text = draft_purpose()
    lines = text.splitlines()
    for one in ASKED:
        name = one.key.partition(".")[2]
        assert any(
            line.startswith(f"# {one.explanation}") and after == f'{name} = ""'
            for line, after in pairwise(lines)
        )
    (tmp_path / "p.toml").write_text(text)
    assert read_purpose(tmp_path / "p.toml").lacking() == len(ASKED)
    assert len(tomllib.loads(text)) == len({one.key.partition(".")[0] for one in ASKED})


def test_a_date_is_a_text(tmp_path):
    (tmp_path / "p.toml").write_text("[sign_off]\ndate = 2026-11-29\n")
    assert read_purpose(tmp_path / "p.toml").text("sign_off.date") == "2026-11-29"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[systm]\nname = "a"', r"there is no table 'systm'. Did you mean 'system'"),
        ('[system]\npurpse = "a"', r"\[system\] has no 'purpse'. Did you mean 'purpose'"),
        ("[system]\nname = 3", r'system.name must be a text in quotes, such as "...", not 3'),
        ('[system]\nname = ["a"]', "system.name must be a text in quotes"),
        ('system = "a"', r"system must be a table: write \[system\]"),
        ("[system]\na = 1\nb = 1\nc = 1", r"\(and 1 more\)"),
    ],
)
def test_what_is_wrong_is_told(text, told, tmp_path):
    (tmp_path / "p.toml").write_text(text)
    with pytest.raises(RequestError, match=told):
        read_purpose(tmp_path / "p.toml")


def test_files_that_cannot_be_read_are_told(tmp_path):
    with pytest.raises(DataError, match="Draft one"):
        read_purpose(tmp_path / "nowhere.toml")
    (tmp_path / "p.toml").write_text("[system")
    with pytest.raises(DataError, match=r"p.toml is no valid TOML"):
        read_purpose(tmp_path / "p.toml")
    with pytest.raises(DataError, match="cannot be read"):
        read_purpose(tmp_path)
