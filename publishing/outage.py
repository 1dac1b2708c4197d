"""Whether a failure is one of the database, which may be over in a moment, or one of ours."""

from __future__ import annotations

import sqlite3

from django.db import DatabaseError, InterfaceError, OperationalError

#: Bits of SQLite's codes that say of which kind a failure is; the others tell more of it.
PRIMARY = 0xFF


def is_outage(error: BaseException | None) -> bool:
    """Whether the database did not answer, or could not: it is stopped, locked, full, no database.

    SQLite says "operational" of wrong SQL and of a missing table too (SQLITE_ERROR): that is a fault
    of ours, or of an update, which waiting does not mend. What is no database at all it calls
    DatabaseError, without a kind. https://www.sqlite.org/rescode.html
    """
    if (
        not isinstance(error, (OperationalError, InterfaceError))
        and type(error) is not DatabaseError
    ):
        return False
    code = getattr(error.__cause__, "sqlite_errorcode", None)
    return code is None or code & PRIMARY != sqlite3.SQLITE_ERROR
