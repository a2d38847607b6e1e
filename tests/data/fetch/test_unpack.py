import io
import zipfile
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from fairlab.data.fetch import fetch, load_fetched
from fairlab.data.fetch.unpack import read_member
from fairlab.errors import DataError
from tests.data.fetch.publisher import TABLE


def zipped(**members):
    archive = io.BytesIO()
    with ZipFile(archive, "w", ZIP_DEFLATED) as opened:
        for name, content in members.items():
            opened.writestr(name, content)
    return archive.getvalue()


NESTED = zipped(other=b"x", **{"inner.zip": zipped(**{"../table.csv": TABLE})})


def test_a_table_comes_out_of_an_archive_in_an_archive(publisher, tmp_path):
    publisher.content = NESTED
    publisher.manners = ["cut", "good"]
    entry = publisher.entry(members=["inner.zip", "../table.csv"])
    file = fetch(entry, tmp_path / "here")
    assert file.read_bytes() == TABLE
    assert load_fetched(entry, tmp_path / "here").rows == 2000
    assert sorted(f.suffix for f in (tmp_path / "here").iterdir()) == [".csv", ".lock"]
    assert [f.name for f in tmp_path.iterdir()] == ["here"]


@pytest.mark.parametrize(
    ("content", "members", "said"),
    [
        (zipped(other=b"x"), ["table.csv"], "holds no 'table.csv'"),
        (b"no archive at all", ["table.csv"], "cannot be unpacked"),
        (zipped(**{"table.csv": TABLE})[:-30], ["table.csv"], "cannot be unpacked"),
        (zipped(**{"inner.zip": b"x"}), ["inner.zip", "table.csv"], "cannot be unpacked"),
        (zipped(**{"table.csv": b"0" * 10**7}), ["table.csv"], "unpacks to more than"),
        (zipped(**{"table.csv": TABLE + b"\n"}), ["table.csv"], "unpacks to more than"),
        (zipped(**{"table.csv": TABLE[::-1]}), ["table.csv"], "not the table that was pinned"),
    ],
)
def test_an_archive_without_the_table_is_refused_and_not_kept(
    content, members, said, publisher, tmp_path
):
    publisher.content = content
    with pytest.raises(DataError, match=said):
        fetch(publisher.entry(members=members), tmp_path)
    assert [file.suffix for file in tmp_path.iterdir()] == [".lock"]


def test_damaged_bytes_in_an_archive_are_refused(tmp_path):
    content = bytearray(zipped(**{"table.csv": TABLE}))
    content[200:210] = bytes(10)
    (tmp_path / "archive").write_bytes(content)
    with pytest.raises(DataError, match="cannot be unpacked"):
        read_member(tmp_path / "archive", ["table.csv"], len(TABLE))


def test_a_bomb_is_never_unpacked_further_than_the_limit(tmp_path, monkeypatch):
    archive = tmp_path / "archive"
    archive.write_bytes(zipped(**{"table.csv": b"0" * 10**7}))
    read = []
    usual = zipfile.ZipExtFile.read

    def noted(self: zipfile.ZipExtFile, size: int) -> bytes:
        read.append(size)
        return usual(self, size)

    monkeypatch.setattr(zipfile.ZipExtFile, "read", noted)
    with pytest.raises(DataError, match="more than 1,000 bytes"):
        read_member(archive, ["table.csv"], 1000)
    assert read == [1001]
