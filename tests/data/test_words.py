"""What columns and groups are called where a person reads."""

import pandas as pd
import pytest

from fairlab.data import Dataset, load
from fairlab.data.table import read_table
from fairlab.data.words import Words, faults_of, read_words
from fairlab.errors import DataError, RequestError

WORDS = Words({"pc": "Postcode area", "sex": "Sex"}, {"sex": {"1": "male", "2": "female"}})


def test_statements_get_words_in_the_place_of_names_and_keep_the_rest():
    table = pd.DataFrame(
        {
            "attribute": ["", "sex", "sex * pc", "age"],
            "group": [None, "1", "2, 1011", "old"],
            "rest": ["", "rest", "1, 1011", "young"],
            "estimate": [0.1, 0.2, 0.3, 0.4],
        }
    )
    found = WORDS.of(table)
    assert found["attribute"].tolist() == ["", "Sex", "Sex * Postcode area", "age"]
    assert found["group"].tolist()[1:] == ["male", "female, 1011", "old"]
    assert found["rest"].tolist() == ["", "rest", "male, 1011", "young"]
    assert table["attribute"].tolist()[1] == "sex", "the table itself is left alone"


def test_a_level_with_a_comma_in_an_intersection_keeps_its_name():
    assert WORDS.group("sex * pc", '"1", "a, b"') == '"1", "a, b"'


@pytest.mark.parametrize("typed", ["age", "=Age", "age=", ":1=male=", ""])
def test_words_are_written_as_a_name_and_what_it_is_called(typed):
    if typed == ":1=male=":  # a column without a name is for the checks of the table
        assert read_words([typed]).groups == {"": {"1": "male="}}
    else:
        with pytest.raises(RequestError, match="write COLUMN=WORDS"):
            read_words([typed])


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"a": "Age", "b": "Age"}, "`a` and `b` would both be called Age"),
        ({"a": "b"}, "`a` and `b` would both be called b"),
        ({"a": " "}, "must be called by a text"),
        ({"a": "x" * 61}, "at most 60 letters"),
        ({"a": "two\nlines"}, "at most 60 letters on one line"),
    ],
)
def test_nobody_could_tell_these_apart_or_read_them(words, told):
    assert told in " ".join(faults_of(Words(words), ["a", "b"]))


def test_a_data_set_refuses_words_of_no_column():
    table = pd.DataFrame({"age": range(20), "bad": [0, 1] * 10})
    with pytest.raises(DataError, match="words names `agee`, which is no column"):
        Dataset("t", table, target="bad", words={"agee": "Age"})


def test_the_toml_of_a_table_has_words(tmp_path):
    (tmp_path / "t.toml").write_text('target = "bad"\nsensitive = ["pc"]\nwords.pc = "Area"\n')
    rows = "\n".join(f"{'ab'[i % 2]},{i},{int(i % 3 == 0)}" for i in range(40))
    (tmp_path / "t.csv").write_text(f"pc,x,bad\n{rows}\n")
    assert read_table(tmp_path / "t.csv").words == {"pc": "Area"}
    (tmp_path / "t.toml").write_text('target = "bad"\nwords = { pc = 3 }\n')
    with pytest.raises(RequestError, match="words must say it by column"):
        read_table(tmp_path / "t.csv")


def test_words_are_no_part_of_what_names_runs_and_of_what_names_people():
    table = pd.DataFrame({"age": range(20), "bad": [0, 1] * 10})
    plain, worded = (
        Dataset("t", table, target="bad", sensitive=("age",), words=words)
        for words in ({}, {"age": "Age"})
    )
    assert plain.fingerprint == worded.fingerprint
    assert plain.identity.people != worded.identity.people


@pytest.mark.parametrize("name", ["adult", "taiwan"])
def test_every_sensitive_column_that_is_shipped_has_words(name):
    data = load(name)
    assert set(data.sensitive) <= set(data.words)
