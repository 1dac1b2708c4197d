"""Other people's files: all there, named in NOTICE, and refused when they are not what they were."""

import json
import tarfile

import pytest

from scripts import vendor


@pytest.mark.parametrize("package", vendor.PACKAGES, ids=lambda package: package.name)
def test_vendored_package_is_there_and_named(package):
    notice = (vendor.ROOT / "NOTICE").read_text()

    assert [path.name for path in package.kept if not path.exists()] == []
    assert package.version in notice
    assert str(package.folder.relative_to(vendor.ROOT)) in notice


def test_archive_with_another_hash_is_refused(tmp_path, monkeypatch):
    archive = tmp_path / "thing.tgz"
    with tarfile.open(archive, "w:gz"):
        pass
    package = vendor.Package("thing", "1.0.0", "sha512-expected", ("thing.js",))
    monkeypatch.setattr(vendor, "PACKAGES", (package,))
    monkeypatch.setattr(vendor, "TARGET", tmp_path / "vendor")
    monkeypatch.setattr(vendor, "fetched", lambda package, directory: archive)

    with pytest.raises(SystemExit, match="not the archive that was expected"):
        vendor.main()

    assert not (tmp_path / "vendor").exists()


def test_editor_is_named_in_the_version_that_was_joined_and_each_package_has_its_hash():
    packages = json.loads((vendor.EDITOR / "package-lock.json").read_text())["packages"]
    fetched = {name: one for name, one in packages.items() if name}

    assert (
        f"Tiptap {fetched['node_modules/@tiptap/core']['version']} "
        in (vendor.ROOT / "NOTICE").read_text()
    )
    assert [
        name for name, one in fetched.items() if not one.get("integrity", "").startswith("sha512-")
    ] == []
    licences = (vendor.JOINED / "LICENSE").read_text()
    assert [
        name for name in ("@tiptap/core", "prosemirror-view", "linkifyjs") if name not in licences
    ] == []
    assert {file.name for file in vendor.JOINED.iterdir()} == {"LICENSE", "editor.js"}
