"""What the scripts of the desk's pages send: JSON."""

from typing import Any

import orjson
from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.request import RawPostDataException
from django.utils.translation import gettext as _


def sent(request: HttpRequest) -> Any:
    """Return what a page of ours sent. Raises BadRequest for what is no JSON, also for a form.

    Of a form with files the body is gone: Django reads it to look for its token.
    """
    try:
        return orjson.loads(request.body)
    except (orjson.JSONDecodeError, RawPostDataException) as error:
        raise BadRequest(_("This is no form of the administration.")) from error
