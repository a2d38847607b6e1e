"""Of all strategies those that can work are run; why others cannot is told."""

import pytest
from sklearn.tree import DecisionTreeClassifier

from fairlab.errors import RequestError
from fairlab.experiment.able_strategies import able_strategies
from fairlab.experiment.design import Design
from fairlab.experiment.strategy import Strategy
from fairlab.mitigate import KeepRecall
from tests.small import small_credit


class Lacking(DecisionTreeClassifier):
    """A model whose library is not installed."""

    def check(self, X, y):
        """Refuse."""
        raise RequestError("It needs nothing.\npip install nothing")


WHOLE, LACKING = Strategy("whole", DecisionTreeClassifier()), Strategy("lacking", Lacking())
HELD = Strategy("held", DecisionTreeClassifier(), rule=KeepRecall("lacking"))


def test_what_refuses_is_left_out_with_what_is_held_against_it():
    kept, told = able_strategies([LACKING, WHOLE, HELD], small_credit(), Design(), 0)
    assert kept == [WHOLE]
    assert told == [
        "lacking is left out: It needs nothing. pip install nothing",
        "held is left out: It is held against lacking.",
    ]


def test_a_reason_that_begins_with_the_name_does_not_say_it_twice():
    needy = Strategy("It", Lacking())
    told = able_strategies([needy, WHOLE], small_credit(), Design(), 0)[1]
    assert told == ["It is left out, as it needs nothing. pip install nothing"]


def test_where_none_is_left_the_first_reason_is_raised():
    with pytest.raises(RequestError, match="It needs nothing"):
        able_strategies([LACKING, HELD], small_credit(), Design(), 0)
