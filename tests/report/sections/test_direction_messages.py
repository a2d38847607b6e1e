import pandas as pd

from fairlab.report.sections.direction_messages import direction_sentence, directions, whom


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
        "of 53 would be freed, 50 newly flagged) by exact sign tests (p < .001); for 100.0 % of"
    )
    assert whom(directions(people(f=(40, 2), m=(3, 50)))) == "against f"
    assert whom(directions(people(f=(3, 50), m=(1, 1)))) == "in favour of f"


def test_as_many_freed_as_newly_flagged_are_no_direction():
    said = direction_sentence("sex", people(f=(20, 18), m=(0, 1)))
    assert said.startswith(
        "no direction of `sex` is shown by exact sign tests: f (20 of 38 would be freed, 18 newly"
    )
    assert whom(directions(people(f=(20, 18), m=(0, 1)))) == ""


def test_of_many_groups_those_who_move_most_are_named():
    said = whom(directions(people(a=(20, 0), b=(60, 0), c=(40, 0))))
    assert said == "against b, c and 1 more"
