"""What strategies do with the attributes that mitigation works on, as their runs say."""

import re
from collections.abc import Iterable

import pandas as pd

from fairlab.data.words import Words

FEATURE, DECIDING, TRAINING, NONE = "feature", "when-deciding", "training-only", "none"
ASKED = {  # what may be asked for, and which uses obey
    NONE: (NONE,),
    TRAINING: (NONE, TRAINING),
    "any": (NONE, TRAINING, FEATURE, DECIDING),
}
_OF_THE_SENTENCE = (
    "a", "and", "as", "asks", "at", "decides", "does", "feature", "features", "for", "in", "it",
    "look", "not", "only", "or", "reads", "training", "used", "uses", "when",
)  # fmt: skip
SHOWN = {FEATURE: "a feature", DECIDING: "when deciding", TRAINING: "training only"}
SHOWN |= {NONE: "not used", "": "not recorded"}
UNSAID = "what it does with the attribute is not recorded: of an older fairlab, run it anew"
MEANING = (
    "by the attribute: it has to be known of everybody at that moment, and of two people alike in "
    "all else one may be flagged for it and the other not. Whether that is allowed is a question "
    "of law and purpose, which fairlab does not answer"
)


def attribute_sentence(runs: pd.DataFrame, words: Words | None = None) -> str:
    """Say what each strategy does with the attributes; empty where no run says so.

    Parameters
    ----------
    runs : DataFrame
        With ``strategy``, ``attribute_use`` and ``random``.
    words : Words, optional
        What attributes are called.

    Examples
    --------
    >>> uses = {"attribute_use": "reads sex as a feature", "random": "no"}
    >>> attribute_sentence(pd.DataFrame([{"strategy": name, **uses} for name in ("a", "b")]))
    'Use of the attribute: reads sex as a feature (a, b).'
    """
    if "attribute_use" not in runs or not runs["attribute_use"].any():
        return ""
    first = runs.groupby("strategy", sort=False)[["attribute_use", "random"]].first()
    uses = first["attribute_use"].replace("", SHOWN[""])
    told = [
        f"{_in_words(use, words or Words())} ({', '.join(names)})" for use, names in _names_by(uses)
    ]
    random = first.index[first["random"] == "yes"].tolist()
    more = f" Two decisions about one person may differ: {', '.join(random)}." if random else ""
    return f"Use of the attribute: {'; '.join(told)}.{more}"


def _in_words(use: str, words: Words) -> str:
    """Call columns by their words, but for those that are called like a word of the sentence."""
    names = [re.escape(name) for name in words.columns if name not in _OF_THE_SENTENCE]
    if not names:
        return use
    longest_first = "|".join(sorted(names, key=len, reverse=True))
    return re.sub(
        rf"(?<![\w-])({longest_first})(?![\w-])", lambda found: words.columns[found[0]], use
    )


def meaning_sentence(runs: pd.DataFrame) -> str:
    """Say what it means that rules ask for the attribute; empty where none does.

    Parameters
    ----------
    runs : DataFrame
        With ``strategy`` and ``attribute``.

    Examples
    --------
    >>> runs = pd.DataFrame({"strategy": ["plain", "cut"], "attribute": ["none", "when-deciding"]})
    >>> meaning_sentence(runs)[:26]
    'cut decides by the attribu'
    """
    if "attribute" not in runs:
        return ""
    names = [*dict.fromkeys(runs.loc[runs["attribute"] == DECIDING, "strategy"])]
    verb = "decides" if len(names) == 1 else "decide"
    return f"{', '.join(names)} {verb} {MEANING}." if names else ""


def _names_by(uses: pd.Series) -> Iterable[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for name, use in uses.items():
        found.setdefault(use, []).append(str(name))
    return found.items()
