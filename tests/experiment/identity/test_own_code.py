"""Code of one's own is told by what it does and refers to, whoever holds it."""

import pickle
import sys
from types import ModuleType

import cloudpickle
import pytest

from fairlab.experiment.identity.lasting_text import describe
from fairlab.experiment.identity.own_code import code_of

CELL = '''
import functools, steps
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.linear_model import LogisticRegression
LIMIT, NAMES, MODEL, UNSEEN = 1, ["a", {"b": 2}], LogisticRegression(C=3), 4
def double(x): return [2 * one for one in x]
def noted(f):
    @functools.wraps(f)
    def inner(*given): return 5, f(*given)
    return inner
class Base(BaseEstimator):
    share = 6
    def rest(self): return steps.halve(double(self))
class Mine(TransformerMixin, Base):
    """Say what."""
    def fit(self, X, y=None): return LIMIT + 7  # why
    def transform(self, X): return NAMES if X in {"u", "v"} else MODEL
    @property
    def size(self): return 8
    @staticmethod
    def made(): return super.__name__ + "nine"
    @functools.cached_property
    def kept(self): return 10
    @noted
    def noted(self): return 11
    @functools.lru_cache
    def cached(self, of=12): return (lambda x: x + 13)
    @classmethod
    def ones(cls): return cls
'''
STEPS = "RATE = 14\ndef halve(x): return third(x)\ndef third(x): return x / RATE\n"
MOVES = [
    ("LIMIT, NAMES, MODEL, UNSEEN = 1,", "LIMIT, NAMES, MODEL, UNSEEN = 0,"), ('"b": 2', '"b": 0'),
    ("C=3", "C=0"), ("2 * one", "0 * one"), ("5, f", "0, f"), ("share = 6", "share = 0"),
    ("+ 7", "+ 0"), ("return 8", "return 0"), ("nine", "none"), ("return 10", "return 0"),
    ("return 11", "return 0"), ("of=12", "of=0"), ("x + 13", "x + 0"), ('"u", "v"', '"u", "w"'),
    ("return cls", "return 0"), ("RATE = 14", "RATE = 0"), ("x / RATE", "x * RATE"),
]  # fmt: skip
STAYS = [
    ("Say what", "Say why"), ("  # why", ""), ("(*given)", "( *given )"), ("\ndef d", "\n\ndef d"),
    ("def rest(self):", "def rest(self): 'Say it.';"), ('    """Say what."""\n', ""),
    ("MODEL, UNSEEN = 1,", "MODEL, UNSEEN = True and 1,"), ('(C=3), 4', '(C=3), 0'),
]  # fmt: skip


@pytest.fixture
def mine(monkeypatch):
    """Run the cell and the module that it imports, edited; give its class."""

    def run(old="", new=""):
        for name, text in (("steps", STEPS), ("notebook", CELL)):
            module = ModuleType(name)
            monkeypatch.setitem(sys.modules, name, module)
            exec(text.replace(old, new), vars(module))
        return module.Mine

    return run


@pytest.mark.parametrize(("old", "new"), MOVES, ids=[new for _, new in MOVES])
def test_an_edit_of_what_it_does_or_refers_to_is_seen(old, new, mine):
    assert (CELL + STEPS).count(old) == 1
    assert code_of(mine()) != code_of(mine(old, new))


@pytest.mark.parametrize(("old", "new"), STAYS, ids=[old for old, _ in STAYS])
def test_an_edit_of_anything_else_is_not(old, new, mine):
    assert old in CELL
    assert code_of(mine()) == code_of(mine(old, new))


def test_a_copy_and_a_worker_see_the_same(mine, monkeypatch):
    here = mine()
    del here.kept, here.cached  # which hold locks in Python 3.11
    told = describe(here, "model")
    assert told == f"notebook.Mine{code_of(here)}"
    assert pickle.dumps(here())  # which leaves a note in the class
    cloudpickle.register_pickle_by_value(sys.modules["notebook"])
    sent = cloudpickle.dumps(here)
    monkeypatch.delitem(sys.modules, "notebook")
    assert describe(cloudpickle.loads(sent), "model") == told


def test_what_its_code_notes_in_a_list_changes_nothing(mine):
    before = code_of(noting := mine())
    sys.modules["notebook"].NAMES.append(1)
    assert code_of(noting) == before


def test_in_which_order_a_set_holds_what_refers_to_one_thing_changes_nothing():
    def made():
        text = "def c(): pass\ndef a(): return c, 1\ndef b(): return c, 2\nheld = frozenset({a, b})"
        exec(f"{text}\ndef f(): return held", cell := {"__name__": "__main__"})
        return cell

    cells = [made() for _ in range(20)]  # at different addresses, which order the set
    assert len({next(iter(cell["held"])).__name__ for cell in cells}) == 2
    assert len({code_of(cell["f"]) for cell in cells}) == 1


def test_what_is_installed_is_told_by_its_name_alone():
    assert [code_of(one) for one in (pytest.fixture, pickle.dumps, describe, int, 3)] == [""] * 5
