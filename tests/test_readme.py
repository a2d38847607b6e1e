"""What the README and the guides show is true of the code."""

import re
from pathlib import Path

import pytest

from fairlab.experiment.scripts import script_names
from tests.small import small_credit

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"
GUIDES = ROOT / "docs" / "guides"
PAGES = sorted((ROOT / "docs").rglob("*.md"))


def test_the_library_example_runs(tmp_path, monkeypatch):
    blocks = re.findall(
        r"```python\n(.*?)```", (GUIDES / "in-a-notebook.md").read_text(), re.DOTALL
    )
    example, own, arrays = [block for block in blocks if "fairlab." in block]
    monkeypatch.chdir(tmp_path)
    frame = small_credit().frame.rename(columns={"sex": "gender", "bad": "fraud"})
    names: dict = {"frame": frame}
    example = example.replace('"adult"', '"loans"')  # a smaller table, and fewer folds
    example = example.replace("seeds=2,", "seeds=2, design=fairlab.Design(folds=2),")
    assert "Classifier()" in example
    exec(example.replace("Classifier()", "Classifier(max_iter=9)"), names)
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


def test_every_strategy_is_in_the_table():
    table = (GUIDES / "strategies.md").read_text()
    assert not [name for name in script_names() if f"`{name}`" not in table]


@pytest.mark.parametrize(
    "page", [README, *(ROOT / "docs").rglob("*.md")], ids=lambda page: page.stem
)
def test_every_link_exists(page):
    for target in re.findall(r"\]\((?!http)([^)#:]+)", page.read_text()):
        assert (page.parent / target).exists(), target


def test_every_page_is_in_the_navigation():
    named = (ROOT / "mkdocs.yml").read_text()
    pages = [*PAGES, *(ROOT / "docs").rglob("*.ipynb")]
    assert not [page.name for page in pages if f"{page.relative_to(ROOT / 'docs')}\n" not in named]


def test_a_reader_of_the_readme_is_done_in_three_minutes():
    assert len(README.read_text().splitlines()) <= 150


def test_every_make_target_that_is_named_exists():
    makefile = (ROOT / "Makefile").read_text()
    for page in (README, *GUIDES.glob("*.md")):
        for target in set(re.findall(r"^make ([a-z-]+)", page.read_text(), re.MULTILINE)):
            assert re.search(rf"^[a-z -]*\b{target}\b[a-z -]*:", makefile, re.MULTILINE), target
