"""Words of a monitor: kept with its settings, and said anew at any time."""

from fairlab.data.decisions.asked import Asked
from fairlab.data.words import Words
from fairlab.monitor.monitor_settings import MonitorSettings


def test_words_are_kept_and_no_setting_that_stands():
    plain = MonitorSettings(Asked(decision="flag", groups=("sex",)))
    worded = plain.called(Words({"sex": "Sex"}, {"sex": {"1": "male"}}))
    assert MonitorSettings.from_text(worded.to_text()) == worded
    assert worded.called(Words()) is worded
    assert worded.called(Words({"sex": "S"})).asked.words.column("sex") == "S"
    worded.refuse_other(plain, {"decision", "groups"})
