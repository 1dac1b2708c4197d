"""Files for the press."""

from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from publishing import clock, etags
from website.presenters import press

MAX_AGE = 300  # seconds


#: The drawing brings its own styles, so that it is whole on any disk.
@csp_update({"style-src": ["'unsafe-inline'"]})
@require_safe
@etags.conditional(max_age=MAX_AGE)
def map_drawing(request: HttpRequest) -> HttpResponse:
    return HttpResponse(press.map_file(clock.now()), content_type="image/svg+xml")
