import pytest

from fairlab.clones import AskedModel, clone_test, verdict
from fairlab.clones.describe_clones import percent, proxies_in_words
from tests.clones.forms import BLIND, SEXES, form, stricter_by


def test_a_finding_names_who_how_often_how_sure_and_where():
    said = verdict(clone_test(stricter_by(0.3), form(), SEXES, 1000), "income")
    assert "m is favoured over f: approved alone in" in said
    assert "95 % interval" in said
    assert "p < 0.0001" in said
    assert "Flips were seen from income 10," in said


def test_flips_in_both_directions_favour_nobody():
    fair = AskedModel("m", lambda p: (p["debt"] < 0.5) == (p["sex"] == "m"))
    said = verdict(clone_test(fair, form(), SEXES, 300))
    assert said.startswith("300 of 300 profiles flip: 100 %")
    assert "Whom it favours cannot be told from chance." in said


def test_a_model_that_does_not_read_the_attribute_is_named():
    said = verdict(clone_test(BLIND, form(), SEXES, 300))
    assert said == (
        "No flip in 300 profiles: at most 1.22 % of such profiles flip (95 % interval). "
        "The model does not read sex, and nothing follows it."
    )


def test_where_proxies_were_kept_equal_no_flip_speaks_of_the_direct_effect_alone():
    reads_all = AskedModel("any", BLIND.predict)
    said = verdict(clone_test(reads_all, form(), SEXES, 300))
    assert said.startswith(
        "No flip in 300 profiles by the direct effect alone, with title kept equal: at most 1.22 %"
    )
    followed = verdict(clone_test(reads_all, form(), SEXES, 300, follow=["title"]))
    assert followed.startswith("No flip in 300 profiles: at most")


def test_what_was_done_with_proxies_is_said():
    kept = clone_test(BLIND, form(), SEXES, 20).columns
    followed = clone_test(BLIND, form(), SEXES, 20, follow=["title"]).columns
    assert "Kept equal, although it goes with that: title." in proxies_in_words(kept)
    assert "in what follows: title." in proxies_in_words(followed)


def test_nothing_that_a_terminal_would_obey_is_said():
    evil = "\x1b[31mx"
    schema = form(**{evil: {"from": 0, "to": 9999}, "kind": [evil, "b"]})
    strict = AskedModel("m", lambda p: (p[evil] > 5000) | (p["kind"] == "b"))
    test = clone_test(strict, schema, {"kind": [evil, "b"]}, 200)
    assert "\x1b" not in verdict(test, evil) + proxies_in_words(test.columns)


@pytest.mark.parametrize("share", [0.0001, 0.0004, 0.005, 0.05, 0.95, 0.999])
def test_a_percentage_keeps_two_digits_that_count(share):
    assert float(percent(share).split()[0]) / 100 == pytest.approx(share, rel=0.05)


@pytest.mark.parametrize(("answer", "word"), [(0, "denied"), (1, "approved")])
def test_one_answer_to_all_is_told(answer, word):
    told = verdict(clone_test(AskedModel("same", lambda p: [answer] * len(p)), form(), SEXES, 9))
    assert f"Every clone is {word}, so that none could flip." in told
