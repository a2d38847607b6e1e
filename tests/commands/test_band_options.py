"""``--bands`` as it is typed."""

import pytest

from fairlab.commands.band_options import bands_typed
from fairlab.data.bands import bands_as_typed
from fairlab.errors import RequestError


@pytest.mark.parametrize("text", ["age", "age=", "=25", "age=young", "age=nan", "age=,"])
def test_what_is_no_band_is_refused(text):
    with pytest.raises(RequestError, match="--bands"):
        bands_typed([text])


def test_a_column_is_named_once():
    with pytest.raises(RequestError, match="'age' twice"):
        bands_typed(["age=25", "age=35"])


def test_what_is_written_is_read_the_same():
    bands = {"age": (25.0, 62.5), "net income": (1e-3, 1234567.891)}
    assert bands_typed(bands_as_typed(bands)) == bands
