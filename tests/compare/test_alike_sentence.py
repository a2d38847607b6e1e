"""The sentence of what is alike names each measure once, and groups only where they are not all."""

from fairlab.compare.alike_sentence import alike_sentence


def row(metric="recall", attribute="sex", group="f", rest="m", answer="alike", margin=0.1):
    return {
        "metric": metric, "attribute": attribute, "group": group, "rest": rest, "answer": answer,
        "margin": margin, "pairs": 1,
    }  # fmt: skip


def test_nothing_alike_has_no_sentence():
    assert alike_sentence([row(answer="open"), row("precision", answer="differs")]) == ""


def test_measures_stand_once_with_all_whom_they_are_alike_for():
    rows = [
        row(), row("approval_rate", margin=0.8), row(attribute="age", group="old", rest="young"),
        row("precision", answer="open"),
    ]  # fmt: skip
    assert alike_sentence(rows) == (
        "Alike: approval rate within a ratio of 0.8 by sex; recall within 0.1 by sex and age."
    )


def test_many_groups_are_not_all_named():
    rows = [row(attribute="job", group=f"g{at}", rest="rest") for at in range(12)]
    rows[0]["answer"] = "open"
    told = alike_sentence(rows)
    assert told.endswith("by job (g1, g2, g3, g4, g5, g6, g7, g8 and 3 more).")


def test_a_name_with_a_comma_is_quoted_in_a_list():
    rows = [row(attribute="sex * race", group=f"f, {at}", rest="rest") for at in "abc"]
    rows[0]["answer"] = "open"
    assert alike_sentence(rows).endswith('by sex * race ("f, b", "f, c").')


def test_pairs_of_groups_are_named_as_pairs():
    pairs = [row(attribute="job", group="a", rest=rest) for rest in ("b", "c")]
    assert alike_sentence(pairs) == "Alike: recall within 0.1 by job (both pairs)."
    pairs[0]["answer"] = "differs"
    assert alike_sentence(pairs) == "Alike: recall within 0.1 by job (a against c)."
