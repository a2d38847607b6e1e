import pandas as pd
import pytest

from fairlab.clones import draw_profiles, read_schema, schema_from
from fairlab.errors import DataError, RequestError

TOML = """
locale = "nl"
attributes = ["sex"]
[columns]
id = "id"
born = { from = 1950-01-01, to = 2006-12-31 }
postcode = "postal_code"
town = { field = "city", locale = "de" }
rate = { from = 0, to = 1.5 }
children = [0, 1, 2]
sex = ["f", "m"]
[columns.name]
field = "first_name"
follows = "sex"
by = { f = { gender = "female" }, m = { gender = "male" } }
"""


def test_a_file_declares_ids_names_dates_places_and_money(tmp_path):
    file = tmp_path / "applicants.toml"
    file.write_text(TOML)
    schema = read_schema(file)
    people = draw_profiles(schema, 500)
    assert schema.name == "applicants"
    assert list(people) == ["id", "born", "postcode", "town", "rate", "children", "sex", "name"]
    assert people["id"].is_unique
    assert people["born"].between("1950-01-01", "2006-12-31").all()
    assert people["postcode"].str.fullmatch(r"\d{4} [A-Z]{2}").all()
    assert people["rate"].between(0, 1.5).all()
    assert set(people["children"]) == {0, 1, 2}
    assert people["sex"].dtype == pd.CategoricalDtype(["f", "m"])


@pytest.mark.parametrize("locale", ["en", "nl", "ja", "pt-br", "fa"])
def test_every_country_has_its_names(locale):
    schema = schema_from({"locale": locale, "columns": {"name": "full_name", "town": "city"}})
    assert draw_profiles(schema, 50)["name"].nunique() > 20


def test_a_column_draws_the_same_whatever_other_columns_there_are():
    alone = schema_from({"columns": {"name": "first_name", "id": "id"}})
    among = schema_from({"columns": {"town": "city", "name": "first_name", "id": "id"}})
    pd.testing.assert_frame_equal(
        draw_profiles(alone, 20, seed=3), draw_profiles(among, 20, seed=3).drop(columns="town")
    )


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        ({}, "declares no columns"),
        ({"colums": {}}, "'columns'"),
        ({"columns": {"a": "frist_name"}}, "'first_name'"),
        ({"columns": {"a": "city"}, "locale": "nll"}, "'nl'"),
        ({"columns": {"a": {"field": "first_name", "gender": "femal"}}}, "femal"),
        ({"columns": {"a": {"field": "first_name", "sox": "f"}}}, "sox"),
        ({"columns": {"a": {"from": 9, "to": 1}}}, "from 9 to 1"),
        ({"columns": {"a": {"from": 1}}}, "from 1 to None"),
        ({"columns": {"a": {"from": "1", "to": "2"}}}, "number or date"),
        ({"columns": {"a": {"from": 1, "to": 2, "step": 1}}}, "'step'"),
        ({"columns": {"a": {"levels": {"x": -1}}}}, "shares"),
        ({"columns": {"a": []}}, "shares"),
        ({"columns": {"a": 3}}, "'a' must be"),
        ({"columns": {"a": {"follows": "b", "field": "city"}, "b": ["x", "y"]}}, "`by`"),
        ({"columns": {"a": {"follows": "b", "by": {"x": ["1"]}}, "b": ["x", "y"]}}, "'y'"),
        ({"columns": {"a": {"follows": "c", "by": {"x": ["1"]}}, "b": ["x"]}}, "no column 'c'"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_name(declared, said):
    with pytest.raises(RequestError) as told:
        schema_from(declared)
    assert said in str(told.value)
    assert len(str(told.value).splitlines()) <= 3


@pytest.mark.parametrize(
    ("content", "said"), [(None, "cannot be read"), (b"a = [", "no valid TOML")]
)
def test_a_file_that_is_none_is_told(tmp_path, content, said):
    file = tmp_path / "form.toml"
    if content:
        file.write_bytes(content)
    with pytest.raises(DataError, match=said):
        read_schema(file)
