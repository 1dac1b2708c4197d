"""Fetch what other people's files the portal serves, to static/vendor: `python -m scripts.vendor`.

By npm, which must be installed, in the versions below. An archive whose hash is not the one below is refused,
and of the editor's packages one whose hash is not in `editor/package-lock.json`. NOTICE names each package.
"""

import base64
import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "static" / "vendor"
#: Seconds that a download may take.
LONGEST = 600
#: The editor of formatted texts: which of Tiptap it is joined of, and where it is kept.
EDITOR, JOINED = Path(__file__).resolve().parent / "editor", TARGET / "tiptap"


@dataclass(frozen=True)
class Package:
    """One package: its version, the SHA-512 of its archive (npm publishes it), and the files wanted."""

    name: str
    version: str
    integrity: str
    files: tuple[str, ...]

    @property
    def folder(self) -> Path:
        return TARGET / self.name

    @property
    def kept(self) -> list[Path]:
        return [self.folder / PurePosixPath(file).name for file in self.files]


PACKAGES = (
    # Chinese letters for pictures that the portal draws itself; pages use the reader's own.
    Package(
        "@fontsource/noto-serif-sc",
        "5.3.0",
        "sha512-0/zaEFkidiWldE62rTeD74x8ygUsQvejiSNtO0LQxQk3qpaHnlMZ3w4C7yH80B4KTIg8VKeFP4oSgwWMchY9+g==",
        ("files/noto-serif-sc-chinese-simplified-600-normal.woff2", "LICENSE"),
    ),
)


def main() -> None:
    for package in PACKAGES:
        print(f"{package.name} {package.version} ...", flush=True)
        with tempfile.TemporaryDirectory() as directory:
            archive = fetched(package, Path(directory))
            if integrity(archive) != package.integrity:
                sys.exit(f"{archive.name} is not the archive that was expected: nothing was kept.")
            keep(package, archive)
    print("The editor ...", flush=True)
    join_editor()


def join_editor() -> None:
    """Have npm fetch what the editor is made of, and esbuild join what of it is used, and their licences."""
    with tempfile.TemporaryDirectory() as directory:
        home = Path(directory)
        shutil.copytree(EDITOR, home, dirs_exist_ok=True)
        _run("npm", "ci", "--silent", "--ignore-scripts", within=home)
        joined = "--bundle --format=esm --minify --legal-comments=none --outfile=editor.js"
        _run("node_modules/.bin/esbuild", "editor.mjs", *joined.split(), within=home)
        JOINED.mkdir(parents=True, exist_ok=True)
        shutil.copy(home / "editor.js", JOINED)
        (JOINED / "LICENSE").write_text(_licences(home / "node_modules"), "utf-8")


def _licences(modules: Path) -> str:
    """Return the licences of all that may be in the editor, each once, below the names of its packages."""
    packages: dict[str, list[str]] = {}
    for file in sorted([*modules.glob("*/LICENSE*"), *modules.glob("@tiptap/*/LICENSE*")]):
        name = file.parent.relative_to(modules).as_posix()
        if name != "esbuild":
            packages.setdefault(file.read_text("utf-8").strip(), []).append(name)
    return "\n".join(f"{', '.join(names)}:\n\n{text}\n" for text, names in packages.items())


def fetched(package: Package, directory: Path) -> Path:
    """Have npm download the archive into `directory`, and return its path."""
    _run("npm", "pack", "--silent", f"{package.name}@{package.version}", within=directory)
    return next(file for file in directory.iterdir() if file.suffix == ".tgz")


def _run(*command: str, within: Path) -> None:
    subprocess.run(command, cwd=within, check=True, timeout=LONGEST)


def integrity(archive: Path) -> str:
    """Return the hash of `archive` in the form of npm (Subresource Integrity)."""
    digest = hashlib.sha512(archive.read_bytes()).digest()
    return f"sha512-{base64.b64encode(digest).decode()}"


def keep(package: Package, archive: Path) -> None:
    """Write the wanted files, and nothing else of the archive."""
    package.folder.mkdir(parents=True, exist_ok=True)
    for file, target in zip(package.files, package.kept, strict=True):
        target.write_bytes(_read(archive, file))
        print(f"  {target.relative_to(ROOT)}", flush=True)


def _read(archive: Path, file: str) -> bytes:
    try:
        with tarfile.open(archive) as members:
            return members.extractfile(f"package/{file}").read()  # type: ignore[union-attr]  # a file
    except (KeyError, AttributeError):
        sys.exit(f"{archive.name} has no file {file}.")


if __name__ == "__main__":
    main()
