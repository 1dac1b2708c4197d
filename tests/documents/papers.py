"""PDFs, written object by object."""

PAGES = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] {more} >>"


def paper(*objects: str, catalogue: str = "", page: str = "", trailer: str = "") -> bytes:
    """A PDF of one empty page. `objects` follow as 4 0 R and on; the others say more of what is there."""
    every = [
        f"<< /Type /Catalog /Pages 2 0 R {catalogue} >>",
        PAGES,
        PAGE.format(more=page),
        *objects,
    ]
    body, places = b"%PDF-1.7\n", []
    for number, text in enumerate(every, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    table = f"xref\n0 {len(every) + 1}\n0000000000 65535 f \n{rows}"
    end = f"trailer\n<< /Size {len(every) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{len(body)}\n"
    return body + table.encode() + end.encode() + b"%%EOF\n"
