"""What ``fairlab replicate`` prints."""

import json
from pathlib import Path

import pytest

from fairlab import replication
from fairlab.commands.replicate import replicate_session

pytestmark = pytest.mark.slow

SHIPPED = Path(replication.__file__).parent / "published" / "thesis-original-model.json"


@pytest.fixture
def said(capsys, monkeypatch):
    """Run the command on a wide screen; give its exit code and what it printed, spaces joined."""
    monkeypatch.setenv("COLUMNS", "200")

    def session(file=None):
        code = replicate_session(file)
        return code, " ".join(capsys.readouterr().out.split())

    return session


def test_flip_rates_are_shown_and_those_that_no_flips_give_are_told(said):
    code, text = said()
    assert code == 0
    assert "group0 FR4 equal 0.4667 0.466667" in text
    assert "group1 FR4 no whole flips 0.1556" in text
    assert "169 published figures: equal (160), no whole flips give all five (5)" in text


def test_what_counts_say_stands_beside_what_the_study_said(said):
    _, text = said()
    assert "differs by > 0.1, against group0 " in text or "differs, against group0 " in text
    assert "significant, against group0 no difference is shown" in text
    assert 'The study (section 6.1.3, Calculated_countrycode_nld): "the model contains' in text
    assert text.count("The study (") == 4


def test_another_conclusion_is_no_failure_and_a_figure_that_differs_is(said, tmp_path):
    moved = SHIPPED.read_text().replace('"FR1": 0.0049', '"FR1": 0.0059')
    (tmp_path / "study.json").write_text(moved)
    code, text = said(tmp_path / "study.json")
    assert code == 1
    assert "1 is off" in text


def test_models_and_groups_may_be_called_anything(tmp_path, said):
    study = json.loads(SHIPPED.read_text())
    study["odd [/b] name"] = study.pop("original")
    (tmp_path / "study.json").write_text(json.dumps(study))
    code, text = said(tmp_path / "study.json")
    assert code == 0
    assert "odd [/b] name: published" in text
    assert "odd [/b] name: what separates the groups" in text
