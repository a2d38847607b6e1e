"""What the newest sweep says of runs that were finished before: what groups are called, and uses.

Neither is part of what names a run, so that a finished one would go on saying what was typed then.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from fairlab.record.client import in_words
from fairlab.record.reading import HASH, RUN, finished_tags

if TYPE_CHECKING:
    from fairlab.record.store import Store

FINGERPRINT, PEOPLE = "fairlab.fingerprint", "fairlab.people"
RECORDED = "fairlab.people_recorded"  # by whose names of groups the tables of the run are written


def say_now(
    store: "Store",
    experiment: str,
    fingerprint: str,
    people: str,
    said: Mapping[str, Mapping[str, str]],
) -> None:
    """Let the finished runs on the same rows say what is said now.

    Parameters
    ----------
    store : Store
    experiment : str
        Its name.
    fingerprint : str
        Of the rows and their roles.
    people : str
        Names the rows with what their groups are called; every run on these rows takes it over.
    said : mapping of str to mapping
        The tags of a run, by its key.
    """
    for run_id, tags in finished_tags(store, experiment, RUN):
        if tags.get(FINGERPRINT) == fingerprint:
            now = {**said.get(tags.get(HASH, ""), {}), **_called(tags, people)}
            for name, text in _changed(tags, now):
                with in_words():
                    store.client.set_tag(run_id, name, text)


def _called(tags: Mapping[str, str], people: str) -> dict[str, str]:
    """Name the people anew; a run of fairlab 0.1.0 names none."""
    before = tags.get(PEOPLE)
    return {RECORDED: tags.get(RECORDED, before), PEOPLE: people} if before else {}


def _changed(tags: Mapping[str, str], now: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if now.get(PEOPLE) == tags.get(PEOPLE):
        now = {name: text for name, text in now.items() if name != RECORDED}
    yield from ((name, text) for name, text in now.items() if text and tags.get(name) != text)
