import pytest

from fairlab.errors import DataError
from fairlab.replication.entries import words


def test_text_must_be_text():
    assert words("here", {"name": "text"}, "name") == "text"
    with pytest.raises(DataError, match="here: 'name' must be text, is 3"):
        words("here", {"name": 3}, "name")
