"""The one file of a backup: a gzipped tar, encrypted by age (age-encryption.org/v1) where a key is given.

It begins with a header (of which engine and release it is), and ends with the digest of every file in it:
without that it was cut.
"""

import gzip
import hashlib
import io
import json
import tarfile
import tempfile
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

import pyrage

from operations.backup.errors import SAID_OF_FULL, BackupError
from publishing.storage import whole_file

HEADER, DATABASE, MANIFEST, MEDIA = "header.json", "database", "manifest.json", "media"
#: The one way of writing all this; another one gets another number.
FORMAT = 1
ENCRYPTED, GZIPPED = b"age-encryption.org/", b"\x1f\x8b"
CHUNK = 1024 * 1024  # bytes
DAMAGED = (
    "The file is cut or damaged: nothing was restored. Take another copy of it, or an older backup."
)
FOREIGN = "This is no backup of the portal: `manage.py backup` makes them."
WRONG_KEY = "The secret key is another one than that of this backup."


@dataclass(frozen=True)
class Header:
    """Of what a backup was made: the engine, what was migrated, and when (ISO 8601)."""

    engine: str
    migrations: list[str]
    made_at: str
    format: int = FORMAT


@dataclass(frozen=True)
class Unpacked:
    """A backup whose every byte was compared: its header, and where its files lie."""

    header: Header
    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / DATABASE

    @property
    def media(self) -> Path:
        return self.folder / MEDIA


def recipient_of(text: str) -> Any:
    """Return the key for which is encrypted; None for "". Raises BackupError."""
    try:
        return pyrage.x25519.Recipient.from_str(text) if text else None
    except pyrage.RecipientError as error:
        raise BackupError(
            f"“{text}” is no key to encrypt for. It begins with age1; `age-keygen` makes one."
        ) from error


def identities_of(path: Path | None) -> list[Any]:
    """Return the secret keys in a file as `age-keygen` writes it. Raises BackupError."""
    lines = path.read_text("utf-8").splitlines() if path else []
    try:
        return [
            pyrage.x25519.Identity.from_str(line.strip())
            for line in lines
            if line.strip() and not line.startswith("#")
        ]
    except pyrage.IdentityError as error:
        raise BackupError(f"{path} holds no secret key: a line AGE-SECRET-KEY-1….") from error


def pack(path: Path, header: Header, files: Mapping[str, Path], recipient: Any = None) -> None:
    """Write `files`, by their names, into one file at `path`, or leave what is there."""
    with whole_file(path, 0o600) as target:
        if recipient is None:
            _write(target, header, files)
            return
        with tempfile.TemporaryFile(dir=path.parent) as plain:
            _write(plain, header, files)
            plain.seek(0)
            pyrage.encrypt_io(plain, target, [recipient])


def _write(target: IO[bytes], header: Header, files: Mapping[str, Path]) -> None:
    digests = {}
    with (
        gzip.GzipFile(fileobj=target, mode="wb", compresslevel=6) as gzipped,
        tarfile.open(fileobj=gzipped, mode="w|", format=tarfile.PAX_FORMAT) as archive,
    ):
        _add_text(archive, HEADER, asdict(header))
        for name, source in files.items():
            with source.open("rb") as file:
                member = archive.gettarinfo(arcname=name, fileobj=file)
                reading = Digesting(file)
                archive.addfile(member, reading)
            digests[name] = reading.digest.hexdigest()
        _add_text(archive, MANIFEST, digests)


def _add_text(archive: tarfile.TarFile, name: str, values: Mapping[str, Any]) -> None:
    text = json.dumps(values, ensure_ascii=False, indent=1).encode()
    member = tarfile.TarInfo(name)
    member.size = len(text)
    archive.addfile(member, io.BytesIO(text))


class Digesting:
    """A file that is digested while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        read = self.file.read(size)
        self.digest.update(read)
        return read


def unpack(path: Path, folder: Path, identities: list[Any]) -> Unpacked:
    """Write what `path` holds into `folder`, compared with its manifest. Raises BackupError."""
    try:
        with path.open("rb") as file, _opened(file, folder, identities) as plain:
            return _read(plain, folder)
    except (
        EOFError,
        tarfile.TarError,
        zlib.error,
        gzip.BadGzipFile,
        ValueError,
        KeyError,
    ) as error:
        raise BackupError(DAMAGED) from error


#: Bytes that are read at once.
PIECE = 1 << 20


@contextmanager
def _opened(file: IO[bytes], folder: Path, identities: list[Any]) -> Iterator[IO[bytes]]:
    start = file.read(len(ENCRYPTED))
    file.seek(0)
    if start != ENCRYPTED:
        if start and not start.startswith(GZIPPED):
            raise BackupError(FOREIGN)
        yield file
        return
    if not identities:
        raise BackupError("The backup is encrypted: name the file of its secret key by --identity.")
    with tempfile.TemporaryFile(dir=folder) as plain:
        _decrypt(file, plain, identities)
        plain.seek(0)
        yield plain


def _decrypt(file: IO[bytes], plain: IO[bytes], identities: list[Any]) -> None:
    try:
        pyrage.decrypt_io(file, plain, identities)
    except pyrage.DecryptError as error:
        wrong = "No matching keys" in str(error)
        raise BackupError(WRONG_KEY if wrong else DAMAGED) from error
    except OSError as error:
        if error.errno or any(said in str(error) for said in SAID_OF_FULL):
            raise
        raise BackupError(DAMAGED) from error


def _read(plain: IO[bytes], folder: Path) -> Unpacked:
    with (
        gzip.GzipFile(fileobj=plain) as gzipped,
        tarfile.open(fileobj=gzipped, mode="r|") as archive,
    ):
        members = _members(archive)
        name, content = next(members, ("", None))
        if name != HEADER or content is None:
            raise BackupError(FOREIGN)
        header = json.load(content)
        if header["format"] != FORMAT:
            raise BackupError(
                "The backup was made by a newer release: install that, or a newer one."
            )
        digests: dict[str, str] = {}
        for name, content in members:
            if name == MANIFEST:
                if json.load(content) != digests:
                    raise BackupError(DAMAGED)
                while gzipped.read(PIECE):  # to its last byte: a cut one has no checksum of its own
                    pass
                (folder / MEDIA).mkdir(exist_ok=True)
                return Unpacked(Header(**header), folder)
            digests[name] = _put(folder, name, content)
    raise BackupError(DAMAGED)


def _members(archive: tarfile.TarFile) -> Iterator[tuple[str, IO[bytes]]]:
    for member in archive:
        path = PurePosixPath(member.name)
        content = archive.extractfile(member) if member.isfile() else None
        if content is None or path.is_absolute() or ".." in path.parts:
            raise BackupError(DAMAGED)
        yield member.name, content


def _put(folder: Path, name: str, content: IO[bytes]) -> str:
    target = folder / name
    target.parent.mkdir(parents=True, exist_ok=True)
    reading = Digesting(content)
    with target.open("xb") as file:
        while chunk := reading.read(CHUNK):
            file.write(chunk)
    return reading.digest.hexdigest()
