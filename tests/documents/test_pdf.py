"""A paper is pages to be read: it locks nobody out, and does nothing to whoever opens it."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from pypdf import PdfReader, PdfWriter

from documents import files
from documents.files import scrutinise
from tests.documents.papers import paper

SCRIPT = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
FILE = "<< /Type /EmbeddedFile /Length 2 >>\nstream\nMZ\nendstream"


def opening(action: str) -> bytes:
    return paper(catalogue=f"/OpenAction << {action} >>")


def link(address: str) -> bytes:
    return paper(page=f"/Annots [<< /Subtype /Link /A << /S /URI /URI ({address}) >> >>]")


HARMLESS = {
    "a page": paper(),
    "a link": link("https://a.example/"),
    "a link to write to": link("MAILTO:a@a.example"),
    "a link beside it": link("annex.html#part:2"),
    "a page to print": opening("/S /Named /N /Print"),
    "a base of links": paper(catalogue="/URI << /Base (https://a.example/) >>"),
    "a place to open at": paper(catalogue="/OpenAction [3 0 R /Fit]"),
    "a title": paper(catalogue="/Lang (ru) /MarkInfo << /Marked true >>"),
    "a signature": paper("<< /Type /Sig /Filter /Adobe.PPKLite >>"),
}
HAZARDS = {
    "script at opening": (paper(catalogue=f"/OpenAction {SCRIPT}"), "holds a script"),
    "script of an object": (paper(SCRIPT, catalogue="/OpenAction 4 0 R"), "holds a script"),
    "script by name": (paper(catalogue="/Names << /JavaScript 4 0 R >>"), "holds a script"),
    "script of a page": (paper(page=f"/AA << /O {SCRIPT} >>"), "holds a script"),
    "script after another action": (
        paper(page=f"/AA << /O << /S /GoTo /D [3 0 R /Fit] /Next [{SCRIPT}] >> >>"),
        "holds a script",
    ),
    "script under a disguised name": (
        paper(catalogue="/OpenAction << /S /#4aavaScript >>"),
        "holds a script",
    ),
    "script nobody points to": (paper(SCRIPT), "holds a script"),
    "form of XML": (paper(catalogue="/AcroForm << /XFA (x) >>"), "holds a script"),
    "program": (paper(catalogue="/OpenAction << /S /Launch /F (cmd.exe) >>"), "starts a program"),
    "file elsewhere": (opening(r"/S /GoToR /F (\\\\a\\b.pdf) /D [0 /Fit]"), "opens another file"),
    "thread elsewhere": (opening(r"/S /Thread /F (\\\\a\\b.pdf) /D 0"), "opens another file"),
    "bytes elsewhere": (
        paper("<< /Length 0 /F (b.pdf) >>\nstream\n\nendstream"),
        "opens another file",
    ),
    "play of rich media": (opening("/S /RichMediaExecute"), "plays something"),
    "link to a script": (link("javascript:a"), "opens another file"),
    "link to a script, disguised": (link(" Java\tScript:a"), "opens another file"),
    "link to a file": (link("file:///c:/a.exe"), "opens another file"),
    "links from a file": (paper(catalogue="/URI << /Base (file:///c:/) >>"), "opens another file"),
    "link to a share": (link(r"\\\\a\\b"), "opens another file"),
    "link that an object holds": (
        paper("(file:///a)", page="/Annots [<< /A << /S /URI /URI 4 0 R >> >>]"),
        "opens another file",
    ),
    "link at opening": (opening("/S /URI /URI (https://a.example/)"), "opens another file"),
    "link at opening, in an object": (
        paper("<< /S /URI /URI (https://a.example/) >>", catalogue="/OpenAction 4 0 R"),
        "opens another file",
    ),
    "link of a page": (
        paper("<< /O << /S /URI /URI (https://a.example/) >> >>", page="/AA 4 0 R"),
        "opens another file",
    ),
    "data sent": (paper("<< /S /SubmitForm /F (https://a.example/) >>"), "starts a program"),
    "data fetched": (paper("<< /S /ImportData /F (a.fdf) >>"), "starts a program"),
    "file inside": (paper(FILE), "holds other files"),
    "files by name": (paper(catalogue="/Names << /EmbeddedFiles << >> >>"), "holds other files"),
    "file on a page": (paper(page="/Annots [<< /Subtype /FileAttachment >>]"), "holds other files"),
    "rich media": (paper(page="/Annots [<< /Subtype /RichMedia >>]"), "holds other files"),
    "no page": (paper().replace(b"/Kids [3 0 R] /Count 1", b"/Kids [] /Count 0"), "damaged"),
    "nothing": (b"%PDF-1.7\n", "damaged"),
    "a catalogue of itself": (paper().replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"), "damaged"),
}


@pytest.mark.parametrize("content", HARMLESS.values(), ids=HARMLESS.keys())
def test_what_only_shows_pages_is_taken(content: bytes):
    file = ContentFile(content)

    scrutinise(file)

    assert file.read(5) == b"%PDF-"


@pytest.mark.parametrize(("content", "told"), HAZARDS.values(), ids=HAZARDS.keys())
def test_what_does_more_is_refused(content: bytes, told: str):
    with pytest.raises(ValidationError, match=told):
        scrutinise(ContentFile(content))


@pytest.mark.parametrize("password", ["secret", ""], ids=["to open", "of the owner only"])
def test_encrypted_is_refused(password: str):
    writer, out = PdfWriter(PdfReader(io.BytesIO(paper()))), io.BytesIO()
    writer.encrypt(password, "owner", algorithm="RC4-128")
    writer.write(out)

    with pytest.raises(ValidationError, match="is encrypted"):
        scrutinise(ContentFile(out.getvalue()))


def test_script_in_a_compressed_stream_of_objects_is_found():
    writer, out = (
        PdfWriter(PdfReader(io.BytesIO(paper(SCRIPT, catalogue="/OpenAction 4 0 R")))),
        io.BytesIO(),
    )
    writer.write(out)

    with pytest.raises(ValidationError, match="holds a script"):
        scrutinise(ContentFile(out.getvalue()))


def test_more_objects_than_any_paper_has_are_not_looked_at(monkeypatch):
    monkeypatch.setattr(files, "MOST_OBJECTS", 3)
    scrutinise(ContentFile(paper()))

    with pytest.raises(ValidationError, match="too many parts"):
        scrutinise(ContentFile(paper("<< >>")))


def test_file_that_takes_too_long_is_given_up(monkeypatch):
    ticks = iter(range(100))
    monkeypatch.setattr(files.time, "thread_time", lambda: next(ticks))
    monkeypatch.setattr(files, "MOST_SECONDS", 3)
    scrutinise(ContentFile(paper()))

    with pytest.raises(ValidationError, match="too many parts"):
        scrutinise(ContentFile(paper("<< >>")))
