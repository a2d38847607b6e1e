"""The same runs in other processes, with all that must not matter changed: the same bits."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fairlab.cli import main
from tests.faults import scenes, witness

WORDS = ("sweep", *scenes.OWN, *scenes.FOLDS, "--seeds")


@pytest.fixture
def run_here(monkeypatch):
    """Run all in this process, which hashes as Python happens to."""

    def run(folder: Path, *options: str) -> witness.Content:
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["fairlab", *WORDS, *options])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 0
        return witness.contents(folder)

    return run


def run_elsewhere(folder: Path, *options: str) -> witness.Content:
    done = subprocess.run(
        [sys.executable, "-m", "fairlab", *WORDS, *options],
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": "2", "LOKY_MAX_CPU_COUNT": "2"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return witness.contents(folder)


def test_processes_hash_seeds_workers_and_other_strategies_change_no_bit(
    template_store, tmp_path, run_here
):
    """Metrics, notes, every table, the predictions and the model's hash are compared."""
    alone = scenes.lay_out(tmp_path / "alone", template_store)
    among = scenes.lay_out(tmp_path / "among", template_store)
    # It comes before the others, and so do its runs; its fits are those of "plain".
    other = scenes.SCRIPT.format(name="another", more="")
    (among / "experiments" / "another.py").write_text(other)
    expected = run_here(alone, "2")
    found = run_elsewhere(among, "1,0", "--jobs", "2")
    people, fits = 1, 8
    assert len(expected) == people + fits + 4
    assert len(found) == people + fits + 6
    assert {key: found[key] for key in expected} == expected
