"""What ``fairlab data describe`` writes."""

import pandas as pd

from fairlab.commands.data import describe_session
from fairlab.data.table_settings import read_settings


def test_the_draft_is_where_the_settings_are_looked_for(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "all people.[b]2026.csv.gz"
    pd.DataFrame({"age": range(20, 60), "fraud": [0, 1] * 20}).to_csv(file, index=False)
    describe_session(file, write=True)
    assert read_settings(file)["target"] == "fraud"
    beside = tmp_path / "all people.[b]2026.toml"
    assert f"then: fairlab sweep --data '{beside}'\n" in capsys.readouterr().out
