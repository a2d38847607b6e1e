"""Pictures of pages and of the MLflow UI for the documentation, by a headless Chromium.

    make screenshots

What is shown is made anew from the example store, from `taiwan` and from simulated months. Where
there is no Chromium the pictures stay as they are, and that is said.
"""

import os
import subprocess
import sys
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

import fairlab
from bench import monitored_months
from fairlab.record.links import view_links
from fairlab.record.store import Store
from fairlab.record.ui import EXAMPLE, copy_of_example, serving

FIGURES = Path(__file__).parent / "figures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
STRATEGY, DATASET = "reweighing", "telecom"
PORT = 5055


def shot(browser: str, address: str, name: str, height: int = 900) -> None:
    """Take one picture, 1,440 pixels wide."""
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with TemporaryDirectory() as profile:
        subprocess.run(  # noqa: S603
            [browser, "--headless", *as_root, "--hide-scrollbars", "--disable-gpu",
             f"--user-data-dir={profile}", "--virtual-time-budget=20000",
             f"--window-size=1440,{height}", f"--screenshot={FIGURES / name}", address],
            check=True, capture_output=True, timeout=120,
        )  # fmt: skip
    print(f"docs/figures/{name}")


def audit_page(folder: Path) -> Path:
    """Audit a logistic regression on `taiwan`, as the tutorial does."""
    people = fairlab.load("taiwan")
    numbers = people.X.select_dtypes("number").fillna(0)
    model = make_pipeline(StandardScaler(), LogisticRegression())
    chances = cross_val_predict(model, numbers, people.y, cv=3, method="predict_proba")[:, 1]
    found = fairlab.audit(
        y=people.y, score=chances, groups=people.frame[["SEX", "AGE"]], budget=0.2
    )
    return Path(found.to_html(folder / "audit.html"))


def pages(folder: Path, store: Store) -> dict[str, Path]:
    """Make the pages that are shown, by the name of their picture."""
    document = folder / "document"
    fairlab.document(store.uri, DATASET, strategy=STRATEGY, output=document)
    monitored_months.watch(folder, months=24, begins=20, rows=10_000, bias=0.5)
    return {
        "report.png": fairlab.report(store.uri, DATASET, output=folder / "report.html"),
        "audit.png": audit_page(folder),
        "document.png": document / "documentation.html",
        "monitor.png": folder / "monitor-telecom.html",
    }


def main() -> None:
    """Take all pictures."""
    browser = next(filter(None, map(which, BROWSERS)), None)
    if browser is None:
        sys.exit(f"The pictures stay as they are: none of {', '.join(BROWSERS)} is installed.")
    os.chdir(EXAMPLE.parent)
    store = copy_of_example(EXAMPLE)
    with TemporaryDirectory() as folder:
        for name, page in pages(Path(folder), store).items():
            shot(browser, page.as_uri(), name)
    with serving(store, PORT, EXAMPLE.parent) as address:
        number = store.experiments()[f"fairlab/{DATASET}"]
        shot(browser, view_links(address, number)["leaderboard"], "leaderboard.png", 600)


if __name__ == "__main__":
    main()
