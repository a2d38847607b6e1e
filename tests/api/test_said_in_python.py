"""What commands say of a table, in the words of Python."""

import pytest

from fairlab.api.said_in_python import in_python


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("--budget and --decision each say", "budget and decision each say"),
        ("say --threshold X or --budget SHARE.", "say threshold=X or budget=SHARE."),
        ("say: --positive 1 or --positive 2.", "say: positive='1' or positive='2'."),
        ("say: --approve 'not now'.", "say: approve='not now'."),
        ("say: --positive 0.5.", "say: positive='0.5'."),
        ("--min-size 3", "min_size 3"),
        ("Write --costs FP=1,FN=20, with", 'Write costs="FP=1,FN=20", with'),
        ("decimal commas? --decimal ,", "numbers are needed."),
    ],
)
def test_options_are_arguments(typed, said):
    assert in_python(typed) == said
