"""The WSGI callable that granian (or any other WSGI server) serves."""

import os
import re
import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from sco_presidency.frame_room import roomy

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sco_presidency.settings.dev")

#: Of a Content-Type (RFC 9110, 8.3) what a form needs: the type, and where its parts end (RFC 2046, 5.1.1).
TYPE = re.compile(r"\s*([\w!#$&^.+-]+/[\w!#$&^.+-]+)\s*(?:;|$)", re.ASCII)
BOUNDARY = re.compile(r""";\s*boundary=("?)([0-9A-Za-z'()+_,./:=? -]{1,70})\1\s*(?:;|$)""", re.I)

portal = get_wsgi_application()

from operations.logs import named  # noqa: E402 (what is below imports models)
from operations.metrics import observed  # noqa: E402
from sco_presidency.from_snapshot import from_snapshot  # noqa: E402
from sco_presidency.page_cache.wsgi import TellUnchanged, around  # noqa: E402
from sco_presidency.routers import by_replica  # noqa: E402
from search.synonyms import warm_up  # noqa: E402

# What serves pages is asked for searches sooner or later; what runs a command is not.
threading.Thread(target=warm_up, name="search-warm-up", daemon=True).start()


@roomy
def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    environ["CONTENT_TYPE"] = plain_type(environ.get("CONTENT_TYPE", ""))
    return portal(environ, start_response)


kept = from_snapshot(around(by_replica(answer)), answer)
application = named(observed(TellUnchanged(kept)))


def plain_type(content_type: str) -> str:
    """Return a Content-Type without parameters but the boundary of a form; "" for an impossible one.

    The portal reads UTF-8 whatever a client says. Django would read the query by a `charset` given
    here before anything of ours could refuse it: "hex", which is no text, ended in a bare failure.
    """
    match = TYPE.match(content_type)
    if match is None:
        return ""
    boundary = BOUNDARY.search(content_type)
    return match[1].lower() + (f'; boundary="{boundary[2]}"' if boundary else "")
