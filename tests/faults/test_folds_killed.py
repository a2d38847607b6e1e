"""A run that is killed between its folds: what is fitted stays, and is not fitted again."""

import signal
import time
from pathlib import Path

from tests.faults import scenes, witness

FOLDS = 4
RUN = scenes.Work(
    "a run between its folds",
    ("run", "plain", *scenes.OWN, "--folds", str(FOLDS), "--seeds", "1", "--trials", "5"),
)
QUERY = """
    SELECT hash.value, run_uuid FROM runs JOIN tags AS hash USING (run_uuid)
    JOIN tags AS kind USING (run_uuid) WHERE hash.key = 'fairlab.config_hash'
    AND kind.key = 'fairlab.kind' AND kind.value = 'fit' AND status = 'FINISHED'
"""


def fits(folder: Path) -> dict[str, str]:
    """Give the run of MLflow that each finished fit is, by its key."""
    found = witness.ask(folder, QUERY)
    assert len(dict(found)) == len(found)
    return dict(found)


def test_a_kill_between_folds_loses_no_fit_and_repeats_none(template_store, tmp_path):
    whole = scenes.undisturbed(RUN, tmp_path / "whole", template_store)
    here = scenes.lay_out(tmp_path / "killed", template_store)
    with scenes.started(here, scenes.fairlab, *RUN.words) as victim:
        until = time.monotonic() + 120
        while len(fits(here)) < 2 and time.monotonic() < until:
            time.sleep(0.01)
        victim.kill(signal.SIGKILL, whole=True)
    kept = fits(here)
    assert 2 <= len(kept) < FOLDS, "it was killed too late to tell"
    with scenes.started(here, scenes.fairlab, *RUN.words) as again:
        again.end()
    assert kept.items() <= fits(here).items()
    assert len(fits(here)) == FOLDS
    assert sorted(witness.finished(here)) == sorted(whole.contents)
    assert witness.contents(here) == whole.contents
