from pathlib import Path

from fairlab.data.fetch.cache import cache_folder, cached_file
from fairlab.data.fetch.entry import named


def test_the_folder_is_the_one_named_or_in_the_users_cache(monkeypatch):
    monkeypatch.setenv("FAIRLAB_DATA", "/mine")
    monkeypatch.setenv("XDG_CACHE_HOME", "/cache")
    assert cache_folder() == Path("/mine")
    monkeypatch.delenv("FAIRLAB_DATA")
    assert cache_folder() == Path("/cache/fairlab")
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert cache_folder() == Path.home() / ".cache" / "fairlab"


def test_another_version_of_a_table_has_another_file(tmp_path):
    file = cached_file(named("german_credit"), tmp_path)
    assert file == tmp_path / "german_credit-b21f3d81db80.csv"
