"""A strategy that fails: told in three lines, and the others are recorded all the same."""

import errno

import pytest
from imblearn.over_sampling import SMOTE
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from fairlab.data import Dataset
from fairlab.engines import open_engine
from fairlab.errors import RequestError
from fairlab.experiment.design import Design
from fairlab.experiment.failure import RunFailure, describe_failures, result_or_failure
from fairlab.experiment.run import run
from fairlab.experiment.spec import RunSpec
from fairlab.experiment.strategy import Strategy
from fairlab.experiment.sweep import plan, run_missing
from fairlab.mitigate import KeepRecall
from fairlab.record import Ledger, RunResult
from tests.small import small_credit

pytestmark = pytest.mark.slow

TREES = HistGradientBoostingClassifier(max_iter=5)
SELECTED = ColumnTransformer([("numbers", "passthrough", ["incme"])])
WORKS = Strategy("works", TREES)
NO_NAN = Strategy("no_nan", TREES, SMOTE())
NO_COLUMN = Strategy("no_column", make_pipeline(SELECTED, LogisticRegression()))
AFTER = Strategy("after", TREES, rule=KeepRecall("no_nan"))
AFTER_THAT = Strategy("after_that", TREES, rule=KeepRecall("after"))
KEPT = Strategy("kept", TREES, rule=KeepRecall("works"))
FOLDS = Design(folds=2)
ALL = (NO_NAN, NO_COLUMN, WORKS, AFTER, AFTER_THAT, KEPT)


def numbers() -> Dataset:
    """The small table without text, so that SMOTE has nothing against it but what is missing."""
    frame = small_credit().frame[["sex", "age", "income", "bad"]]
    frame = frame.assign(sex=(frame["sex"] == "m").astype(int))
    assert frame["income"].isna().any()
    return Dataset("small", frame, target="bad", sensitive=("sex",))


@pytest.fixture(scope="module")
def data():
    return numbers()


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_others_are_recorded_and_what_needs_a_failed_one_is_skipped(jobs, store, data):
    seen = {}
    ledger = Ledger(store, "small")
    specs = plan(ALL, data, [0, 1], FOLDS)
    with open_engine("joblib", jobs=jobs) as engine:
        failed = run_missing(
            specs, data, ledger, engine, lambda spec, found: seen.setdefault(spec.key, found)
        )
    skipped = ("no_nan", "no_column", "after", "after_that")
    found = [(one.strategy, one.seed) for one in failed]
    assert found == [(name, seed) for name in skipped for seed in (0, 1)]
    table = ledger.table()
    assert sorted(set(table["strategy"])) == ["kept", "works"]
    assert len(table) == 4
    assert {spec.key for spec in specs} <= seen.keys()
    steps = {one.strategy: one.step for one in failed}
    assert steps["no_nan"] == "sampler (SMOTE)"
    assert steps["no_column"] == "model (Pipeline)"
    traces = {one.strategy: one.trace for one in failed}
    assert "Input X contains NaN" in traces["no_nan"]
    assert "in fit_resample" in traces["no_nan"]
    assert traces["after"] == traces["after_that"] == ""
    assert not list((store.private / "work").rglob("*.jsonl"))


@pytest.mark.parametrize(
    ("folds", "told"),
    [([1], " of fold 1 alone"), ([0, 2], " of folds 0, 2 alone"), ([0, 1, 2], "")],
)
def test_a_fold_that_fails_alone_is_named(folds, told, data):
    (spec,) = plan([WORKS], data, [0], Design(folds=3))
    failed = RunFailure("asked_first", 0, "model (Trees)", "ValueError: no", "")
    found = RunFailure.of_folds(spec, dict.fromkeys(folds, failed))
    assert (found.strategy, found.step) == ("works", f"model (Trees){told}")


def test_what_failed_is_tried_again_and_what_did_not_is_not(store, data):
    ledger, seen = Ledger(store, "small"), []
    specs = plan([NO_NAN, WORKS], data, [0], FOLDS)
    for _ in range(2):
        run_missing(specs, data, ledger, watch=lambda spec, _: seen.append(spec))
    runs, fits = ([s.strategy_name for s in seen if s.kind == kind] for kind in ("run", "fit"))
    assert runs == ["no_nan", "works", "no_nan"]
    assert fits == [*(["no_nan"] * 2), *(["works"] * 2), *(["no_nan"] * 2)]


