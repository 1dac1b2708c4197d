"""Fetch what other people's files the portal serves, to static/vendor: `python -m scripts.vendor`.

By npm, which must be installed, in the versions below. An archive whose hash is not the one
below is refused. NOTICE names each package.
"""

import base64
import hashlib
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


@dataclass(frozen=True)
class Package:
    """One npm package: its version, the hash that npm publishes for it, and the files wanted."""

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
    # The language tabs of the admin (django-modeltranslation) are made by it.
    Package(
        "jquery-ui",
        "1.14.2",
        "sha512-1gSl7PUjyipa2adSr780Ujk16faicrV7PjPPzPtvWk7tTqBnsqp67NNV9jZK2+BIxUPXWSnIUU/LBCgwgGZE+Q==",
        ("dist/jquery-ui.min.js", "LICENSE.txt"),
    ),
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


def fetched(package: Package, directory: Path) -> Path:
    """Have npm download the archive into `directory`, and return its path."""
    wanted = f"{package.name}@{package.version}"
    command = ["npm", "pack", "--silent", wanted]
    subprocess.run(command, cwd=directory, check=True, timeout=LONGEST)
    return next(directory.glob("*.tgz"))


def integrity(archive: Path) -> str:
    """Return the hash of `archive` in the form of npm (Subresource Integrity)."""
    digest = hashlib.sha512(archive.read_bytes()).digest()
    return f"sha512-{base64.b64encode(digest).decode()}"


def keep(package: Package, archive: Path) -> None:
    """Write the wanted files, and nothing else of the archive."""
    package.folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(archive) as members:
        for file, target in zip(package.files, package.kept, strict=True):
            source = members.extractfile(f"package/{file}")
            if source is None:
                sys.exit(f"{archive.name} has no file {file}.")
            target.write_bytes(source.read())
            print(f"  {target.relative_to(ROOT)}", flush=True)


if __name__ == "__main__":
    main()
