import pandas as pd
import pytest

from fairlab.clones import chosen_levels, schema_from, schema_of
from fairlab.clones.level_choice import combinations
from fairlab.clones.schema import Schema, SchemaColumn
from fairlab.data import Dataset, load
from fairlab.errors import RequestError
from tests.clones.forms import SEXES, form


def test_the_schema_says_what_is_cloned_when_nothing_is_asked():
    assert chosen_levels(form()) == SEXES


def test_levels_are_found_by_their_value_or_their_word():
    taiwan = schema_of(load("taiwan"))
    asked = {"SEX": ["female", "male"], "AGE": ["25", "60.5"]}
    assert chosen_levels(taiwan, asked) == {"SEX": [2, 1], "AGE": [25, 60.5]}


def test_a_number_in_bands_is_cloned_at_the_middle_of_each():
    table = pd.DataFrame({"age": [*range(20, 80), None] * 2, "bad": [0, 1] * 61})
    data = Dataset("people", table, "bad", sensitive=("age",), bands={"age": (25, 50)})
    assert chosen_levels(schema_of(data)) == {"age": [22, 37, 64]}
    assert chosen_levels(schema_of(data), {"age": ["30", "60"]}) == {"age": [30, 60]}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"sx": []}, "'sex'"),
        ({"sex": ["f"]}, "one level only ('f')"),
        ({"sex": ["f", "f"]}, "one level only"),
        ({"sex": ["f", "n"]}, "no level 'n'"),
        ({"one": []}, "one level only ('x')"),
        ({"income": []}, "--attribute income=LEVEL,LEVEL"),
        ({"income": ["1", "many"]}, "'many' is none"),
        ({"income": ["1", "1e400"]}, "'1e400' is none"),
        ({"name": ["Ann", "Bob"]}, "cannot be cloned"),
    ],
)
def test_what_cannot_be_cloned_is_refused(asked, said):
    with pytest.raises(RequestError) as told:
        chosen_levels(form(one=["x"], name="first_name"), asked)
    assert said in told.value.typed


def test_no_attribute_at_all_is_told():
    with pytest.raises(RequestError, match="such as 'a'") as told:
        chosen_levels(schema_from({"columns": {"a": ["x", "y"]}}))
    assert told.value.typed.endswith("--attribute a")


def test_several_attributes_give_every_combination():
    found = combinations(form(), {"sex": ["f", "m"], "home": ["rent", "own"]})
    assert found.index.tolist() == ["f, rent", "f, own", "m, rent", "m, own"]


def test_levels_with_the_same_word_are_told_apart_and_written_on_one_line():
    columns = {"school": SchemaColumn(form().column("sex").source)}
    schema = Schema("s", columns, labels={"school": {5: "unknown", 6: "unknown"}})
    assert combinations(schema, {"school": [5, 6]}).index.tolist() == ["5", "6"]
    assert combinations(schema, {"school": ["a\x1b[2J\n", "b"]}).index.tolist()[0].isprintable()
