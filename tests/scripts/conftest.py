import subprocess
from pathlib import Path

import pytest

from scripts import planting
from tests.scripts.planted import SOUND, TEST


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """A project of one rule and one test, known to git."""
    root = tmp_path / "project"
    for name, text in {
        "sums/doubling.py": SOUND,
        "tests/sums/test_doubling.py": TEST,
        ".gitignore": "/var/\n",
        "pytest.ini": "[pytest]\npythonpath = .\naddopts = --import-mode=importlib\n",
    }.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    git = ["git", "init", "-q"]
    subprocess.run(git, cwd=root, check=True, timeout=60)  # noqa: S603 (whichever git)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")  # it needs none of ours
    monkeypatch.setattr(planting, "LONGEST", ("tests/sums",))
    return root
