"""What every public table in the registry must say; a new TOML file is found by itself."""

import re
from urllib.parse import urlsplit

import pytest

from fairlab import data
from fairlab.data.fetch import load_fetched, named, names
from fairlab.errors import RequestError

ROLES = {"target", "positive", "sensitive", "audit_only", "balance", "ignore", "time", "labels",
         "words"}  # fmt: skip


@pytest.fixture(params=names())
def entry(request):
    return named(request.param)


def test_its_name_is_free_and_can_be_a_file(entry):
    assert re.fullmatch(r"[a-z][a-z0-9_]*", entry.name)
    assert entry.name not in data.names()


def test_its_address_is_safe_and_as_unchanging_as_there_is(entry):
    assert urlsplit(entry.url).scheme == urlsplit(entry.page).scheme == "https"
    if "archive.ics.uci.edu" not in entry.url:
        assert re.search(r"/[0-9a-f]{40}/", entry.url), "pinned to a commit"


def test_its_checksum_is_whole(entry):
    assert re.fullmatch(r"sha256:[0-9a-f]{64}|git:[0-9a-f]{40}", entry.checksum)


def test_what_comes_out_of_an_archive_has_a_known_size(entry):
    assert entry.bytes or not entry.members


def test_its_terms_and_counts_are_said(entry):
    assert entry.title
    assert entry.licence
    assert 0 < entry.positives < entry.rows
    assert bool(entry.restricted) == (not entry.licence.startswith(("CC BY 4.0", "Apache")))


def test_its_roles_are_those_of_a_dataset_and_of_columns_that_are_read(entry):
    roles = dict(entry.roles)
    assert roles.keys() <= ROLES
    assert roles["sensitive"]
    assert set(roles.get("balance", [])) <= set(roles["sensitive"])
    assert set(roles.get("labels", {})) <= set(roles["sensitive"])
    read = entry.layout.keep or entry.layout.names
    if read:
        named_columns = {roles["target"], *roles["sensitive"], *roles.get("ignore", [])}
        assert named_columns <= set(read)
        assert set(entry.layout.categories) <= set(read)


def test_loading_it_before_it_is_fetched_says_what_to_type(entry, tmp_path):
    with pytest.raises(RequestError, match=f"fairlab data fetch {entry.name}"):
        load_fetched(entry.name, tmp_path)
