"""Decisions watched batch by batch, as it is typed: what is told, and how the command ends."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest

from fairlab.commands.monitor import watch
from fairlab.commands.monitor_outputs import statement_table
from fairlab.monitor.e_statements import evaluate
from fairlab.monitor.state_file import reading
from fairlab.monitor.watched_state import State
from tests.monitor.months import COLUMNS, LABELS, LATER, month, write

pytestmark = pytest.mark.slow

STATE = "monitor-monitor.db"


def blocks(kind="decided"):
    """Give the people of every block of the newest process."""
    query = (
        "SELECT name, counts FROM blocks WHERE kind = ? AND process = (SELECT max(id) FROM "
        "processes) ORDER BY id"
    )
    with closing(sqlite3.connect(STATE)) as db:
        rows = db.execute(query, (kind,)).fetchall()
    return {name: sum(map(sum, json.loads(text)["groups"]["sex"].values())) for name, text in rows}


def test_a_bias_gives_an_alarm_and_equal_groups_do_not(monitor_typed):
    files = [write(at, people=2000, bias=0.4 * (at > 2)) for at in range(1, 5)]
    code, out, _ = monitor_typed(*files[:2], *COLUMNS, *LATER)
    assert code == 2
    assert "0 alarms" in out
    code, out, _ = monitor_typed(*files, *LATER)
    assert code == 1
    assert "share flagged by sex, m against f: alarm since March 2026: gap -." in out
    assert out.count("counted before, to the byte; it counts once.") == 2
    assert "share flagged by job" in out
    page = Path("monitor-monitor.html").read_text()
    assert "alarm since March 2026" in page
    assert page.count("<svg") == 4
    assert monitor_typed(*LATER)[0] == 1, "an alarm stays"


def test_labels_count_by_cohort_when_they_are_final(monitor_typed):
    first = write(1, labelled=False)
    code, out, _ = monitor_typed(first, *COLUMNS, *LABELS, "--today", "2026-02-20", "--no-record")
    assert "no labels are final yet" in out
    assert blocks("labelled") == {}
    month(1)[["id", "bad"]].iloc[:500].to_csv("labels.csv", index=False)
    monitor_typed("--labels", "labels.csv", "--today", "2026-03-01", "--no-record")
    assert blocks("labelled") == {}, "31 January and 30 days is 2 March"
    code, out, _ = monitor_typed("--today", "2026-03-02", "--no-record")
    assert "January 2026: 83% of 600 labels are known; others are left out." in out
    assert blocks("labelled") == {"January 2026": 600}
    month(1)[["id", "bad"]].to_csv("all.csv", index=False)
    code, out, _ = monitor_typed("--labels", "all.csv", *LATER)
    assert "all.csv: 100 labels are new. 100 of them came after their cohort was counted" in out
    assert blocks("labelled") == {"January 2026": 600}
    assert code == 2


def test_a_batch_fed_again_with_its_labels_counts_once(monitor_typed):
    monitor_typed(write(1, labelled=False), *COLUMNS, *LABELS, *LATER)
    code, out, _ = monitor_typed(*LATER)
    assert "No label of January 2026 is known" in out
    assert code == 3
    code, out, _ = monitor_typed(write(1), *LATER)
    assert "2026-01.csv was counted before; it counts once. 2026-01.csv: 600 labels are new." in out
    assert (blocks(), blocks("labelled")) == ({"2026-01.csv": 600}, {"January 2026": 600})
    assert code == 2


def test_labels_of_accepted_people_alone_are_told(monitor_typed):
    frame = month(1)
    frame["bad"] = frame["bad"].where(frame["flag"] == 0)
    frame.to_csv("jan.csv", index=False)
    code, out, _ = monitor_typed(
        "jan.csv", *COLUMNS, *LABELS, *LATER, "--measures", "selection_rate,recall,npv"
    )
    assert "labels exist for accepted people only" in out
    assert "recall by sex, m against f: not measured" in out
    assert code == 3
    assert "negative predictive value by sex, m against f: too early: at most ." in out


def test_labels_that_contradict_are_refused_and_corrected_in_a_new_process(monitor_typed):
    monitor_typed(write(1), *COLUMNS, *LABELS, *LATER)
    other = month(1)[["id", "bad"]].assign(bad=lambda frame: 1 - frame["bad"]).iloc[:7]
    other.to_csv("other.csv", index=False)
    code, _, said = monitor_typed("--labels", "other.csv", *LATER)
    assert code == 2
    assert "7 rows have another label than before; nothing was changed." in said
    code, out, _ = monitor_typed("--labels", "other.csv", "--correct", *LATER)
    assert "Process 2 begins, as labels of other.csv were corrected." in out
    assert (blocks(), blocks("labelled")) == ({"2026-01.csv": 600}, {"January 2026": 600})
    other.assign(bad=[0, 1] * 3 + [0], id=other["id"].iloc[0]).to_csv("both.csv", index=False)
    assert "1 ids stand there with both labels" in monitor_typed("--labels", "both.csv", *LATER)[2]
    other.assign(id="nobody").iloc[:1].to_csv("none.csv", index=False)
    assert "1 row are of ids that no batch had" in monitor_typed("--labels", "none.csv", *LATER)[1]


def test_a_corrected_batch_is_recognised_and_counts_in_a_new_process(monitor_typed):
    first, second = write(1), write(2)
    monitor_typed(first, second, *COLUMNS, *LABELS, *LATER)
    corrected = month(1, labelled=False).iloc[:590]
    corrected.assign(flag=1).to_csv(first, index=False)
    code, _, said = monitor_typed(first, *LATER)
    assert code == 2
    assert "counted before, of 600 rows, and this one holds other decisions (590 rows)" in said
    assert blocks() == {first: 600, second: 600}
    _, out, _ = monitor_typed(first, "--correct", *LATER)
    assert "Process 2 begins, as 2026-01.csv was corrected." in out
    assert [*blocks().items()] == [(first, 590), (second, 600)], "in the order of their dates"
    assert blocks("labelled") == {"January 2026": 590, "February 2026": 600}, "labels are kept"
    assert "Process 2" in Path("monitor-monitor.html").read_text()


def test_a_correction_says_what_a_fresh_monitor_says_of_the_same_files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    frames = {f"{at}.csv": month(at, people=400, bias=0.5 * (at > 1)) for at in (1, 2, 3)}
    asked = {"groups": "sex", "decision": "flag", "approve": "0", "row_id": "id", "time": "on",
             "label": "bad", "maturity": "30", "today": "2026-12-31"}  # fmt: skip

    def said(state, files, **options):
        watch(files, "monitor", [], list, True, Path(state), **asked, **options)
        with reading(Path(state)) as db:
            now = State(db)
            return statement_table(evaluate(now, now.settings, now.current.number))

    for name, frame in frames.items():
        wrong = frame if name == "3.csv" else frame.assign(bad=None).iloc[:300]
        wrong.to_csv(name, index=False)
    said("corrected", [*frames])
    for name in ("2.csv", "1.csv"):
        frames[name].to_csv(name, index=False)
        corrected = said("corrected", [name], correct=True)
    fresh = said("fresh", [*frames])
    assert "alarm since February 2026" in fresh["said"].str.cat()
    pd.testing.assert_frame_equal(corrected.assign(process=1), fresh)


def test_a_reference_that_is_no_group_of_the_first_batch_is_refused(monitor_typed):
    first = write(1)
    code, _, said = monitor_typed(first, *COLUMNS, "--reference", "sex=female", *LATER)
    assert (code, "`sex` has no group 'female'" in said) == (2, True)
    code, out, _ = monitor_typed(first, *COLUMNS, "--reference", "sex=m", *LATER)
    assert "share flagged by sex, f against m" in out


def test_a_corrected_batch_keeps_the_label_of_each_day_of_a_person(monitor_typed):
    first = month(1).assign(on="2026-01-05", bad=1)
    both = pd.concat([first, first.assign(on="2026-01-20", bad=0)])
    both.to_csv("two.csv", index=False)
    monitor_typed("two.csv", *COLUMNS, *LABELS, *LATER)
    assert "not measured" not in monitor_typed(*LATER)[1]
    both.iloc[1:].assign(bad=None).to_csv("two.csv", index=False)
    out = monitor_typed("two.csv", "--correct", *LATER)[1]
    assert "Process 2 begins" in out
    assert "not measured" not in out, "there are bad events and others"


def test_people_who_were_counted_are_not_counted_under_another_name(monitor_typed):
    monitor_typed(write(1), *COLUMNS, *LATER)
    month(1).iloc[:20].to_csv("again.csv", index=False)
    code, _, said = monitor_typed("again.csv", *LATER)
    assert (code, "20 rows are of people and days that 2026-01.csv had" in said) == (2, True)
    assert blocks() == {"2026-01.csv": 600}
    month(1).to_csv("renamed.csv", index=False)
    code, out, _ = monitor_typed("renamed.csv", *LATER)
    assert "renamed.csv was counted before, to the byte; it counts once." in out
    month(3).sample(frac=2, replace=True, random_state=0).to_csv("twice.csv", index=False)
    assert "repeat a person and a day" in monitor_typed("twice.csv", *LATER)[2]


def test_another_version_of_the_model_begins_a_new_process(monitor_typed):
    for at, version in ((1, "v1"), (2, "v1"), (3, "v2")):
        month(at).assign(model=version).to_csv(f"{at}.csv", index=False)
    _, out, _ = monitor_typed("1.csv", "2.csv", *COLUMNS, "--model-version", "model", *LATER)
    assert "Process 2" not in out
    _, out, _ = monitor_typed("3.csv", *LATER)
    assert "Process 2 begins, as the model's version is `v2`, and was `v1` before." in out
    assert blocks() == {"3.csv": 600}
    month(4).assign(model=["v2", "v3"] * 300).to_csv("4.csv", index=False)
    assert "`model` holds 'v2' and 'v3'" in monitor_typed("4.csv", *LATER)[2]
    _, out, _ = monitor_typed("--restart", "the threshold was mended", *LATER)
    assert "Process 3 begins: the threshold was mended." in out


def test_a_batch_out_of_order_is_told(monitor_typed):
    files = [write(at) for at in (3, 1)]
    monitor_typed(files[0], *COLUMNS, *LABELS, *LATER)
    _, out, _ = monitor_typed(files[1], *LATER)
    assert "2026-01.csv is out of order: decisions until 2026-03-28 were counted before it." in out
    month(3).assign(id=lambda frame: "late" + frame["id"]).to_csv("late.csv", index=False)
    _, out, _ = monitor_typed("late.csv", *LATER)
    assert "600 rows are of cohorts whose labels were counted before" in out


FAULTS = {
    "an empty one": (lambda frame: frame.iloc[:0], "has no rows; nothing was counted."),
    "a column less": (lambda frame: frame.drop(columns="job"), "there is no column `job`"),
    "another decision": (
        lambda frame: frame.assign(flag=frame["flag"].replace(1, "perhaps").astype(str)),
        "`flag` holds 'perhaps'; earlier batches had 0 and 1.",
    ),
    "no decision": (
        lambda frame: frame.assign(flag=frame["flag"].where(frame.index > 4)),
        "the decision `flag` is missing in 5 rows.",
    ),
    "no date": (
        lambda frame: frame.assign(on=frame["on"].where(frame.index > 4)),
        "the date `on` is missing in 5 rows.",
    ),
    "another way to write dates": (
        lambda frame: frame.assign(on="03/01/2026"),
        "`on` holds '03/01/2026', which is no date",
    ),
    "a day to come": (
        lambda frame: frame.assign(on="2030-01-01"),
        "600 rows are of days to come (until 2030-01-01)",
    ),
    "a third label": (
        lambda frame: frame.assign(bad=2),
        "`bad` holds 2; earlier batches had",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_bad_batch_is_refused_in_words_and_nothing_is_counted(monitor_typed, name):
    spoil, words = FAULTS[name]
    monitor_typed(write(1), *COLUMNS, *LABELS, *LATER)
    spoil(month(2)).to_csv("bad.csv", index=False)
    code, _, said = monitor_typed("bad.csv", *LATER)
    assert (code, words in said) == (2, True), said
    assert len(said.splitlines()) <= 3
    assert blocks() == {"2026-01.csv": 600}
    month(2).to_csv("bad.csv", index=False)
    monitor_typed("bad.csv", *LATER)
    assert blocks() == {"2026-01.csv": 600, "bad.csv": 600}


REQUESTS = {
    "no maturity": ([*COLUMNS, "--label", "bad"], "Say how many days: --maturity 90d"),
    "no date": (["--decision", "flag", "--approve", "0", "--groups", "sex"], "--time COLUMN"),
    "a measure": ([*COLUMNS, "--measures", "recal"], "Did you mean 'recall'?"),
    "delta": ([*COLUMNS, "--delta", "0"], "above 0 and below 1"),
    "maturity": ([*COLUMNS, *LABELS[:2], "--maturity", "soon"], "write days or weeks"),
    "a name": ([*COLUMNS, "--name", "a/b"], "use small letters"),
    "a day": ([*COLUMNS, "--today", "tomorrow"], "write a day as in --today 2026-03-31"),
    "a query": (["--query", "select 1"], "--query selects from a database."),
}


@pytest.mark.parametrize("name", REQUESTS)
def test_what_cannot_be_watched_is_refused_in_words(monitor_typed, name):
    asked, words = REQUESTS[name]
    files = [] if name == "a query" else [write(1, people=50)]
    code, _, said = monitor_typed(*files, *asked, "--no-record")
    assert (code, words in said) == (2, True), said


def test_settings_stand_from_the_first_batch_on(monitor_typed):
    monitor_typed(write(1), *COLUMNS, *LATER)
    _, _, said = monitor_typed("--delta", "0.2", *LATER)
    assert "This monitor began with delta 0.05, and not 0.2." in said
    assert monitor_typed("--groups", "sex,job", *LATER)[0] == 2
    assert "must not" not in said
    _, _, said = monitor_typed("--name", "other", *LATER)
    assert "Nothing was counted yet." in said


def test_a_query_is_a_batch_by_its_days(monitor_typed):
    with closing(sqlite3.connect("bank.db")) as db:
        month(1).to_sql("decisions", db, index=False)
    asked = ["--data", "sqlite:///bank.db", "--query", "select * from decisions"]
    monitor_typed(*asked, *COLUMNS, *LATER)
    assert blocks() == {"2026-01-01 to 2026-01-28": 600}
    code, out, _ = monitor_typed(*asked, *LATER)
    assert "2026-01-01 to 2026-01-28 was counted before; it counts once." in out
    assert code == 2


def test_a_damaged_or_newer_state_is_refused_and_kept(monitor_typed):
    monitor_typed(write(1), *COLUMNS, *LATER)
    whole = Path(STATE).read_bytes()
    spoilt = {
        "is cut short": whole[: len(whole) // 2],
        "is no SQLite database": b"x" * 5000,
        "damaged": whole[:8192] + b"\xff" * 8192 + whole[16384:],
        "was edited": whole.replace(b'"alpha": 0.05', b'"alpha": 0.15'),
    }
    for words, written in spoilt.items():
        Path(STATE).write_bytes(written)
        code, _, said = monitor_typed(*LATER)
        assert (code, words in said, "nothing was changed" in said) == (2, True, True), said
        assert Path(STATE).read_bytes() == written
    Path(STATE).write_bytes(whole)
    with closing(sqlite3.connect(STATE)) as db:
        db.execute("PRAGMA user_version = 7")
    assert "was written by a newer fairlab" in monitor_typed(*LATER)[2]
    with closing(sqlite3.connect("foreign.db")) as db:
        db.execute("CREATE TABLE a (b)")
        db.commit()
    assert "no monitor's" in monitor_typed("--state", "foreign.db", *LATER)[2]


@pytest.mark.slow
def test_every_look_is_a_run_and_none_is_written_twice(monitor_typed):
    files = [write(at) for at in (1, 2)]
    today, store = ["--today", "2026-12-31"], ["--store", "sqlite:///runs.db"]
    _, out, _ = monitor_typed(*files, *COLUMNS, *LABELS, "--cross", "sex*job", *today, *store)
    assert "3 runs in sqlite:" in out
    with closing(sqlite3.connect(STATE)) as db, db:
        (before,) = db.execute("SELECT group_concat(run) FROM looks").fetchone()
        db.execute("UPDATE looks SET run = NULL")
        db.execute("DELETE FROM about WHERE key = 'sha256'")  # as one that was killed here before
    monitor_typed(*today, *store)
    with closing(sqlite3.connect(STATE)) as db:
        assert db.execute("SELECT group_concat(run) FROM looks").fetchone() == (before,)
    with closing(sqlite3.connect("runs.db")) as db:
        steps = "SELECT count(*), max(step) FROM metrics WHERE key = 'monitor.sex/recall_most'"
        of_selection = steps.replace("recall", "selection_rate")
        assert db.execute(steps).fetchone() == (1, 2), "labels are final in the third look"
        assert db.execute(of_selection).fetchone() == (3, 2)
        of_drift = "SELECT key, step FROM metrics WHERE key LIKE 'drift%' ORDER BY key, step"
        assert ("drift/job", 1) in db.execute(of_drift).fetchall()
        assert db.execute("SELECT count(*) FROM runs").fetchone() == (3,)


def test_scores_and_intersections_are_watched_too(monitor_typed):
    for at in (1, 2):
        frame = month(at)
        frame["score"] = 0.2 + 0.4 * frame["flag"]
        frame["age"] = range(20, 20 + 60 * 10, 1) if at == 1 else 30
        frame.drop(columns="flag").to_csv(f"{at}.csv", index=False)
    asked = ["--time", "on", "--score", "score", "--groups", "sex,job,age", "--cross", "sex*job"]
    code, out, _ = monitor_typed("1.csv", *asked, "--bands", "age=30,60", *LATER)
    assert "share flagged by sex * job" in out
    assert code == 2
    assert monitor_typed("2.csv", *LATER)[0] == 2
    page = Path("monitor-monitor.html").read_text()
    assert "Drift" in page
    assert "sex * job" in page


def test_a_correction_can_be_taken_back(monitor_typed):
    first = write(1)
    whole = Path(first).read_bytes()
    monitor_typed(first, *COLUMNS, *LATER)
    month(1).iloc[:500].to_csv(first, index=False)
    monitor_typed(first, "--correct", *LATER)
    Path(first).write_bytes(whole)
    assert "to the byte; it counts once" in monitor_typed(first, *LATER)[1]
    assert blocks() == {first: 500}
    monitor_typed(first, "--correct", *LATER)
    assert blocks() == {first: 600}


def test_what_stands_for_missing_is_said_once_and_stands(monitor_typed):
    for at in (1, 2):
        month(at).replace({"sex": {"m": "NULL"}}).to_csv(f"{at}.csv", index=False)
    monitor_typed("1.csv", *COLUMNS, *LATER, "--na-values", "NULL")
    code, out, _ = monitor_typed("2.csv", *LATER)
    assert "by sex, missing against f" in out or "by sex, f against missing" in out
    code, _, err = monitor_typed("2.csv", *LATER, "--na-values", "-9")
    assert (code, "began with na_values NULL, and not -9" in err) == (2, True)
