"""The data set that is typed, and what it means."""

import pandas as pd
import pytest

from fairlab.commands.typed_data import load_dataset
from fairlab.errors import FairlabError, RequestError


def test_roles_need_a_table_of_ones_own():
    with pytest.raises(RequestError, match=r"--audit-only.*--data"):
        load_dataset(audit_only="sex")


def test_a_shipped_set_and_a_file_are_not_both_meant(tmp_path):
    with pytest.raises(RequestError, match="not both"):
        load_dataset("taiwan", tmp_path / "a.csv")


def test_unknown_names_are_told_with_the_nearest():
    with pytest.raises(FairlabError, match="taiwan"):
        load_dataset("taiwann")


def test_columns_are_lists_and_the_rest_is_one_word(tmp_path):
    rows = [f"{i % 2},{20 + i % 40},{i},{int(i % 5 == 0)}" for i in range(100)]
    (tmp_path / "people.csv").write_text("\n".join(["sex,age,id,bad", *rows]))
    found = load_dataset(
        data=tmp_path / "people.csv", target="bad", sensitive="sex, age", ignore="id"
    )
    assert found.sensitive == ("sex", "age")
    assert found.features == ["sex", "age"]


def test_bands_and_words_of_the_toml_file_are_the_groups_and_typed_bands_come_first(tmp_path):
    rows = [f"{i % 2 + 1},{20 + i % 40},{i},{int(i % 5 == 0)}" for i in range(100)]
    (tmp_path / "people.csv").write_text("\n".join(["sex,age,x,bad", *rows]))
    (tmp_path / "people.toml").write_text(
        'data = "people.csv"\ntarget = "bad"\nsensitive = ["sex", "age"]\n'
        'bands = { age = [30] }\nlabels = { sex = { 1 = "men", 2 = "women" } }'
    )
    for typed, names in ((None, ["18-29", "30+"]), ({"age": (25.5,)}, ["< 25.5", "25.5+"])):
        data = load_dataset(data=tmp_path / "people.toml", bands=typed)
        groups = data.groups().of(data.frame)
        assert groups["age"].cat.categories.tolist() == names
        assert groups["sex"].cat.categories.tolist() == ["men", "women"]


def test_shipped_data_may_be_cut_too():
    data = load_dataset("telecom", rows=5000, bands={"calculated_age": (30,)})
    assert data.groups().bands["calculated_age"].names == ("< 30", "30+")
    assert data.fingerprint != load_dataset("telecom", rows=5000).fingerprint


def test_a_name_with_a_comma_stands_in_quotes(tmp_path):
    table = pd.DataFrame({"sex, as said": ["f", "m"] * 60, "age": range(120), "y": [1, 0, 0] * 40})
    table.to_csv(tmp_path / "people.csv", index=False)
    data = load_dataset(data=tmp_path / "people.csv", target="y", sensitive='"sex, as said", age')
    assert data.sensitive == ("sex, as said", "age")


def test_bands_and_words_of_what_is_not_asked_for_any_more_are_left_out_and_told(tmp_path, capsys):
    rows = [f"{'mf'[i % 2]},{20 + i % 40},{i},{int(i % 5 == 0)}" for i in range(100)]
    (tmp_path / "people.csv").write_text("\n".join(["sex,age,x,bad", *rows]))
    (tmp_path / "people.toml").write_text(
        'data = "people.csv"\ntarget = "bad"\nsensitive = ["sex", "age"]\n'
        'bands = { age = [30] }\nlabels = { sex = { m = "men", f = "women" } }'
    )
    assert load_dataset(data=tmp_path / "people.csv", sensitive="sex").bands == {}
    told = "Note: `age` is not among --sensitive, so its bands in people.toml are left out.\n"
    assert capsys.readouterr().err == told
    found = load_dataset(data=tmp_path / "people.toml", sensitive="age")
    assert ({**found.bands}, found.labels) == ({"age": [30]}, {})
    assert capsys.readouterr().err == ""
