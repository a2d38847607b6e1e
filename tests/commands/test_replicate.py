"""What ``fairlab replicate`` prints."""

import json
from pathlib import Path

from fairlab.audit import replication
from fairlab.commands.replicate import replicate_session


def test_models_and_groups_may_be_called_anything(tmp_path, capsys):
    shipped = Path(replication.__file__).parent / "published" / "thesis-original-model.json"
    study = json.loads(shipped.read_text())
    study["odd [/b] name"] = study.pop("original")
    (tmp_path / "study.json").write_text(json.dumps(study))
    assert replicate_session(tmp_path / "study.json") == 0
    assert "odd [/b] name: published" in capsys.readouterr().out
