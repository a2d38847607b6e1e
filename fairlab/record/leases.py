"""Claims on a server: the first to make a unique name has the key, as long as it gives signs.

The name is that of a registered model, which MLflow inserts once or refuses, whatever database
is behind it. ``docs/decisions/0007-claims-on-a-server.md`` says why.
"""

import json
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from itertools import count
from threading import Thread
from typing import TYPE_CHECKING
from uuid import uuid4

from fairlab.record.claims import Finished
from fairlab.record.client import in_words, store_errors
from fairlab.record.owner import Owner

if TYPE_CHECKING:
    from mlflow import MlflowClient

    from fairlab.record.store import Store

PREFIX = "fairlab-claim"
SECONDS_BETWEEN_LOOKS = 1.0
SILENCE = 60.0  # seconds after which an owner on another machine counts as dead
SIGNS = 6  # in that time
OWNER, SIGN, TOKEN = "fairlab.owner", "fairlab.sign", "fairlab.token"


class Leases:
    """Claims of this process among those of any machine that writes to the same server.

    A claim is a numbered name. Who finds the last number's owner dead makes the next number;
    the database lets one do so. Nothing is compared by the clocks of two machines: an owner is
    dead when its signs have stood still for as long as somebody has watched.

    Parameters
    ----------
    store : Store
        A server, or a database that several machines share.
    is_finished : callable
        Whether a key is finished.
    silence : float
        Seconds without a sign after which an owner counts as dead.
    """

    def __init__(self, store: "Store", is_finished: Finished, silence: float = SILENCE) -> None:
        self.store = store
        self.client = store.client
        self.is_finished = is_finished
        self.silence = silence
        self.held: dict[str, int] = {}
        self.seen: dict[str, tuple[str, float]] = {}
        self.signing: Thread | None = None

    @contextmanager
    def claim(self, key: str, wait: bool) -> Iterator[bool]:
        """Claim a key, or say that it is another's or finished."""
        mine = self._take(key)
        while wait and not mine:
            time.sleep(SECONDS_BETWEEN_LOOKS)
            mine = self._take(key)
        try:
            yield mine and not self.is_finished(key)
        finally:
            # A server that is away cannot be told; it ends as the claim of a dead process does.
            if mine and key in self.held and self.store.answers():
                self._let_go(key)
            self.held.pop(key, None)

    def renew(self, key: str) -> bool:
        """Make the next number ours, unless somebody took us for dead and has made it.

        From then on there is a whole lease for recording the run.
        """
        number = self.held[key] + 1
        if not self._make(_name(key, number)):
            del self.held[key]
            return False
        self.held[key] = number
        return True

    def _take(self, key: str) -> bool:
        for number in count(1):
            name = _name(key, number)
            if self._make(name):
                self.held[key] = number
                self._give_signs()
                return True
            if self._may_be_alive(name):
                return False
        raise AssertionError

    def _make(self, name: str) -> bool:
        """Make a name that nobody has; one of several who try at once succeeds."""
        token = uuid4().hex
        tags = {OWNER: json.dumps(Owner.here().as_dict()), SIGN: "0", TOKEN: token}
        with _unless("RESOURCE_ALREADY_EXISTS", "RESOURCE_DOES_NOT_EXIST"):
            self.client.create_registered_model(name, tags)
            return True
        # A request that MLflow repeats, because the answer was lost, meets its own work.
        return self._tags(name).get(TOKEN) == token

    def _may_be_alive(self, name: str) -> bool:
        tags = self._tags(name)
        if not tags:
            return True  # let go a moment ago: whoever waits comes again
        owner = Owner.from_text(tags.get(OWNER, ""))
        if owner and owner.is_near() and owner.death():
            return False
        (sign, since), now = self.seen.get(name, ("", 0.0)), tags.get(SIGN, "")
        if sign != now:
            self.seen[name] = now, time.monotonic()
            return True
        return time.monotonic() - since < self.silence

    def _let_go(self, key: str) -> None:
        """Remove our number; those of the dead below it too, once nobody can want the key.

        As long as the key is not finished the numbers below stay: without them the next one to
        come would start at the first, beside whoever holds a later one.
        """
        number = self.held.pop(key)
        lowest = 1 if self.is_finished(key) else number
        for one in range(number, lowest - 1, -1):
            self._remove(_name(key, one))

    def _tags(self, name: str) -> dict[str, str]:
        with _unless("RESOURCE_DOES_NOT_EXIST"):
            return dict(self.client.get_registered_model(name).tags)
        return {}

    def _remove(self, name: str) -> None:
        with _unless("RESOURCE_DOES_NOT_EXIST"):
            self.client.delete_registered_model(name)

    def _give_signs(self) -> None:
        """Start to give signs, at the first claim of this process."""
        if self.signing is None:
            self.signing = Thread(target=self._signs, daemon=True)
            self.signing.start()

    def _signs(self) -> None:
        for sign in count(1):
            time.sleep(self.silence / SIGNS)
            for key, number in list(self.held.items()):
                # A sign that is lost shows when the claim is renewed, if it mattered at all.
                with suppress(*store_errors()):
                    self.client.set_registered_model_tag(_name(key, number), SIGN, str(sign))


def _name(key: str, number: int) -> str:
    return f"{PREFIX}-{key}-{number}"


def remove_finished(client: "MlflowClient", finished: Collection[str]) -> None:
    """Remove the claims on finished keys, which a process leaves that is killed on its way out.

    Parameters
    ----------
    client : MlflowClient
    finished : collection of str
        Keys of finished runs.
    """
    token = None
    left = []
    while True:
        page = client.search_registered_models(f"name LIKE '{PREFIX}-%'", page_token=token)
        left += [one.name for one in page if one.name.split("-")[2] in finished]
        token = page.token
        if not token:
            break
    for name in left:
        client.delete_registered_model(name)


@contextmanager
def _unless(*expected: str) -> Iterator[None]:
    """Pass over the answers of MLflow that are expected, and say the others in words."""
    from mlflow.exceptions import MlflowException

    with in_words():
        try:
            yield
        except MlflowException as error:
            if error.error_code not in expected:
                raise
