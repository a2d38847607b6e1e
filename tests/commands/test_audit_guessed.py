"""``fairlab audit --groups-probability``: attributes that nobody was asked for."""

import json

import numpy as np
import pandas as pd
import pytest

import fairlab


@pytest.fixture
def preds(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    rng = np.random.default_rng(0)
    black = rng.choice([0.02, 0.98], 2000)
    frame = pd.DataFrame({"p_black": black, "p_white": 1 - black})
    frame["y_pred"] = (rng.random(2000) < 0.1 + 0.5 * (black > 0.5)).astype(int)
    frame.to_csv("preds.csv", index=False)
    return frame


@pytest.fixture
def audit(audit_typed):
    return lambda *options: audit_typed("preds.csv", "--decision", "y_pred", *options)


def test_bounds_carry_the_claim_and_stand_on_the_page(audit, preds, tmp_path):
    code, *_ = audit("--groups-probability", "race=p_black,p_white", "--json", "a.json")
    assert code == 0
    answer = json.loads((tmp_path / "a.json").read_text())["answer"]
    assert any("p_black and p_white are approved differs by more" in one for one in answer)
    page = (tmp_path / "audit-preds.html").read_text()
    assert "Approvals by attributes that are guessed" in page
    assert "it carries no claim" in page


def test_scores_and_labels_may_stand_beside_guessed_attributes_alone(audit, preds):
    preds.assign(score=preds["y_pred"] * 0.9, bad=preds["y_pred"]).to_csv("preds.csv", index=False)
    code, out, _ = audit("--groups-probability", "race=p_black", "--score", "score")
    assert code == 0
    assert "p_black and not p_black are approved" in " ".join(out.split())


def test_one_column_is_held_against_all_others(audit, preds):
    _, out, _ = audit("--groups-probability", "race=p_black")
    assert "p_black and not p_black are approved" in " ".join(out.split())


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"p_white": 0.9}, "add up to more than 1"),
        ({"p_white": 1.2}, "missing or not from 0 to 1 in 2,000 rows"),
        ({"p_white": "high"}, "`p_white` is no column of numbers"),
    ],
)
def test_what_are_no_probabilities_is_refused(audit, preds, columns, words):
    preds.assign(**columns).to_csv("preds.csv", index=False)
    code, _, told = audit("--groups-probability", "race=p_black,p_white")
    assert code == 2
    assert words in told


def test_a_notebook_asks_the_same(preds):
    found = fairlab.audit(
        decision=preds["y_pred"],
        groups=preds[["p_black", "p_white"]],
        groups_probability={"race": ["p_black", "p_white"]},
    )
    assert "Guessed race: how often p_black and p_white are approved differs" in str(found)
