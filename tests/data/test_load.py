"""Datasets by their name."""

import subprocess
import sys

import pytest

import fairlab.data
from fairlab.errors import RequestError


def test_names_are_those_of_the_files_that_make_a_dataset():
    found = fairlab.data.names()
    assert {"adult", "taiwan"} <= set(found)
    assert {"table", "describe", "dataset", "groups", "checks"}.isdisjoint(found)
    assert found == sorted(found)


def test_an_unknown_name_suggests_the_nearest():
    with pytest.raises(RequestError, match=r"'tawian'. Did you mean 'taiwan'\?"):
        fairlab.data.load("tawian")


@pytest.mark.parametrize("name", ["table", "describe", "../x", "embedded", ""])
def test_no_other_module_can_be_loaded(name):
    with pytest.raises(RequestError, match="There is no dataset"):
        fairlab.data.load(name)


def test_an_unknown_attribute_is_one():
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = fairlab.data.nothing


@pytest.mark.parametrize("name", fairlab.data.__all__)
def test_every_public_name_is_there(name):
    assert getattr(fairlab.data, name).__name__ == name


def test_listing_the_datasets_imports_no_pandas():
    code = "import sys, fairlab.data; fairlab.data.names(); print('pandas' in sys.modules)"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "False"
