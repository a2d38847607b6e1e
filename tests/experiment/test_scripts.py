"""Strategies are found by file; what is needed comes first; mistakes are told."""

import pytest

from fairlab.errors import RequestError
from fairlab.experiment.scripts import find_strategies, script_names

SCRIPT = """
from sklearn.linear_model import LogisticRegression
from fairlab.mitigate import KeepRecall
from fairlab.experiment.strategy import Strategy
strategy = Strategy({name!r}, LogisticRegression(){more})
"""


def write(folder, file, name=None, more=""):
    (folder / f"{file}.py").write_text(SCRIPT.format(name=name or file, more=more))


def test_a_new_file_is_a_new_strategy(tmp_path):
    write(tmp_path, "mine")
    write(tmp_path, "_shared")
    assert script_names(tmp_path) == ["mine"]
    assert find_strategies(["mine"], tmp_path)[0].name == "mine"


def test_a_hyphen_is_as_good_as_a_line_where_no_script_has_it_in_its_name(tmp_path):
    for name in ("one_two", "a-b", "x_y", "x-y"):
        write(tmp_path, name)
    for typed, meant in (("one-two", "one_two"), ("a-b", "a-b"), ("x-y", "x-y"), ("x_y", "x_y")):
        assert [found.name for found in find_strategies([typed], tmp_path)] == [meant]


def test_what_is_needed_comes_first_and_once(tmp_path):
    write(tmp_path, "zero")
    write(tmp_path, "cut", more=", rule=KeepRecall('zero')")
    names = [found.name for found in find_strategies(["cut", "zero"], tmp_path)]
    assert names == ["zero", "cut"]


def test_mistakes_are_told(tmp_path):
    (tmp_path / "empty.py").write_text("")
    write(tmp_path, "file", name="other")
    write(tmp_path, "lost", more=", rule=KeepRecall('nowhere')")
    for name, words in (
        ("emty", "Did you mean 'empty'"),
        ("empty", "holds no `strategy"),
        ("file", "name both alike"),
        ("lost", "no strategy 'nowhere'"),
    ):
        with pytest.raises(RequestError, match=words):
            find_strategies([name], tmp_path)
    with pytest.raises(RequestError, match="no folder"):
        script_names(tmp_path / "none")
