"""How many planted faults the tests catch: python bench/mutation.py [--share 0.2] [--seed 9].

mutmut plants the faults that pyproject.toml asks for; all of them, or as large a share of each
file as is asked for. See docs/mutation.md.
"""

import argparse
import json
import random
import subprocess
import sys
import tomllib
from collections import Counter
from pathlib import Path

from mutmut.mutation.file_mutation import mutate_file_contents

CAUGHT = (1, 3)  # pytest's exit codes when a test failed, or could not even be collected


def mutants(file: str) -> list[str]:
    """Name the mutants of a file, in the order of the alphabet."""
    module = file.removesuffix(".py").replace("/", ".")
    names = mutate_file_contents(file, Path(file).read_text()).mutant_names
    return sorted(f"{module}.{name}" for name in names)


def drawn(files: list[str], share: float, seed: int) -> dict[str, list[str]]:
    """Draw a share of the mutants of each file."""
    rng = random.Random(seed)
    known = {file: mutants(file) for file in sorted(files)}
    return {file: rng.sample(names, round(share * len(names))) for file, names in known.items()}


def fates(file: str, names: list[str]) -> Counter:
    """Count what became of the mutants of a file."""
    codes = json.loads(Path(f"mutants/{file}.meta").read_text())["exit_code_by_key"]
    return Counter("caught" if codes[name] in CAUGHT else "survived" for name in names)


def show(sample: dict[str, list[str]]) -> None:
    """Print a line per file, and the names of those that survived with ``mutmut results``."""
    rows = {file: fates(file, names) for file, names in sample.items()}
    rows["all"] = sum(rows.values(), Counter())
    print(f"{'':40}{'mutants':>8}{'caught':>8}{'survived':>10}")
    for file, found in rows.items():
        print(f"{file:40}{found.total():8}{found['caught']:8}{found['survived']:10}")


def main() -> int:
    """Plant, test, and count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--share", type=float, default=1.0, help="of each file's mutants")
    parser.add_argument("--seed", type=int, default=9, help="of the draw")
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    asked = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["mutmut"]
    sample = drawn(asked["only_mutate"], options.share, options.seed)
    names = [name for some in sample.values() for name in some]
    mutmut = [sys.executable, "-m", "mutmut", "run", "--max-children", str(options.workers)]
    done = subprocess.run([*mutmut, *names])
    if done.returncode:
        return done.returncode
    show(sample)
    return 0


if __name__ == "__main__":
    sys.exit(main())
