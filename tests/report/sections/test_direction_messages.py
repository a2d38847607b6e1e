import pandas as pd

from fairlab.report.sections.direction_messages import (
    direction_sentence,
    directions,
    directions_sheet,
    whom,
)


def people(**freed_and_new):
    rows = [
        {"group": group, "to": "opposite", "flagged": flagged, "flagged_twin": float(not flagged)}
        for group, (freed, new) in freed_and_new.items()
        for flagged in [True] * freed + [False] * new
    ]
    return pd.DataFrame(rows).assign(low=lambda table: table["flagged_twin"], high=1.0)


def test_the_direction_of_each_group_is_told():
    table = directions(people(f=(40, 2), m=(3, 50))).set_index("group")
    assert table["counts"].to_dict() == {"f": "against", "m": "for"}
    said = direction_sentence("sex", people(f=(40, 2), m=(3, 50)))
    assert said.startswith(
        "`sex` counts against f (40 of 42 would be freed, 2 newly flagged) and in favour of m (3 "
        "of 53 would be freed, 50 newly flagged) by exact sign tests given these twins (p < .001); "
    )
    assert whom(directions(people(f=(40, 2), m=(3, 50)))) == "against f"
    assert whom(directions(people(f=(3, 50), m=(1, 1)))) == "in favour of f"


def test_as_many_freed_as_newly_flagged_are_no_direction():
    said = direction_sentence("sex", people(f=(20, 18), m=(0, 1)))
    assert said.startswith(
        "no direction of `sex` is shown by exact sign tests given these twins: f (20 of 38 would be"
    )
    assert whom(directions(people(f=(20, 18), m=(0, 1)))) == ""


def test_of_several_levels_pairs_are_counted_and_a_table_names_them():
    moved = people(f=(40, 2), m=(3, 50)).assign(to="x")
    moved.loc[moved["group"] == "m", "to"] = "f"
    said = direction_sentence("sex", moved)
    assert said.startswith(
        "`sex` counts against people in 1 of 2 pairs of levels, most of f as x (40 of 42 would be "
        "freed, 2 newly flagged), and in favour of people in 1 of 2 pairs of levels, most of m as "
        "f (3 of 53 would be freed, 50 newly flagged) by exact sign tests given these twins (p"
    )
    table = directions(moved)
    assert whom(table) == "against people in 1 of 2 pairs of levels"
    assert directions_sheet(table).rows == [
        ["m as f", "in favour of", "53", "3", "50"],
        ["f as x", "against", "42", "40", "2"],
    ]
    assert directions_sheet(directions(people(f=(40, 2), m=(3, 50)))) is None
    assert "in any of 2 pairs of levels by" in direction_sentence(
        "sex", moved.groupby("to").head(1)
    )


def test_of_many_groups_those_who_move_most_are_named():
    said = whom(directions(people(a=(20, 0), b=(60, 0), c=(40, 0))))
    assert said == "against b, c and 1 more"
