"""The programme to print, in a language that was added by settings and a catalogue."""

import pytest

from tests.pseudo_urdu import said
from tests.website.programme.plan import pdf_of, plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("urdu")]


@pytest.mark.proof
def test_programme_is_typeset_in_it_like_in_any_other():
    plan()

    pdf = pdf_of("ur")

    assert pdf.root_object["/Lang"] == "ur"
    assert said("Place") in pdf.pages[1].extract_text()
