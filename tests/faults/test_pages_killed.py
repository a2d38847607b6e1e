"""A page whose writer is killed is the older one or the new one, never a part of it."""

from tests.faults import file_scenes, scenes


def test_a_command_that_is_killed_leaves_the_older_page_or_the_whole_new_one(
    template_store, tmp_path
):
    folder = scenes.lay_out(tmp_path / "here", template_store)
    tally = file_scenes.kill_page(*file_scenes.EXPLORATION, 2, folder)
    assert tally.kills, tally
    assert not tally.harm, tally


def test_so_does_a_process_that_does_nothing_but_write():
    tally = file_scenes.kill_writing(4)
    assert not tally.harm, tally
