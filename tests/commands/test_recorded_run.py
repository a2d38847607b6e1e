"""The data of a recorded run are those that it learned from, cut as it cut them."""

from dataclasses import replace

import pytest

from fairlab.commands.recorded_run import FINGERPRINT, Recorded, data_of
from fairlab.data import read_table
from fairlab.errors import RequestError
from tests.small import small_credit

ROLES = {"target": "bad", "sensitive": "age"}


def test_a_run_of_a_table_before_it_had_bands_is_audited_in_halves(tmp_path):
    file = tmp_path / "small.csv"
    small_credit().frame.to_csv(file, index=False)
    data = read_table(file, target="bad", sensitive=("age",))
    assert data.bands
    halves = replace(data, bands={})
    old = Recorded("1", {"fairlab.dataset": "small", FINGERPRINT: halves.fingerprint}, {}, 0)
    assert data_of(old, {"data": file, **ROLES}).groups().cuts == halves.groups().cuts
    with pytest.raises(RequestError, match="learned from other data"):
        data_of(old, {"data": file, **ROLES, "bands": {"age": (40,)}})
