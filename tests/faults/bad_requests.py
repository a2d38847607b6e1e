"""Rows 48 to 70 of the table of promises: names, options, stores and runs."""

import os
from pathlib import Path

from fairlab.audit.metric_names import metric_word
from fairlab.data import Dataset
from fairlab.learn import TunedXGB
from tests.faults.bad_inputs import (
    ACCEPTED,
    BadInput,
    asked,
    held,
    in_file,
    people,
    typed,
)

RECORD, FAULTS = "tests/record/test_", "tests/faults/test_"


def called(name: str) -> BadInput:
    return asked(
        48, f"data set called {name[:12]!a}", lambda: Dataset(name, people(), target="fraud"),
        "is not 1 to 64 letters, digits, - or _; give another"
    )  # fmt: skip


def odd_file_name(number: int, name: str, file: str) -> BadInput:
    return in_file(number, name, people(), file=file, told=ACCEPTED)


def pickled(path: Path) -> None:
    people().to_pickle(path)


def linked(path: Path) -> None:
    people().to_csv(path.with_name("people.csv"), index=False)
    os.symlink("people.csv", path)


def settings_of(path: Path) -> None:
    people().to_csv(path.with_suffix(".csv"), index=False)
    path.write_text('data = "people.csv"\ntraget = "fraud"\n')


def yaml_object(path: Path) -> None:
    path.write_text("!!python/object/apply:os.system ['touch pwned']\n")


REQUESTS: list[BadInput] = [
    *map(called, ("../../x", "x" * 300, "\U0001f426", "a\u202eb", "", "a/b", "..")),
    odd_file_name(48, "a file called as no data set may be", "\u611b \U0001f426 (..) %2e%2e.csv"),
    held(49, "experiment called as a path",
         f"{RECORD}store.py::test_a_dataset_name_is_never_a_path"),
    asked(50, "a metric called as a script", lambda: metric_word("<script>alert(1)</script>"),
          "_script_alert_1___script_", told=ACCEPTED),
    held(51, "a metric that is no number",
         f"{RECORD}ledger.py::test_what_is_not_a_number_is_left_out_and_told"),
    held(52, "metrics are numbers, by their types and in every result",
         f"{FAULTS}bad_inputs.py::test_every_metric_of_a_run_is_a_number"),
    held(53, "a parameter of 7,000 characters",
         f"{RECORD}ledger.py::test_a_long_parameter_is_hashed_and_kept_in_full"),
    held(54, "the same parameter twice: parameters are written once, from a mapping",
         f"{RECORD}ledger.py::test_a_run_comes_back_as_it_was_written"),
    held(55, "a dead port, a typo, a missing folder",
         f"{RECORD}place.py::test_a_dead_server_is_told_within_seconds",
         f"{RECORD}place.py::test_a_server_that_never_answers_is_told_within_seconds",
         f"{RECORD}place.py::test_a_mistyped_address_is_told_in_words_and_nothing_is_made",
         f"{RECORD}store.py::test_reading_does_not_make_a_store"),
    typed(55, "a store in a folder that is not there",
          "sweep --dataset taiwan --seeds 1 --store sqlite:///nowhere/runs.db",
          "nowhere", "does not exist"),
    typed(55, "nothing was ever recorded here", "compare", "There is no store"),
    held(56, "a store of noise, cut short, empty, or of another version",
         f"{RECORD}store.py::test_a_damaged_or_foreign_file_is_refused_and_left_as_it_is"),
    held(57, "a folder that cannot be written, a full disk",
         f"{RECORD}store.py::test_a_folder_that_cannot_be_written_is_told",
         f"{RECORD}ledger.py::test_a_store_that_takes_nothing_is_told_in_words"),
    held(58, "a killed worker",
         f"{FAULTS}store_survives.py::test_a_claim_dies_with_its_process",
         f"{RECORD}dead_runs.py::test_runs_of_the_dead_are_closed_and_say_why"),
    held(59, "two sweeps in one folder",
         f"{FAULTS}sweep_killed.py::test_two_sweeps_at_once_share_the_work"),
    held(60, "Ctrl-C", f"{FAULTS}sweep_killed.py::test_ctrl_c_is_answered_at_any_moment"),
    held(61, "a clock that jumps back",
         f"{RECORD}ledger.py::test_runs_are_ordered_by_strategy_and_seed"),
    in_file(62, "a pickle called CSV", pickled, "no text", "UTF-8"),
    in_file(62, "a pickle called as one", pickled, "neither CSV nor Parquet", file="people.pkl"),
    in_file(62, "a YAML object", yaml_object, "neither CSV nor Parquet", file="people.yaml"),
    in_file(62, "a YAML object called TOML", yaml_object, "is no valid TOML", file="people.toml"),
    held(62, "a pickle anywhere on a read path",
         f"{FAULTS}read_paths.py::test_nothing_that_runs_code_is_on_a_read_path"),
    held(63, "a script in every name of a page",
         "tests/report/pages/test_rendering.py::test_every_text_is_escaped",
         "tests/report/test_exploration_page.py::test_hostile_names_stay_texts",
         "tests/report/test_sweep_page.py::test_names_are_escaped_everywhere",
         f"{FAULTS}hostile_names.py::test_no_name_of_a_table_runs_in_a_page"),
    typed(64, "a negative seed", "sweep --dataset taiwan --seeds 3,-1",
          "a seed must be from 0 to 4294967295, but got -1"),
    typed(64, "a seed beyond 32 bits", "sweep --dataset taiwan --seeds 1099511627776,",
          "but got 1099511627776"),
    typed(64, "a fraction of a seed", "sweep --dataset taiwan --seeds 1.5",
          "'1.5' is neither a number nor a list", "--seeds 3,7"),
    asked(65, "a misspelt hyperparameter",
          lambda: TunedXGB(params={"max_dept": 3}).check(), "'max_dept'", "'max_depth'"),
    typed(66, "a strategy that is not there", "run fair-smot",
          "no strategy 'fair_smot'", "'fair_smote'"),
    typed(66, "no seeds", "sweep --dataset taiwan --seeds 0", "--seeds must be from 1"),
    typed(66, "a command that is not there", "swep", "No such command 'swep'"),
    in_file(66, "a misspelt setting beside the table", settings_of,
            "no setting 'traget'", "'target'", file="people.toml", options="--sensitive gender"),
    held(67, "one strategy with several settings",
         "tests/compare/test_select.py::test_a_mixture_is_refused_and_the_difference_shown"),
    held(68, "other data under the same name",
         "tests/compare/test_select.py::test_strategies_on_other_data_or_splits_are_not_paired"),
    held(69, "another version of the code or of a library",
         f"{FAULTS}bad_inputs.py::test_runs_of_two_versions_are_noted"),
    odd_file_name(70, "a folder with spaces and an emoji", "my data \U0001f426/people 2026.csv"),
    in_file(70, "a symbolic link", linked, file="link.csv", told=ACCEPTED),
]  # fmt: skip
