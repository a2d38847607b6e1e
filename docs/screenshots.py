"""Pictures of pages and of the MLflow UI for the documentation, by a headless Chromium.

    make screenshots

What is shown is made anew from the example store, from `taiwan` and from simulated months. Where
there is no Chromium the pictures stay as they are, and that is said.
"""

import os
import subprocess
import sys
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from threading import Thread

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
ASSISTANT = "mlflow.assistant.fab.autoOpenedOnFirstLoad_v1"


def shot(browser: str, address: str, profile: Path, name: str) -> None:
    """Take one picture, 1,440 pixels wide."""
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    subprocess.run(  # noqa: S603
        [browser, "--headless", *as_root, "--hide-scrollbars", "--disable-gpu",
         f"--user-data-dir={profile}", "--virtual-time-budget=20000", "--window-size=1440,900",
         f"--screenshot={FIGURES / name}", address],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    print(f"docs/figures/{name}")


class AssistantClosed(BaseHTTPRequestHandler):
    """A page at MLflow's address that closes its assistant, as a person does at the first visit."""

    def do_GET(self) -> None:
        """Serve it."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(f"<script>localStorage['{ASSISTANT}'] = true</script>".encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def close_assistant(browser: str, profile: Path) -> None:
    """Let a profile of the browser know that the assistant was opened once."""
    with HTTPServer(("127.0.0.1", PORT), AssistantClosed) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        shot(browser, f"http://127.0.0.1:{PORT}", profile, "leaderboard.png")
        server.shutdown()


def audit_page(folder: Path) -> Path:
    """Audit a logistic regression on `taiwan`, as the tutorial does."""
    people = fairlab.load("taiwan")
    numbers = people.X.select_dtypes("number").fillna(0)
    model = make_pipeline(StandardScaler(), LogisticRegression())
    chances = cross_val_predict(model, numbers, people.y, cv=3, method="predict_proba")[:, 1]
    groups = people.frame[["AGE"]].assign(SEX=people.frame["SEX"].map(people.labels["SEX"]))
    found = fairlab.audit(y=people.y, score=chances, groups=groups, budget=0.2)
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
        profile = Path(folder) / "profile"
        for name, page in pages(Path(folder), store).items():
            shot(browser, page.as_uri(), profile, name)
        close_assistant(browser, profile)
        with serving(store, PORT, EXAMPLE.parent) as address:
            number = store.experiments()[f"fairlab/{DATASET}"]
            shot(browser, view_links(address, number)["leaderboard"], profile, "leaderboard.png")


if __name__ == "__main__":
    main()
