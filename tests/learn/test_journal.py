import math

import numpy as np
import pytest

from fairlab.learn.journal import Journal, identity


def trial(number, score=0.1):
    return {"trial": number, "params": {"gamma": number / 3}, "score": score}


@pytest.fixture
def journal(tmp_path):
    return Journal(tmp_path / "made" / "trials.jsonl", "abc")


def test_no_file_is_no_trial_and_makes_nothing(journal):
    assert journal.finished() == {}
    assert not journal.path.parent.exists()


def test_floats_come_back_exactly(journal):
    score = math.nextafter(0.7, 1)
    journal.append(trial(1, score))
    assert journal.finished()[1] == trial(1, score)


def test_a_file_cut_at_any_byte_gives_the_whole_trials_before_the_cut(journal):
    for number in range(4):
        journal.append(trial(number))
    whole = journal.path.read_bytes()
    ends = [place for place, byte in enumerate(whole) if byte == ord("\n")]
    for cut in range(len(whole) + 1):
        journal.path.write_bytes(whole[:cut])
        # a line that only lacks its end is whole
        assert list(journal.finished()) == list(range(sum(cut >= end for end in ends)))


def test_what_is_written_after_a_torn_line_is_read(journal):
    journal.append(trial(0))
    journal.append(trial(1))
    whole = journal.path.read_bytes()
    for cut in range(whole.index(b"\n") + 1, len(whole)):
        journal.path.write_bytes(whole[:cut])
        journal.append(trial(1, 0.9))
        found = journal.finished()
        assert list(found) == [0, 1]
        assert found[1]["score"] == (0.1 if cut == len(whole) - 1 else 0.9)


def test_of_two_lines_of_a_trial_the_first_counts(journal):
    journal.append(trial(0, 0.1))
    journal.append(trial(0, 0.2))
    assert journal.finished()[0]["score"] == 0.1


def test_another_search_in_the_file_is_left_alone(journal):
    journal.append(trial(0, 0.1))
    other = Journal(journal.path, "xyz")
    assert other.finished() == {}
    other.append(trial(0, 0.2))
    assert journal.finished()[0]["score"] == 0.1
    assert other.finished()[0]["score"] == 0.2


def test_identity_changes_with_every_setting_and_every_number():
    rows = np.arange(6, dtype=np.float32)
    base = identity({"seed": 0}, [rows, None])
    assert base == identity({"seed": 0}, [rows.copy(), None])
    others = [
        identity({"seed": 1}, [rows, None]),
        identity({"seed": 0}, [None, rows]),
        identity({"seed": 0}, [rows.reshape(2, 3), None]),
        identity({"seed": 0}, [rows.astype(float), None]),
        identity({"seed": 0}, [np.nextafter(rows, np.float32(9)), None]),
    ]
    assert len({base, *others}) == 6
