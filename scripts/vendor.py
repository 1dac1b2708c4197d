"""Fetch what other people's files the portal serves, to static/vendor: `python -m scripts.vendor`.

By npm, which must be installed, or pip, in the versions below. An archive whose hash is not the one
below is refused. NOTICE names each package.
"""

import base64
import hashlib
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "static" / "vendor"
#: Seconds that a download may take.
LONGEST = 600
#: The last line of a script that was joined from others: it names a file that is not kept.
SOURCE_MAP = b"\n//# sourceMappingURL="


@dataclass(frozen=True)
class Package:
    """One package: its version, the SHA-512 of its archive (npm publishes it), and the files wanted."""

    name: str
    version: str
    integrity: str
    files: tuple[str, ...]
    #: Where pip finds it as a wheel; else npm does.
    is_wheel: bool = False

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
    # The editor of formatted texts: Tiptap and ProseMirror in one module, as Feinheit joins them.
    Package(
        "django-prose-editor",
        "0.28.0",
        "sha512-Fbk/MiNA/QcAUCIO03gm4IB7HM/yl66nQmE7bad3FMggmhZ4Yh5N5pvY+8PAkFJ/sXpszS/+FCz9tMUvHWpz0Q==",
        (
            "django_prose_editor/static/django_prose_editor/editor.js",
            "django_prose_editor-0.28.0.dist-info/licenses/LICENSE",
        ),
        is_wheel=True,
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
    """Have npm or pip download the archive into `directory`, and return its path."""
    command = ["npm", "pack", "--silent", f"{package.name}@{package.version}"]
    if package.is_wheel:
        wanted = f"{package.name}=={package.version}"
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", wanted]
    subprocess.run(command, cwd=directory, check=True, timeout=LONGEST)
    return next(file for file in directory.iterdir() if file.suffix in (".tgz", ".whl"))


def integrity(archive: Path) -> str:
    """Return the hash of `archive` in the form of npm (Subresource Integrity)."""
    digest = hashlib.sha512(archive.read_bytes()).digest()
    return f"sha512-{base64.b64encode(digest).decode()}"


def keep(package: Package, archive: Path) -> None:
    """Write the wanted files, and nothing else of the archive."""
    package.folder.mkdir(parents=True, exist_ok=True)
    for file, target in zip(package.files, package.kept, strict=True):
        target.write_bytes(_read(archive, file).partition(SOURCE_MAP)[0])
        print(f"  {target.relative_to(ROOT)}", flush=True)


def _read(archive: Path, file: str) -> bytes:
    try:
        if archive.suffix == ".whl":
            return zipfile.ZipFile(archive).read(file)
        with tarfile.open(archive) as members:
            return members.extractfile(f"package/{file}").read()  # type: ignore[union-attr]  # a file
    except (KeyError, AttributeError):
        sys.exit(f"{archive.name} has no file {file}.")


if __name__ == "__main__":
    main()
