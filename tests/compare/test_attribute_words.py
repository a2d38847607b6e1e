"""What is said of the use of attributes, and how they are called in it."""

import pandas as pd
import pytest

from fairlab.compare.attribute_words import attribute_sentence
from fairlab.data.words import Words


@pytest.mark.parametrize(
    ("use", "words", "said"),
    [
        ("reads sex_2 and sex as features", {"sex": "Sex"}, "reads sex_2 and Sex as features"),
        ("reads a as a feature", {"a": "Age"}, "reads a as a feature"),
        ("does not look at pc-4 or pc", {"pc": "Area"}, "does not look at pc-4 or Area"),
        ("asks for a.b when it decides", {"a.b": "Group"}, "asks for Group when it decides"),
        ("asks for axb when it decides", {"a.b": "Group"}, "asks for axb when it decides"),
    ],
)
def test_columns_are_called_by_their_words_and_no_other_word_is(use, words, said):
    runs = pd.DataFrame({"strategy": ["s"], "attribute_use": [use], "random": ["no"]})
    assert attribute_sentence(runs, Words(words)) == f"Use of the attribute: {said} (s)."
