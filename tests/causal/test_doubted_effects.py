from dataclasses import replace

import pytest

from fairlab.causal import TwinSettings, audit_individual, doubted_effects
from tests.causal.shapes import SHAPES, Trees, people


@pytest.mark.slow
def test_what_would_flip_had_the_cause_come_before_is_told():
    drawn = people("common", 2000, 0)
    model = Trees(drawn.train)
    ask = drawn.train, drawn.test, model, "a"
    audit = audit_individual(*ask, TwinSettings(replicates=1, second=None))
    notes, advised = audit.notes, audit.next_question
    assert (advised.option, advised.value) == ("--before", "region")
    [found] = [note for note in notes if "in bootstrap samples" in note]
    assert "`region`" in found
    [told] = [note for note in notes if note.startswith("Had `region` come before `a`")]
    true = (model.predict(drawn.test.frame) != model.predict(drawn.twins)).mean()
    less = float(told.split(" points lower")[0].split()[-1]) / 100
    usual = (audit.people["flagged"] - audit.people["flagged_twin"]).abs().mean()
    assert usual - less == pytest.approx(true, rel=0.3)
    assert usual > 1.5 * true
    given = TwinSettings("given", graph=SHAPES["common"].dag, replicates=1)
    assert not [note for note in audit_individual(*ask, given).notes if "come before" in note]


@pytest.mark.slow
def test_what_is_told_is_what_is_found_once_it_is_typed(monkeypatch):
    drawn, seen = people("common", 400, 0), []
    monkeypatch.setattr(doubted_effects, "learn_each", lambda asked, jobs: seen.extend(asked) or [])
    frame = drawn.train.frame.assign(since=drawn.train.frame["a"].where(drawn.train.frame["a"] > 0))
    data = replace(drawn.train, frame=frame)
    how = TwinSettings("none", replicates=1, second=None)
    audit_individual(data, data, lambda rows: rows["income"] < 0, "a", how)
    assert seen
    assert "since" not in {asked.before[-1] for _, asked in seen}
    for rows, _ in seen:
        assert rows["income"].tolist() == frame["income"].tolist()
