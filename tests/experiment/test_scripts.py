"""Strategies are found by file; what is needed comes first; mistakes are told."""

import sys

import pytest
from cloudpickle import dumps, loads

from fairlab.cli import main
from fairlab.errors import RequestError
from fairlab.experiment.scripts import find_strategies, script_names, strategies_that_run

SCRIPT = """
from sklearn.linear_model import LogisticRegression
from fairlab.mitigate import KeepRecall
from fairlab.experiment.strategy import Strategy
strategy = Strategy({name!r}, LogisticRegression(){more})
"""

OWN = """
from sklearn.linear_model import LogisticRegression
from fairlab.experiment.strategy import Strategy
from fairlab.mitigate import GroupThresholds, SingleThreshold
def beside():
    return 3
class Mine(LogisticRegression):
    \"\"\"Say one.\"\"\"
    score = 1  # why
    def __init__(self, a=0): self.a = a
    def predict(self, X): return beside()
strategy = Strategy("mine", Mine(), rule=SingleThreshold())
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


EDITS = {
    "the class": ("score = 1", "score = 2", True),
    "what it calls": ("return 3", "return 4", True),
    "a comment": ("# why", "# because", False),
    "its docstring": ("Say one.", "Say 1.", False),
    "its settings": ("Mine()", "Mine(a=1)", True),
    "what is beside the class": ("SingleThreshold()", "GroupThresholds()", False),
}


@pytest.mark.parametrize(("old", "new", "moves"), EDITS.values(), ids=EDITS)
def test_a_class_of_a_script_is_named_by_its_code(old, new, moves, tmp_path):
    def named(text):
        file.write_text(text)
        strategy = find_strategies(["mine"], tmp_path)[0].without_rule
        del sys.modules["fairlab_experiment_mine"]  # as in a worker, which has no such module
        return loads(dumps(strategy)).params()

    file = tmp_path / "mine.py"
    assert (named(OWN) != named(OWN.replace(old, new))) == moves


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


@pytest.mark.parametrize(
    ("bad", "cause"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("x = (", "SyntaxError: "),
        ("import sys; sys.exit(3)", "SystemExit: 3"),
    ],
)
def test_a_script_that_cannot_be_run_is_told_with_its_line_and_cause(bad, cause, tmp_path):
    file = tmp_path / "mine.py"
    file.write_text(f"\n{bad}\n")
    with pytest.raises(RequestError) as told:
        find_strategies(["mine"], tmp_path)
    where, why, how = told.value.typed.split("\n")
    assert where == f"{file}, line 2, cannot be run:"
    assert why.startswith(cause)
    assert "--traceback" in how


def test_of_all_scripts_those_that_run_are_found_and_each_broken_one_is_told(tmp_path):
    write(tmp_path, "good")
    write(tmp_path, "held", more=", rule=KeepRecall('mine')")
    (tmp_path / "mine.py").write_text("1 / 0\n")
    (tmp_path / "empty.py").write_text("")
    found, broken = strategies_that_run(["empty", "good", "held", "mine"], tmp_path)
    cause = f"{tmp_path / 'mine.py'}, line 1, cannot be run: ZeroDivisionError: division by zero"
    assert [one.name for one in found] == ["good"]
    assert "holds no `strategy" in broken[0]
    assert broken[1:] == [f"held is left out: {cause}", f"mine is left out: {cause}"]
    with pytest.raises(RequestError, match="ZeroDivisionError"):
        strategies_that_run(["mine"], tmp_path)


def test_what_fairlab_refuses_in_a_script_keeps_its_words(tmp_path):
    write(
        tmp_path,
        "mine",
        more=")\nfrom fairlab.errors import RequestError\nraise RequestError('No.'",
    )
    with pytest.raises(RequestError, match=r"^No\.$"):
        find_strategies(["mine"], tmp_path)


@pytest.mark.parametrize("more", [[], ["--traceback"]])
def test_typed_it_takes_three_lines_and_the_whole_traceback_where_asked(
    more, tmp_path, monkeypatch, capsys
):
    (tmp_path / "mine.py").write_text("1 / 0\n")
    monkeypatch.chdir(tmp_path)
    typed = ["fairlab", "sweep", "--experiments", ".", "--strategies", "mine", *more]
    monkeypatch.setattr(sys, "argv", typed)
    with pytest.raises(SystemExit, match="2"):
        main()
    said = capsys.readouterr().err
    assert "mine.py, line 1, cannot be run:" in said
    assert "Traceback" in said if more else said.count("\n") == 3
