"""A backup that is not what was written restores nothing."""

from __future__ import annotations

import gzip
import io
import re
import tarfile
import zlib
from collections.abc import Callable
from contextlib import suppress

import pyrage
import pytest
from django.core.management import call_command

from operations.backup import archive
from tests.operations.backups import epoch, refusal, state

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("media")]


@pytest.mark.by_turns(3)  # of five cuts and two ways each is met
@pytest.mark.parametrize("encrypted", [False, True])
@pytest.mark.parametrize(
    "cut",
    [
        lambda size: size // 2,
        lambda size: size - 40,
        lambda size: size - 1,
        lambda size: 300,
        lambda size: 0,
    ],
)
def test_cut_file_restores_nothing(
    plan, media, tmp_path, encrypted: bool, cut: Callable[[int], int]
):
    key = pyrage.x25519.Identity.generate()
    path, own = tmp_path / "b", tmp_path / "own"
    own.write_text(str(key))
    call_command("backup", path, recipient=str(key.to_public()) if encrypted else "")
    before, epoch_before = state(media), epoch()
    with path.open("r+b") as file:
        file.truncate(cut(path.stat().st_size))

    assert refusal("restore", path, identity=own, replace=True) == archive.DAMAGED
    assert (state(media), epoch()) == (before, epoch_before)


def says_the_same(altered: bytes, whole: bytes) -> bool:
    """Whether a flipped byte is one of the few that alter nothing of what is compressed."""
    with suppress(OSError, EOFError, zlib.error):
        return gzip.decompress(altered) == gzip.decompress(whole)
    return False


def test_every_flipped_byte_is_noticed(backup, media):
    whole = backup.read_bytes()
    before = state(media)
    for place in range(20, len(whole) - 10, len(whole) // 12):
        altered = whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :]
        if says_the_same(altered, whole):
            continue
        backup.write_bytes(altered)

        assert refusal("restore", backup, replace=True) == archive.DAMAGED
    assert state(media) == before


def test_file_that_is_another_than_its_digest_is_noticed(backup, media):
    before = state(media)
    with tarfile.open(backup, "r:gz") as archived:
        members = [(member, archived.extractfile(member)) for member in archived.getmembers()]
        contents = [(member, file.read() if file else b"") for member, file in members]
    with tarfile.open(backup, "w:gz") as altered:
        for member, content in contents:
            text = content[:-1] + b"?" if member.name == archive.DATABASE else content
            altered.addfile(member, io.BytesIO(text))

    assert refusal("restore", backup, replace=True) == archive.DAMAGED
    assert state(media) == before


def test_foreign_file_is_called_so(plan, tmp_path):
    (tmp_path / "b").write_bytes(b"SQLite format 3\x00")

    assert refusal("restore", tmp_path / "b", replace=True) == archive.FOREIGN
    assert "No such file" in refusal("restore", tmp_path / "none", replace=True)


def test_names_of_files_never_lead_out_of_the_scratch_place(tmp_path):
    outside = tmp_path / "outside"
    outside.write_bytes(b"x")
    header = archive.Header("sqlite", [], "2020-01-01T00:00:00+00:00")
    archive.pack(tmp_path / "b", header, {"../escaped": outside})
    (tmp_path / "u").mkdir()

    with pytest.raises(Exception, match=re.escape(archive.DAMAGED)):
        archive.unpack(tmp_path / "b", tmp_path / "u", [])
    assert not (tmp_path / "escaped").exists()
