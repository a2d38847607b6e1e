"""A sweep with nothing to do says the same again, and neither trains, nor writes, nor waits."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from fairlab import __version__
from fairlab.cli import main
from fairlab.record import Ledger
from tests.small import small_credit

pytestmark = pytest.mark.slow

TREES = """
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import FairSMOTE
strategy = Strategy({name!r}, TunedXGB(space=(), trees={trees}), {sampler})
"""
WATCHED = """
import json, sys
import fairlab.versions
fairlab.versions.__version__ = "9"
started = []
sys.addaudithook(lambda event, about: started.append(event) if event in {events} else None)
from fairlab.cli import main
from fairlab.record import Ledger
sys.argv = {typed}
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
print(json.dumps([started, [*sys.modules]]))
from sklearn.utils.fixes import _mode
assert _mode([[1], [1], [2]]).mode == 1  # by scipy.stats, which is there once it is asked for
"""
STARTS = ("subprocess.Popen", "os.fork", "os.forkpty", "os.exec", "os.posix_spawn")
FOR_WORK_ALONE = {
    *("mlflow", "sqlalchemy", "alembic", "xgboost", "matplotlib", "imblearn", "pytest"),
    *("scipy.stats", "sklearn.metrics", "sklearn.model_selection"),
}


@pytest.fixture
def swept(store, tmp_path, monkeypatch, capsys):
    """A sweep of few trees in two folds, run once: what was typed, and what it said."""
    folder = tmp_path / "experiments"
    folder.mkdir()
    for name, trees, sampler in (("baseline", 1, None), ("smote", 2, "FairSMOTE()")):
        (folder / f"{name}.py").write_text(TREES.format(name=name, trees=trees, sampler=sampler))
    columns = ["age", "income", "sex", "bad"]
    small_credit().frame[columns].to_csv(tmp_path / "small.csv", index=False)
    monkeypatch.chdir(tmp_path)
    about = "--data small.csv --target bad --sensitive sex --audit-only sex --folds 2 --seeds 1"
    words = ["fairlab", "sweep", "--experiments", "experiments", *about.split()]
    words += ["--store", store.uri, "--jobs"]
    monkeypatch.setattr(sys, "argv", [*words, "1"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert not ended.value.code
    return [*words, "2"], capsys.readouterr().out


def content_of(store):
    """The file, and what waits beside it to be brought into it."""
    return [Path(f"{store.database}{ending}").read_bytes() for ending in ("", "-wal")]


def test_it_imports_no_library_and_starts_no_process_and_leaves_the_store_as_it_is(swept, store):
    typed, said = swept
    assert "2 runs: 0 finished before, 2 to do." in said
    before = content_of(store)
    code = WATCHED.format(events=STARTS, typed=typed)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    *again, watched = done.stdout.splitlines()
    started, modules = json.loads(watched)
    assert started == []
    assert FOR_WORK_ALONE & set(modules) == set()
    assert content_of(store) == before
    assert "2 runs: 2 finished before, 0 to do." in again
    told = f"Finished before with other versions: fairlab {__version__} (2 runs; now 9)."
    assert told in done.stdout
    assert "other versions" not in said
    words = Ledger(store, "small").table()["typed"][0].splitlines()
    assert sorted(words) == sorted(typed[4:12])  # the options of the data, which a fit needs again
    answer = said[said.index("\nsmall: ") : said.index("\nThe runs:")]
    assert answer in done.stdout
