"""What wrong decisions cost."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fairlab.audit.metric_types import JudgedPeople

APPLICANTS = 1000


def cost_per_1000(people: "JudgedPeople") -> float:
    """Give what the wrong decisions about 1,000 applicants cost, in the unit of the costs.

    Parameters
    ----------
    people : JudgedPeople
        With costs.
    """
    assert people.cost is not None
    return APPLICANTS * float(people.cost.mean())
