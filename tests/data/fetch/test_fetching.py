import threading
from dataclasses import replace
from hashlib import sha1, sha256

import pytest

import fairlab.data.fetch.download as download
from fairlab.data.fetch import cached_file, fetch
from fairlab.errors import DataError, RequestError
from tests.data.fetch.publisher import TABLE


def left(folder):
    """What there is besides the lock."""
    return sorted(file.name for file in folder.iterdir() if file.suffix != ".lock")


def test_a_table_is_fetched_once_and_named_by_its_checksum(publisher, tmp_path):
    entry, told = publisher.entry(), []
    file = fetch(entry, tmp_path, progress=lambda *bytes_: told.append(bytes_))
    assert fetch(entry, tmp_path) == file
    assert file.read_bytes() == TABLE
    assert left(tmp_path) == [f"toy-{sha256(TABLE).hexdigest()[:12]}.csv"] == [file.name]
    assert told[-1] == (len(TABLE), len(TABLE))
    assert publisher.asked_from == [0]


def test_a_git_blob_id_is_as_good_as_a_sha256(publisher, tmp_path):
    blob = sha1(b"blob %d\0" % len(TABLE) + TABLE).hexdigest()
    entry = publisher.entry(checksum=f"git:{blob}", bytes=None)
    assert fetch(entry, tmp_path).read_bytes() == TABLE
    with pytest.raises(DataError, match="not the table that was pinned"):
        fetch(replace(entry, checksum="git:" + "0" * 40), tmp_path)


