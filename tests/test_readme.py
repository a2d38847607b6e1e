"""What the README shows is true of the code."""

import re
from pathlib import Path

import pytest

from fairlab.experiment.scripts import script_names
from tests.small import small_credit

pytestmark = pytest.mark.slow

README = Path(__file__).parents[1] / "README.md"


def test_the_library_example_runs(tmp_path, monkeypatch):
    blocks = re.findall(r"```python\n(.*?)```", README.read_text(), re.DOTALL)
    example, own, arrays = [block for block in blocks if "fairlab." in block]
    monkeypatch.chdir(tmp_path)
    frame = small_credit().frame.rename(columns={"sex": "gender", "bad": "fraud"})
    names: dict = {"frame": frame}
    exec(example.replace('"adult"', '"loans"'), names)  # a smaller table
    exec(own, names)
    assert names["mine"].sensitive == ("gender", "age")
    assert set(names["told"].changes["strategy"]) == {"reweighed"}
    assert {"recall", "approval_rate"} <= set(names["told"].gaps["metric"])
    assert len(names["found"].runs) == 4
    people = frame[["gender", "age"]]
    exec(
        arrays.replace("found.log_to_mlflow()", ""),  # see tests/api/test_audits.py
        names | {"y": frame["fraud"], "score": frame.index / len(frame), "frame": people},
    )
    assert (tmp_path / "audit.html").exists()


def test_every_strategy_is_in_the_table_and_every_link_exists():
    text = README.read_text()
    for name in script_names():
        assert f"(experiments/{name}.py)" in text
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (README.parent / target).exists(), target


def test_every_make_target_that_it_names_exists():
    makefile = (README.parent / "Makefile").read_text()
    for target in set(re.findall(r"^make ([a-z-]+)", README.read_text(), re.MULTILINE)):
        assert re.search(rf"^[a-z -]*\b{target}\b[a-z -]*:", makefile, re.MULTILINE), target
