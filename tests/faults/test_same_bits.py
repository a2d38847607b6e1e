"""The same runs in other processes, with all that must not matter changed: the same bits."""

import os
import subprocess
import sys
from pathlib import Path

from tests.faults import scenes, witness


def run_all(folder: Path, hash_seed: str, *options: str) -> witness.Content:
    words = ("sweep", *scenes.OWN, *scenes.FOLDS, "--seeds", *options)
    done = subprocess.run(
        [sys.executable, "-m", "fairlab", *words],
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": hash_seed, "LOKY_MAX_CPU_COUNT": "2"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return witness.contents(folder)


def test_processes_hash_seeds_workers_and_other_strategies_change_no_bit(template_store, tmp_path):
    """Metrics, notes, every table, the predictions and the model's hash are compared."""
    alone = scenes.lay_out(tmp_path / "alone", template_store)
    among = scenes.lay_out(tmp_path / "among", template_store)
    # It comes before the others, and so do its runs; its fits are those of "plain".
    other = scenes.SCRIPT.format(name="another", more="")
    (among / "experiments" / "another.py").write_text(other)
    expected = run_all(alone, "1", "2")
    found = run_all(among, "2", "1,0", "--jobs", "2")
    people, fits = 1, 8
    assert len(expected) == people + fits + 4
    assert len(found) == people + fits + 6
    assert {key: found[key] for key in expected} == expected
