"""Files for the press."""

import hashlib
from functools import partial

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from publishing import clock, etags
from website.presenters import press

MAX_AGE = 300  # seconds


#: The drawing brings its own styles, so that it is whole on any disk.
@csp_update({"style-src": ["'unsafe-inline'"]})
@require_safe
def map_drawing(request: HttpRequest) -> HttpResponse:
    drawing = press.map_file(clock.now())
    etag = etags.tag(hashlib.sha256(drawing.encode()).hexdigest()[:32])
    build = partial(HttpResponse, drawing, content_type="image/svg+xml")
    return etags.answer(request, etag, build, max_age=MAX_AGE)
