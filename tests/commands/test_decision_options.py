"""What is said twice of one attribute is refused, not dropped."""

import pytest

from fairlab.commands.decision_options import asked_of
from fairlab.errors import RequestError


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"references": ("sex=F", "sex=M")}, "--reference names 'sex' twice: 'F' and 'M'"),
        ({"cross": ("sex*age", "age*sex")}, "--cross names age and sex twice"),
        ({"cross": ("sex*sex",)}, "write two attributes"),
    ],
)
def test_what_is_said_twice_is_refused(options, told):
    with pytest.raises(RequestError) as raised:
        asked_of(options)
    assert told in str(raised.value)


def test_what_is_said_of_two_attributes_is_taken():
    asked = asked_of({"references": ("sex=F", "race=a"), "cross": ("sex*age", "sex*race")})
    assert asked.references == {"sex": "F", "race": "a"}
    assert asked.cross == (("sex", "age"), ("sex", "race"))
