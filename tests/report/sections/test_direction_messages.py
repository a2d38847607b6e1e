import pandas as pd

from fairlab.report.sections.direction_messages import direction_sentence, directions


def people(**freed_and_new):
    rows = [
        {"group": group, "to": "opposite", "flagged": flagged, "flagged_twin": float(not flagged)}
        for group, (freed, new) in freed_and_new.items()
        for flagged in [True] * freed + [False] * new
    ]
    return pd.DataFrame(rows)


def test_the_direction_of_each_group_is_told():
    table = directions(people(f=(40, 2), m=(3, 50))).set_index("group")
    assert table["counts"].to_dict() == {"f": "against", "m": "for"}
    said = direction_sentence(people(f=(40, 2), m=(3, 50)))
    assert (
        "against f (40 freed, 2 newly flagged) and in favour of m (3 freed, 50 newly flagged)"
        in said
    )


def test_as_many_freed_as_newly_flagged_are_no_direction():
    said = direction_sentence(people(f=(20, 18), m=(0, 1)))
    assert said.startswith("No direction is shown: in no group do the freed and the newly flagged")
