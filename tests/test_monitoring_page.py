"""The page on monitoring: its job for cron is run, and that for GitHub Actions is read."""

import os
import re
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

PAGE = Path(__file__).parents[1] / "docs" / "monitoring.md"


def block(kind):
    return re.search(rf"```{kind}\n(.*?)```", PAGE.read_text(), re.DOTALL)[1]


def command(folder):
    """Put a command ``fairlab`` of this tree into a folder of programs."""
    made = folder / "bin" / "fairlab"
    made.parent.mkdir()
    made.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m fairlab "$@" --no-record\n')
    made.chmod(made.stat().st_mode | stat.S_IEXEC)
    home = str(PAGE.parents[1])
    return os.environ | {"PATH": f"{made.parent}:{os.environ['PATH']}", "PYTHONPATH": home}


def decided(at, often):
    """Decide about a month of people, of whom those with another document are flagged so often."""
    rng, people = np.random.default_rng(at), 1500
    other = rng.random(people) < 0.5
    score = rng.random(people)
    return pd.DataFrame(
        {
            "id": [f"{at}-{one}" for one in range(people)],
            "decided_on": f"2024-{at:02d}-15",
            "document": np.where(other, "other", "Dutch"),
            "gender": rng.choice(["M", "V"], people),
            "score": score,
            "flagged": (score > np.where(other, 1 - often, 0.9)).astype(int),
        }
    )


@pytest.mark.slow
def test_the_job_for_cron_is_silent_until_there_is_an_alarm(tmp_path):
    (tmp_path / "watch.sh").write_text(block("sh"))
    environment = command(tmp_path)
    for folder in ("decisions", "labels"):
        (tmp_path / folder).mkdir()
    label = tmp_path / "labels" / "1.csv"
    decided(1, 0.1)[["id"]].assign(fraud=[0, 1] * 750).to_csv(label, index=False)
    said = []
    for at, often in ((1, 0.1), (2, 0.5)):
        decided(at, often).to_csv(tmp_path / "decisions" / f"{at}.csv", index=False)
        asked = {"cwd": tmp_path, "env": environment, "capture_output": True, "text": True}
        done = subprocess.run(["sh", "watch.sh"], check=True, **asked)
        assert done.stderr == ""
        said.append(done.stdout)
    assert said[0] == ""
    assert "share flagged by document, Dutch against other: alarm since February 2024" in said[1]


def steps():
    return yaml.safe_load(block("yaml"))["jobs"]["monitor"]["steps"]


def test_the_job_for_github_can_be_read():
    for script in [step["run"] for step in steps() if "run" in step]:
        subprocess.run(["bash", "-n", "-c", re.sub(r"\$\{\{.*?\}\}", "x", script)], check=True)


@pytest.mark.slow
def test_the_job_for_github_ends_well_when_it_is_too_early_and_badly_where_it_cannot_read(tmp_path):
    script = next(step["run"] for step in steps() if step.get("name") == "watch")
    last = date.today().replace(day=1) - timedelta(days=1)
    with closing(sqlite3.connect(tmp_path / "bank.db")) as db:
        decided(1, 0.1).assign(decided_on=str(last)).to_sql("decisions", db, index=False)
    told = {"DATABASE": "sqlite:///bank.db", "GITHUB_STEP_SUMMARY": str(tmp_path / "summary")}
    environment = command(tmp_path) | told

    def run(**more):
        return subprocess.run(
            ["bash", "-e", "-c", script], cwd=tmp_path, env=environment | more, check=False,
            capture_output=True, text=True,
        )  # fmt: skip

    lost = run(DATABASE="sqlite:///no.db")
    assert (lost.returncode, "There is no file" in lost.stderr) == (2, True)
    done = run()
    assert (done.returncode, done.stderr) == (0, "")
    assert "too early" in (tmp_path / "summary").read_text()
