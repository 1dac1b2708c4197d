"""Any list of the admin as a file: the rows that its filters leave, all pages of them, as it shows them."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import label_for_field, lookup_field
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from xlsxwriter import Workbook

from staff.changelists import ForgivingListAdmin
from website.exports.tables import BYTE_ORDER_MARK, PLAIN, safe

#: Rows of one file.
MOST = 10_000
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WIDTH = 24

Cell = str | date


class ExportedListAdmin(ForgivingListAdmin):
    """Offers its list as an Excel workbook and as CSV."""

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path(
                f"export.{extension}",
                self.admin_site.admin_view(
                    require_safe(partial(self.export_view, extension=extension))
                ),
                name=f"{name}_export_{extension}",
            )
            for extension in TYPES
        ]
        return [*own, *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {"exports": offered(request), **(extra_context or {})}
        return super().changelist_view(request, context)

    def export_view(self, request: HttpRequest, extension: str) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        try:
            changelist = self.get_changelist_instance(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect("./")  # which says that the address was wrong
        rows = [headings(self, changelist), *cells(self, changelist)]
        return file_of(rows, str(self.opts.model_name), extension)


def offered(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the addresses and the names of the files that a list offers, beside its page and filtered as that is."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    return [(f"export.xlsx{query}", "Excel"), (f"export.csv{query}", "CSV")]


def file_of(rows: list[list[Cell]], name: str, extension: str) -> HttpResponse:
    content = {"csv": as_csv, "xlsx": as_xlsx}[extension](rows)
    answer = HttpResponse(content, content_type=TYPES[extension])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    return answer


def columns(changelist: ChangeList) -> list[str]:
    return [str(name) for name in changelist.list_display if name != "action_checkbox"]


def headings(model_admin: admin.ModelAdmin, changelist: ChangeList) -> list[Cell]:
    labels = [label_for_field(name, changelist.model, model_admin) for name in columns(changelist)]
    return [str(label)[:1].upper() + str(label)[1:] for label in labels]


def cells(model_admin: admin.ModelAdmin, changelist: ChangeList) -> Iterator[list[Cell]]:
    for item in changelist.queryset[:MOST]:
        yield [_cell(name, item, model_admin) for name in columns(changelist)]


def _cell(name: str, item: Any, model_admin: admin.ModelAdmin) -> Cell:
    """Return what stands in a column, without its markup; a moment as its day in the portal's zone."""
    field, _attribute, value = lookup_field(name, item, model_admin)
    if field is not None and getattr(field, "flatchoices", None):
        value = dict(field.flatchoices).get(value, value)
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else strip_tags(str(value))


def as_csv(rows: list[list[Cell]]) -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows(
        [cell.isoformat() if isinstance(cell, date) else safe(cell) for cell in row] for row in rows
    )
    return (BYTE_ORDER_MARK + stream.getvalue()).encode()


def as_xlsx(rows: list[list[Cell]]) -> bytes:
    stream = io.BytesIO()
    book = Workbook(stream, PLAIN)
    sheet = book.add_worksheet()
    day, bold = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bold": True})
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, date):
                moment = datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 (Excel knows no zones)
                sheet.write_datetime(number, column, moment, day)
            else:
                sheet.write_string(number, column, cell, bold if number == 0 else None)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(rows[0]) - 1, WIDTH)
    book.close()
    return stream.getvalue()
