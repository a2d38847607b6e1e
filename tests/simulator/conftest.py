"""One small simulation that the tests of the simulator share; it is never changed."""

import pytest

from fairlab.data.dataset import Dataset
from fairlab.data.sets.telecom import telecom


@pytest.fixture(scope="package")
def data() -> Dataset:
    return telecom(rows=24_000, seed=3)
