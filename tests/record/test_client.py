import os

import pytest
from mlflow.exceptions import MlflowException
from mlflow.protos.databricks_pb2 import BAD_REQUEST, INVALID_PARAMETER_VALUE

from fairlab.record.client import ATTEMPTS, SETTINGS, complaint, connect, retry


class Busy:
    """Refuses so many calls."""

    def __init__(self, refusals: int, code: int = BAD_REQUEST) -> None:
        self.refusals = refusals
        self.code = code
        self.asked = 0

    def __call__(self) -> None:
        self.asked += 1
        if self.asked <= self.refusals:
            raise MlflowException("no", self.code)


@pytest.mark.parametrize("refusals", [0, 1, ATTEMPTS - 1])
def test_who_was_in_the_way_is_gone_the_next_time(refusals):
    busy = Busy(refusals)
    retry(busy)
    assert busy.asked == refusals + 1


def test_what_stays_impossible_is_raised():
    busy = Busy(ATTEMPTS)
    with pytest.raises(MlflowException):
        retry(busy)
    assert busy.asked == ATTEMPTS


def test_what_a_server_says_commands_no_terminal():
    said = complaint(MlflowException("Response body: '\x1b]0;pwn\x07'"))
    assert r"'\x1b]0;pwn\x07'" in said


def test_other_refusals_are_not_repeated():
    busy = Busy(1, INVALID_PARAMETER_VALUE)
    with pytest.raises(MlflowException):
        retry(busy)
    assert busy.asked == 1


@pytest.mark.parametrize(("asked", "tries"), [(None, "5"), ("9", "9")])
def test_a_server_that_is_gone_is_waited_for_as_long_as_is_asked(monkeypatch, asked, tries):
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    if asked:
        monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", asked)
    connect("http://127.0.0.1:9")
    assert os.environ["MLFLOW_HTTP_REQUEST_MAX_RETRIES"] == tries
