"""The table of measurements: every file is found, its columns are right, its page is not stale."""

import ast
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pandas as pd
import pytest

from bench import __main__ as bench
from bench import growth, pages
from fairlab import __version__

GOOD = """
import pandas as pd

def rows(quick=False):
    return pd.DataFrame([{"name": f"quick {quick}", "ours_s": 0.5, "peer_s": 2.0, "ratio": 4.0,
                          "goal": "2 times", "note": "peer: none"}])
"""
BROKEN = """
def rows(quick=False):
    raise RuntimeError("this cannot be measured")
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Two measurements, of which one fails, and the pages that results are kept in."""
    (tmp_path / "bench").mkdir()
    for name, text in {"good": GOOD, "broken": BROKEN, "beside": "x = 1\n"}.items():
        (tmp_path / "bench" / f"{name}.py").write_text(text)
    (tmp_path / "page.md").write_text(f"Before.\n{pages.BEGIN}old\n{pages.END}After.\n")
    (tmp_path / "figures").mkdir()
    monkeypatch.setattr(bench, "HERE", tmp_path / "bench")
    monkeypatch.setattr(bench, "DOCS", tmp_path)
    monkeypatch.setattr(bench, "CSV", tmp_path / "kept.csv")
    monkeypatch.setattr(bench, "PAGE", tmp_path / "page.md")
    return tmp_path


def test_what_measurements_take_of_the_package_is_there():
    for file in bench.HERE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.ImportFrom) and node.module.startswith("fairlab"):
                home = import_module(node.module)
                missing = [one.name for one in node.names if not hasattr(home, one.name)]
                assert missing == [], file


def test_every_file_that_measures_is_found():
    measuring = []
    for file in bench.HERE.glob("*.py"):
        tops = {
            node.name: node for node in ast.parse(file.read_text()).body if hasattr(node, "name")
        }
        if "rows" in tops:
            assert [one.arg for one in tops["rows"].args.args] == ["quick"], file
            measuring.append(file.stem)
    assert sorted(measuring) == bench.names()
    assert {"audit", "compare", "discovery", "recording", "report", "twins"} <= set(measuring)


def test_a_measurement_runs_in_a_process_of_its_own(folder):
    assert bench.names() == ["broken", "good"]
    table = bench.measure("good", quick=True)
    assert table.to_dict("records") == [
        {"name": "quick True", "ours_s": 0.5, "peer_s": 2.0, "ratio": 4.0, "goal": "2 times",
         "note": "peer: none", "bench": "good", "version": __version__}
    ]  # fmt: skip
    assert "bench.good" not in sys.modules


def test_one_that_fails_is_told_and_loses_no_other(folder, monkeypatch, capsys):
    old = {"name": "old", "ours_s": 1.0, "peer_s": float("nan"), "ratio": float("nan")}
    kept = pd.DataFrame([{**old, "goal": "", "note": "", "bench": name} for name in ("good", "z")])
    kept["version"] = "0.0.1"
    kept.to_csv(folder / "kept.csv", index=False)
    monkeypatch.setattr(sys, "argv", ["bench", "--write"])
    with pytest.raises(SystemExit, match="Not measured: broken"):
        bench.main()
    assert pd.read_csv(folder / "kept.csv")["name"].tolist() == ["quick False", "old"]
    page = (folder / "page.md").read_text()
    assert page.startswith("Before.\n")
    assert page.endswith("After.\n")
    assert f"| quick False | 0.5 | 2 | 4 | 2 times | {__version__} | peer: none |" in page
    assert "| old | 1 |  |  |  | 0.0.1 |  |" in page
    assert "quick False" in capsys.readouterr().out
    assert (folder / "figures" / "performance.png").stat().st_size > 0


def test_the_files_that_faults_are_planted_in_and_their_tests_are_there():
    root = Path(bench.__file__).parents[1]
    about = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["mutmut"]
    named = [*about["only_mutate"], *about["pytest_add_cli_args_test_selection"]]
    assert [name for name in named if not (root / name).is_file()] == []


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.003914, "0.00391"), (0.29, "0.29"), (3.14159, "3.14"), (1234.5, "1,230"), (None, "")],
)
def test_numbers_are_shown_to_three_digits(value, shown):
    assert pages.cell(value) == shown


def test_the_pages_hold_what_was_measured():
    table = pd.read_csv(bench.CSV)
    assert [*bench.COLUMNS, "bench", "version"] == list(table)
    assert set(table["bench"]) <= set(bench.names())
    assert pages.between_marks(bench.PAGE) == pages.as_markdown(pages.performance(table))
    assert pages.between_marks(growth.PAGE) == growth.laid_out(pd.read_csv(growth.CSV))


def test_a_table_in_pieces_is_measured():
    from bench.larger_than_memory import measured

    said = measured(20_000, scores=True)
    assert said.startswith("20,000 rows, 205 statements: ")
    assert said.endswith(" GB")
