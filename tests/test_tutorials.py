"""Tutorials run from top to bottom."""

import json
import os
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

EVIDENCE = Path(__file__).parents[1] / "docs" / "evidence.md"
TUTORIALS = sorted((Path(__file__).parents[1] / "docs" / "tutorials").glob("*.ipynb"))


def test_there_are_five():
    assert len(TUTORIALS) == 5


# What the text of a tutorial says, and how its own variables, or what it printed, show it.
SAID = {
    "ask_person_by_person": (
        ("some 5 % of all", "round(asked.any_flip['rate'], 2) == 0.05"),
        ("approved as a man only", "asked.pairs.only_first[0] == 0 < asked.pairs.only_second[0]"),
        ("there is no flip", "test.any_flip['flips'] == 0"),
    ),
    "audit_a_prediction_file": (
        ("30,000 holders", "len(predictions) == 30_000"),
        ("22 % of whom", "round(predictions['default'].mean(), 2) == 0.22"),
        ("one of four answers", "found.statements['answer'].nunique() == 4"),
        ('reference={"SEX": "female"}', "'female' in set(found.groups['group'])"),
    ),
    "bring_your_own_table": (
        ("an income above 50,000", "set(frame['income']) == {'<=50K', '>50K'}"),
    ),
    "mitigate_and_deploy": (
        ("6,000 people", "people.rows == 6_000"),
        ("not much can be told", "any('cannot be told' in said for said in chosen.told)"),
        (
            "asks for the attribute when it decides",
            "len(by_group.rule_columns(people.balanced)) > 0",
        ),
    ),
    "watch_in_production": (
        ("in 85 % of worlds", "'z test of no difference | .854' in evidence"),
        ("From month 5 on", "'since May 2026' in printed"),
        (
            "1 where there is an alarm",
            "printed.index('exit code 0') < printed.index('exit code 1')",
        ),
    ),
}


@pytest.mark.parametrize("path", TUTORIALS, ids=lambda path: path.stem)
def test_it_runs_and_gives_what_its_text_says(path, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    cells = json.loads(path.read_text())["cells"]
    assert not any(cell.get("outputs") for cell in cells)
    names: dict = {}
    for cell in cells:
        if cell["cell_type"] == "code":
            exec("".join(cell["source"]), names)
    names |= {"printed": capsys.readouterr().out, "evidence": EVIDENCE.read_text()}
    text = " ".join("".join(c["source"]) for c in cells if c["cell_type"] == "markdown")
    for said, shown in SAID[path.stem]:
        assert said in " ".join(text.split()), said
        assert eval(shown, names), shown
