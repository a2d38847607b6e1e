"""The drift check in words and on the page: of blocks in time alone."""

import re
from dataclasses import replace

import pytest

from fairlab.compare.comparison import compare_people
from fairlab.compare.comparison_sentences import answer_sentences
from fairlab.compare.drift_words import DRIFT_COLUMNS, drift_rows, drift_sentences
from fairlab.report.sections.drift_section import drift_section
from tests.audit.test_drift import in_time
from tests.compare.toy_people import toy_comparison


@pytest.fixture(scope="module")
def found():
    return compare_people(in_time(caught_late=0.2), "plain", dataset="toy")


def test_the_answer_ends_with_what_drifted(found):
    (said,) = drift_sentences(found)
    assert list(answer_sentences(found))[-1] == said
    assert said.startswith("plain, the last of 5 blocks in time against those before it: ")
    assert re.search(r"Recall of everyone \.\d+ \(\d+\), before \.\d+ \(\d+\): -\.\d+ \(band", said)
    differ = int(re.search(r"(\d+) of 24 statements differ", said)[1])
    assert said.endswith(f"; and {differ - 3} more.")


def test_without_drift_that_is_said():
    found = compare_people(in_time(), "plain")
    assert found.drift["answer"].isin(["alike", "open"]).all()
    assert next(drift_sentences(found)).endswith(". No drift is shown.")


def test_a_row_names_whom_it_is_about(found):
    rows = drift_rows(found.drift)
    assert len(rows) == len(found.drift)
    assert all(len(row) == len(DRIFT_COLUMNS) for row in rows)
    assert list(dict.fromkeys(row[0] for row in rows)) == [
        "everyone",
        "sex, f",
        "sex, m",
        "age, mid",
        "age, old",
        "age, young",
    ]


def test_the_page_has_a_table_per_strategy(found):
    (panel,) = drift_section(found).panels
    assert len(panel.sheet.rows) == len(found.drift)
    assert len(found.statements) == len(found.levels) + len(found.gaps) + len(found.drift)


def test_folds_that_are_no_blocks_in_time_have_no_drift():
    found = toy_comparison("baseline", "fair")
    assert not list(drift_sentences(found))
    assert drift_section(found) is None
    assert found.drift.empty
    assert drift_section(replace(found, drift=found.gaps.head(0))) is None
