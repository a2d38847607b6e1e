"""``fairlab demo``: what ``make demo`` does, for who has no checkout."""

import sys
from pathlib import Path

import pytest

from fairlab.cli import fairlab

ROOT = Path(__file__).parents[2]


@pytest.fixture
def swept(monkeypatch):
    """What the sweep is asked for."""
    asked: dict = {}
    monkeypatch.setattr(sys, "argv", ["fairlab", "demo"])
    monkeypatch.setattr(
        "fairlab.commands.sweep.run_session",
        lambda strategies, **options: asked.update(options, names=[s.name for s in strategies]),
    )
    return asked


def test_it_is_the_sweep_of_the_makefile(swept):
    recipe = (ROOT / "Makefile").read_text().partition("demo: install")[2].partition("\n\n")[0]
    for words in ("--seeds 2", "--search none"):
        assert words in recipe
    fairlab.main(["demo"], standalone_mode=False)
    assert swept["names"] == ["baseline", "auprc", "fair_smote", "reweighing"]
    assert (swept["dataset"], swept["seeds"], swept["search"]) == ("telecom", "2", "none")
    assert swept["jobs"] == 2


def test_what_is_typed_next_is_of_the_sweep(swept):
    fairlab.main(["demo", "--rows", "5000", "--store", "sqlite:///a.db"], standalone_mode=False)
    assert swept["rows"] == 5000
    assert sys.argv[1:] == [
        "sweep", "--dataset", "telecom", "--seeds", "2", "--search", "none", "--budget", "0.05",
        "--rows", "5000", "--jobs", "2", "--store", "sqlite:///a.db",
    ]  # fmt: skip
