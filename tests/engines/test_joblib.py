"""Worker processes on this machine: light, beside one table, and told of when they are killed."""

import os
import pickle
import signal
import sys
from concurrent.futures import Future
from functools import partial

import numpy as np
import pandas as pd
import pytest
from joblib import cpu_count
from joblib.externals.loky.process_executor import ShutdownExecutorError

from fairlab.data import Dataset
from fairlab.engines import open_engine
from fairlab.engines.joblib import Local
from fairlab.errors import RequestError
from fairlab.experiment.design import Design
from fairlab.experiment.run import run
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from tests.small import small_credit


def mapped_and_writeable(data: Dataset, place: int) -> tuple[bool, bool]:
    values = data.frame.iloc[:, place].to_numpy()
    root = values
    while isinstance(root.base, np.ndarray):
        root = root.base
    return isinstance(root, np.memmap), values.flags.writeable


def imported_after(data: Dataset, spec: RunSpec) -> set[str]:
    run(data, spec)
    return {name.partition(".")[0] for name in sys.modules}


def test_only_that_the_workers_were_gone_is_not_told(caplog):
    list(Local(1).run(os.getcwd, [()], 1))
    for error in (ShutdownExecutorError("cannot schedule new futures"), ValueError("a fault")):
        future: Future = Future()
        future.add_done_callback(partial(fail, error))
        future.set_result(None)
    assert [record.exc_info[0] for record in caplog.records] == [ValueError]


def fail(error: Exception, future: Future) -> None:
    raise error


@pytest.mark.slow
def test_the_table_is_read_from_one_file_by_all_workers():
    rows = np.arange(300_000)
    frame = pd.DataFrame({"x": rows / 7, "z": rows / 3, "y": rows % 2})
    data = Dataset("large", frame, target="y")
    calls = [(data, 0), (data, 1)]
    assert list(Local(2).run(mapped_and_writeable, calls, 2)) == [(True, False)] * 2


@pytest.mark.slow
def test_workers_do_not_import_mlflow():
    data = small_credit()
    tiny = Strategy("tiny", TunedXGB(trials=1, trees=5))
    spec = RunSpec(tiny, data.identity, 0, Design(folds=2))
    with open_engine("joblib", jobs=2) as engine:
        (found,) = engine.run(imported_after, [(data, spec)], 2)
    assert "xgboost" in found
    assert found.isdisjoint({"mlflow", "optuna", "sqlalchemy", "distributed", "matplotlib"})


def test_the_cores_are_divided_among_what_runs_side_by_side():
    cores = cpu_count()
    assert Local().threads(1) == cores
    assert Local(cores).threads(cores) == 1
    assert Local(4 * cores).threads(4 * cores) == 1


@pytest.mark.slow
def test_a_worker_that_is_killed_is_told_in_words():
    with pytest.raises(RequestError, match="fewer jobs"):
        list(Local(2).run(signal.raise_signal, [(signal.SIGKILL,)] * 2, 2))


def test_a_worker_keeps_the_first_copy_of_a_table_until_there_is_another():
    engine, one, other = Local(2), small_credit(), small_credit()
    sent = [pickle.dumps(engine.share(data)) for data in (one, one, other)]
    first, again, next_one = (pickle.loads(text).data for text in sent)
    assert first is again is not one
    assert next_one is not first
