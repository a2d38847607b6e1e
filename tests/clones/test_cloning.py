import pandas as pd
import pytest

from fairlab.clones import clone, draw_clones
from fairlab.errors import RequestError
from tests.clones.forms import SEXES, form


def test_clones_of_a_profile_differ_in_the_attribute_alone():
    clones = draw_clones(form(), SEXES, 200)
    women, men = (clones.frame[clones.frame["sex"] == sex] for sex in "fm")
    pd.testing.assert_frame_equal(
        women.drop(columns="sex").reset_index(drop=True),
        men.drop(columns="sex").reset_index(drop=True),
    )
    assert clones.frame["sex"].tolist() == ["f", "m"] * 200
    assert clones.frame["id"].nunique() == clones.profiles == 200


def test_what_follows_differs_too_and_is_drawn_for_the_level():
    clones = draw_clones(form(), SEXES, 50, follow=["title"])
    assert clones.frame["title"].tolist() == ["Mrs", "Mr"] * 50
    assert clones.follow == ("title",)
    kept = draw_clones(form(), SEXES, 50).frame["title"].tolist()
    assert kept[::2] == kept[1::2]
    assert set(kept) == {"Mrs", "Mr"}


def test_every_combination_of_several_attributes_is_a_clone():
    levels = {"sex": ["f", "m"], "home": ["rent", "own"]}
    clones = draw_clones(form(), levels, 30, follow=["title"])
    assert len(clones.frame) == 120
    assert clones.frame["home"].tolist() == ["rent", "own"] * 60
    assert clones.frame["title"].head(4).tolist() == ["Mrs", "Mrs", "Mr", "Mr"]


def test_a_level_between_whole_numbers_is_not_cut_off():
    people = pd.DataFrame({"age": [30, 40]})
    ages = clone(people, pd.DataFrame({"age": [25, 60.5]}, index=["a", "b"])).frame["age"]
    assert ages.tolist() == [25, 60.5, 25, 60.5]


def test_the_profiles_given_are_left_as_they_are():
    people = pd.DataFrame({"sex": ["f"], "income": [1]})
    clone(people, pd.DataFrame({"sex": ["f", "m"]}, index=["f", "m"]))
    assert people.to_dict("list") == {"sex": ["f"], "income": [1]}


def test_a_column_that_does_not_say_how_cannot_follow():
    with pytest.raises(RequestError, match="'home' cannot follow sex"):
        draw_clones(form(), SEXES, 5, follow=["home"])
