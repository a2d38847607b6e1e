"""The page on monitoring: its job for cron is run, and that for GitHub Actions is read."""

import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bench import monitored_months

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


@pytest.mark.slow
def test_the_job_for_cron_is_silent_until_there_is_an_alarm(tmp_path):
    (tmp_path / "watch.sh").write_text(block("sh"))
    environment = command(tmp_path)
    for folder in ("decisions", "labels"):
        (tmp_path / folder).mkdir()
    deployed = monitored_months.Deployed.before(6000)

    def run(at, bias, spoil=lambda frame: frame):
        frame = spoil(deployed.month(at, 5000, bias)).drop(columns="fraud", errors="ignore")
        frame.to_csv(tmp_path / "decisions" / f"{at}.csv", index=False)
        done = subprocess.run(
            ["sh", "watch.sh"], cwd=tmp_path, env=environment, capture_output=True, text=True
        )
        assert done.returncode == 0
        return done.stdout, done.stderr

    first, label = deployed.month(1, 5000, 0.0), tmp_path / "labels" / "1.csv"
    first[["id", "fraud"]].to_csv(label, index=False)
    assert run(1, 0.0) == ("", "")
    assert (
        "fairlab: 2.csv: there is no column `gender`"
        in run(2, 0.0, lambda frame: frame.drop(columns="gender"))[1]
    )
    out, said = run(2, 4.0)
    assert said == ""
    assert "selection rate by document, other against Dutch: alarm since February 2024" in out


def test_the_job_for_github_can_be_read(tmp_path):
    job = yaml.safe_load(block("yaml"))["jobs"]["monitor"]
    scripts = [step["run"] for step in job["steps"] if "run" in step]
    for script in scripts:
        plain = re.sub(r"\$\{\{.*?\}\}", "x", script)
        subprocess.run(["bash", "-n", "-c", plain], check=True)
    assert any("fairlab monitor" in script for script in scripts)