def test_what_is_cut_off_is_gone_on_with(publisher, tmp_path):
    publisher.manners = ["cut", "cut", "good"]
    assert fetch(publisher.entry(), tmp_path).read_bytes() == TABLE
    half = len(TABLE) // 2
    assert publisher.asked_from == [0, half, half + (len(TABLE) - half) // 2]


def test_what_is_cut_off_each_time_is_kept_for_the_next_command(publisher, tmp_path):
    publisher.manners = ["cut"]
    with pytest.raises(DataError, match=r"broke off after [\d,]+ of [\d,]+ bytes \(3 attempts\)"):
        fetch(publisher.entry(), tmp_path)
    (part,) = left(tmp_path)
    size = (tmp_path / part).stat().st_size
    assert part.endswith(".part")
    assert 0 < size < len(TABLE)
    publisher.manners = ["good"]
    assert fetch(publisher.entry(), tmp_path).read_bytes() == TABLE
    assert publisher.asked_from[-1] == size
    assert len(left(tmp_path)) == 1


def test_a_server_that_starts_anew_is_followed(publisher, tmp_path):
    publisher.manners = ["cut", "ignoring_range"]
    assert fetch(publisher.entry(), tmp_path).read_bytes() == TABLE
    assert publisher.asked_from == [0, len(TABLE) // 2]


def test_a_server_that_goes_on_elsewhere_is_asked_anew(publisher, tmp_path):
    publisher.manners = ["cut", "elsewhere", "good"]
    assert fetch(publisher.entry(), tmp_path).read_bytes() == TABLE
    assert publisher.asked_from == [0, len(TABLE) // 2, 0]


def test_a_whole_part_that_was_never_named_is_used(publisher, tmp_path):
    file = cached_file(publisher.entry(), tmp_path)
    file.with_suffix(".part").write_bytes(TABLE)
    assert fetch(publisher.entry(), tmp_path) == file
    assert publisher.asked_from == [len(TABLE)]


def test_a_part_that_is_too_long_is_thrown_away(publisher, tmp_path):
    file = cached_file(publisher.entry(), tmp_path)
    file.with_suffix(".part").write_bytes(TABLE + b"more")
    assert fetch(publisher.entry(), tmp_path).read_bytes() == TABLE
    assert publisher.asked_from == [len(TABLE) + 4, 0]


@pytest.mark.parametrize("manners", [["good"], ["cut", "good"]])
def test_an_altered_table_is_refused_and_not_kept(manners, publisher, tmp_path):
    publisher.content = TABLE.replace(b"m,1", b"f,1")
    publisher.manners = manners
    with pytest.raises(DataError, match="nothing of it is kept") as refused:
        fetch(publisher.entry(), tmp_path)
    assert sha256(publisher.content).hexdigest() in str(refused.value)
    assert str(refused.value).count("\n") == 2
    assert left(tmp_path) == []


def test_a_file_that_was_changed_here_is_fetched_anew(publisher, tmp_path):
    file = fetch(publisher.entry(), tmp_path)
    file.write_bytes(TABLE[:-1])
    assert fetch(publisher.entry(), tmp_path).read_bytes() == TABLE


@pytest.mark.parametrize("manner", ["silent", "halting"])
def test_a_silent_server_is_given_up_in_words(manner, publisher, tmp_path, monkeypatch):
    monkeypatch.setattr(download, "SECONDS_OF_SILENCE", 0.2)
    publisher.manners = [manner]
    with pytest.raises(DataError, match=r"127\.0\.0\.1 was silent for 0\.2 seconds \(3 attempts"):
        fetch(publisher.entry(), tmp_path)


def test_more_than_was_expected_is_refused_before_it_comes(publisher, tmp_path):
    publisher.content = TABLE + b"more"
    told = []
    with pytest.raises(DataError, match="sends more than the"):
        fetch(publisher.entry(), tmp_path, progress=lambda *bytes_: told.append(bytes_))
    assert told == left(tmp_path) == []


def test_more_than_was_expected_is_refused_as_it_comes(publisher, tmp_path):
    publisher.content = TABLE * 50
    publisher.manners = ["unannounced"]
    with pytest.raises(DataError, match="sends more than the"):
        fetch(publisher.entry(), tmp_path)
    assert left(tmp_path) == []


def test_a_server_that_does_not_say_how_much_there_is_will_do(publisher, tmp_path):
    publisher.manners = ["unannounced"]
    told = []
    file = fetch(publisher.entry(), tmp_path, progress=lambda *bytes_: told.append(bytes_))
    assert file.read_bytes() == TABLE
    assert told[-1] == (len(TABLE), None)


def test_an_overloaded_server_is_asked_again(publisher, tmp_path):
    publisher.manners = ["status 503", "good"]
    assert fetch(publisher.entry(), tmp_path).read_bytes() == TABLE


def test_a_table_that_has_moved_is_not_asked_for_again(publisher, tmp_path):
    publisher.manners = ["status 404"]
    with pytest.raises(DataError, match="answered 404 Not Found"):
        fetch(publisher.entry(), tmp_path)
    assert publisher.asked_from == [0]


def test_a_machine_that_is_not_there_is_named(publisher, tmp_path):
    with pytest.raises(DataError, match=r"127\.0\.0\.1 broke the connection off"):
        fetch(publisher.entry(url="http://127.0.0.1:1/table"), tmp_path)


def test_two_at_once_fetch_it_once(publisher, tmp_path):
    both = [threading.Thread(target=fetch, args=(publisher.entry(), tmp_path)) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert publisher.asked_from == [0]
    assert len(left(tmp_path)) == 1


def test_a_licence_that_restricts_has_to_be_accepted(publisher, tmp_path):
    entry = publisher.entry(restricted="No commercial use.")
    with pytest.raises(RequestError, match="No commercial use") as refused:
        fetch(entry, tmp_path / "new")
    assert "fairlab data fetch toy --accept-license" in str(refused.value)
    assert publisher.asked_from == []
    assert not (tmp_path / "new").exists()
    fetch(entry, tmp_path, accept_license=True)
    assert fetch(entry, tmp_path).read_bytes() == TABLE


def test_a_folder_that_cannot_be_written_is_named(publisher, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(DataError, match="FAIRLAB_DATA"):
        fetch(publisher.entry(), tmp_path / "file" / "in")


def test_a_misspelt_name_is_helped():
    with pytest.raises(RequestError, match="Did you mean 'compas'"):
        fetch("kompas")
