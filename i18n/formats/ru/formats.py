"""Russian: Django's says "4 Март" for a day of a month."""

MONTH_DAY_FORMAT = "j E"
