"""Nothing is overwritten that is not ours, or that somebody edited."""

import resource
from types import SimpleNamespace

import pytest

from fairlab.document.document_folder import read_figures, refuse_foreign, save_document
from fairlab.errors import DataError, RequestError


def test_a_new_folder_an_empty_one_and_an_unchanged_document_are_taken(tmp_path, made):
    (tmp_path / "empty").mkdir()
    for folder in (tmp_path / "new", tmp_path / "empty", made):
        refuse_foreign(folder, overwrite=False)


def test_files_of_others_are_refused_unless_asked(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(RequestError, match=r"not of this document: notes.txt"):
        refuse_foreign(tmp_path, overwrite=False)
    refuse_foreign(tmp_path, overwrite=True)
    refuse_foreign(tmp_path, overwrite=False, read=tmp_path / "notes.txt")


def test_a_document_that_was_edited_is_refused(copied):
    with (copied / "documentation.md").open("a") as file:
        file.write("A line of mine.\n")
    with pytest.raises(RequestError, match=r"some would be lost: documentation.md"):
        refuse_foreign(copied, overwrite=False)


def test_a_document_that_cannot_be_written_whole_leaves_no_part(tmp_path):
    written = SimpleNamespace(files={"documentation.html": "a", "model_card.md": "b" * 10**7})
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(RequestError, match=r"model_card.md cannot be written: File too large"):
            save_document(tmp_path, written)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(tmp_path.iterdir()) == []


def test_files_under_our_names_without_our_figures_are_refused(tmp_path):
    (tmp_path / "documentation.md").write_text("mine")
    (tmp_path / "figures.json").write_text("{}")
    with pytest.raises(RequestError, match=r"some would be lost: documentation.md, figures.json"):
        refuse_foreign(tmp_path, overwrite=False)


def test_a_file_and_a_folder_in_none_are_refused(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(RequestError, match="is a file; name a folder"):
        refuse_foreign(tmp_path / "file", overwrite=True)
    with pytest.raises(RequestError, match="There is no folder"):
        refuse_foreign(tmp_path / "nowhere" / "doc", overwrite=False)


@pytest.mark.parametrize(
    ("text", "told"),
    [(None, "There is no document in"), ("{", "no valid JSON any more"), ("[]", "not written by")],
)
def test_a_folder_without_a_document_is_told(text, told, tmp_path):
    if text is not None:
        (tmp_path / "figures.json").write_text(text)
    with pytest.raises(DataError, match=told):
        read_figures(tmp_path)
