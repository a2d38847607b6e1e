"""Writers of files that are killed: a page or a table is whole, or it is the older one."""

from pathlib import Path

from fairlab.data.fetch import cached_file, fetch
from tests.data.fetch.publisher import TABLE, Publisher, publish
from tests.faults import witness
from tests.faults.command_processes import fairlab, fetch_table, save_pages
from tests.faults.killing import Killer, Tally, timed
from tests.faults.scenes import DATA, repaired, seconds_of, started

PAGE = "page.html"
REPORT = "fairlab report", ("report",)
EXPLORATION = "fairlab data explore", ("data", "explore", *DATA)


def kill_page(what: str, words: tuple[str, ...], kills: int, folder: Path) -> Tally:
    """Kill a command that writes a page over an older one, in a folder with finished runs."""
    tally = Tally(what)
    killer = Killer(tally, kills)
    target = (fairlab, *words, "--output", PAGE, "--overwrite")
    page = folder / PAGE
    with timed(tally):
        longest = seconds_of(folder, *target)
        whole = page.read_text()
        for _ in killer.rounds():
            page.write_text("older")
            with started(folder, *target) as victim:
                killer.wait(longest)
                if victim.runs:
                    killer.strike(victim, _how_far_written)
            tally.lost += page.read_text() not in ("older", whole)
        seconds_of(folder, *target)
        tally.differing += page.read_text() != whole
        repaired(folder, tally)
    return tally


def _how_far_written(folder: Path) -> str:
    if (folder / PAGE).read_text() != "older":
        return "recording" if witness.running(folder) else "page written"
    return "computing"


def kill_writing(kills: int, size: int = 3_000_000) -> Tally:
    """Kill a process that does nothing but write pages, so that each kill falls into writing."""
    tally = Tally("writing of pages")
    killer = Killer(tally, kills)
    with timed(tally) as folder:
        page = folder / PAGE
        page.write_text("older")
        for _ in killer.rounds():
            with started(folder, save_pages, PAGE, size) as victim:
                killer.wait(0.2)
                killer.strike(victim, lambda _: "writing")
            text = page.read_text()
            tally.lost += text != "older" and text != text[0] * size
    return tally


def kill_download(kills: int) -> Tally:
    """Kill a fetch from a server that breaks off each time, then let one be fetched whole."""
    tally = Tally("download of a table")
    killer = Killer(tally, kills)
    publisher = Publisher(manners=["cut"])
    server = publish(publisher)
    try:
        with timed(tally) as folder:
            for _ in killer.rounds():
                with started(folder, fetch_table, publisher.port) as victim:
                    killer.wait(1.5)
                    killer.strike(victim, lambda here: _how_far_fetched(here, publisher))
                    tally.lost += cached_file(publisher.entry(), folder).exists()
            publisher.manners[:] = ["good"]
            tally.differing += fetch(publisher.entry(), folder).read_bytes() != TABLE
    finally:
        server.shutdown()
        server.server_close()
    return tally


def _how_far_fetched(folder: Path, publisher: Publisher) -> str:
    part = cached_file(publisher.entry(), folder).with_suffix(".part")
    return "partly there" if part.exists() else "nothing yet"
