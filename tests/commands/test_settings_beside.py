"""What the file beside a table says, and what is typed against it."""

import pytest

from fairlab.commands.settings_beside import about_table


@pytest.fixture
def loans(tmp_path):
    (tmp_path / "loans.csv").write_text("reject,pd,sex\n1,.5,f\n")
    (tmp_path / "loans.toml").write_text(
        'data = "loans.csv"\ntarget = "reject"\npositive = 1\nsensitive = ["sex"]\n'
    )
    return str(tmp_path / "loans.csv")


@pytest.mark.parametrize("typed", [{"decision": "reject"}, {"scores": ("reject", "pd")}])
def test_a_target_that_is_typed_as_what_was_decided_is_no_label_and_that_is_told(loans, typed):
    found = about_table(loans, {**typed, "label": None})
    assert found.options == {**typed, "groups": "sex", "bands": {}, "words": []}
    assert found.told[1:] == (
        "There `reject` is the target, and here it is what was decided: nothing says what "
        "happened.",
    )


@pytest.mark.parametrize("typed", [{"decision": "pd"}, {"decision": "reject", "label": "reject"}])
def test_a_target_that_is_not_or_a_label_that_is_typed_stays(loans, typed):
    found = about_table(loans, typed)
    assert found.options["label"] == "reject"
    assert found.options["positive"] == "1"
    assert len(found.told) == 1