class Fails(HistGradientBoostingClassifier):
    """Fails as it is told to."""

    error: BaseException

    def fit(self, X, y):
        raise self.error


class Silent(HistGradientBoostingClassifier):
    """Answers as often as a rule asks, and no more."""

    def fit(self, X, y):
        self.asked_ = 0
        return super().fit(X, y)

    def predict_proba(self, X):
        self.asked_ += 1
        if self.asked_ > 1:
            raise ValueError("no more")
        return super().predict_proba(X)


@pytest.fixture
def failing_with(monkeypatch):
    """Make a strategy that fails with an exception."""

    def make(error):
        monkeypatch.setattr(Fails, "error", error, raising=False)
        return Strategy("fails", Fails())

    return make


def outcome(strategy, data):
    """Compute a run whose fits are not at hand yet."""
    return result_or_failure(data, RunSpec(strategy, data.identity, 0, FOLDS), run)


def test_what_the_disk_has_against_it_is_the_fault_of_no_strategy(failing_with, data):
    full = OSError(errno.ENOSPC, "No space left on device", "journal.jsonl")
    with pytest.raises(OSError, match="No space left"):
        outcome(failing_with(full), data)
    _, found = outcome(failing_with(FileNotFoundError(errno.ENOENT, "No such file", "x")), data)
    assert found.cause == "FileNotFoundError: [Errno 2] No such file: 'x'"


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
def test_a_file_that_a_step_may_not_open_is_the_fault_of_that_step(number, failing_with, data):
    _, found = outcome(failing_with(OSError(number, "Not permitted", "/data/aux.csv")), data)
    assert found.step == "model (Fails)"
    assert "'/data/aux.csv'" in found.cause


def test_a_file_of_ours_that_may_not_be_written_is_the_fault_of_no_step(data):
    def refuse(*_):
        raise PermissionError(errno.EACCES, "Permission denied", "journal.jsonl")

    spec = RunSpec(WORKS, data.identity, 0, FOLDS)
    for one in (spec, spec.fits[0]):
        with pytest.raises(PermissionError, match="Permission denied"):
            result_or_failure(data, one, refuse)


class UntoldError(Exception):
    """Cannot be told."""

    def __str__(self):
        raise RuntimeError("no text")


def test_an_exit_in_a_step_ends_that_strategy_alone(failing_with, data):
    _, found = outcome(failing_with(SystemExit(3)), data)
    assert found.step == "model (Fails)"
    assert found.cause.startswith("it called sys.exit(3)")


def test_an_exception_whose_text_cannot_be_told_is_told_by_its_name(failing_with, data):
    _, found = outcome(failing_with(UntoldError()), data)
    assert found.cause == "UntoldError: it has no text: its __str__ raised RuntimeError"


def test_a_ctrl_c_is_no_failure(failing_with, data):
    with pytest.raises(KeyboardInterrupt):
        outcome(failing_with(KeyboardInterrupt()), data)


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (RequestError("No such.\nHere.\nTake another."), "No such. Here. Take another."),
        (ValueError("one\ntwo"), "ValueError: one"),
        (ValueError(), "ValueError: "),
        (OSError("no db://ann:s3c@ret@host"), "OSError: no db://ann:***@host"),
        (ZeroDivisionError("x" * 1000), f"ZeroDivisionError: {'x' * 1000}"[:400]),
    ],
)
def test_the_cause_is_one_line(error, cause, failing_with, data):
    _, found = outcome(failing_with(error), data)
    assert isinstance(found, RunFailure)
    assert (found.cause, found.step) == (cause, "model (Fails)")
    (told,) = describe_failures([found])
    assert len(told.splitlines()) == 2
    assert "s3c" not in found.trace


def test_a_model_that_fails_when_it_is_audited_is_told_so(data):
    _, found = outcome(Strategy("silent", Silent(max_iter=5)), data)
    assert (found.step, found.cause) == ("model (Silent)", "ValueError: no more")


def test_what_works_gives_its_key_and_a_result(data):
    spec = RunSpec(WORKS, data.identity, 0, FOLDS)
    key, found = outcome(WORKS, data)
    assert key == spec.key
    assert isinstance(found, RunResult)
