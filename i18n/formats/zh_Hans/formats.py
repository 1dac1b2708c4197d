"""Chinese: Django's says 03月4日, and its 年月日 for input (%n, %j) can be read by nothing."""

MONTH_DAY_FORMAT = "n月j日"
DATE_INPUT_FORMATS = ["%Y/%m/%d", "%Y-%m-%d", "%d.%m.%Y", "%Y年%m月%d日"]
DATETIME_INPUT_FORMATS = [
    "%Y/%m/%d %H:%M",
    "%Y-%m-%d %H:%M",
    "%Y年%m月%d日 %H:%M",
    "%Y/%m/%d %H:%M:%S",
    "%Y-%m-%d %H:%M:%S",
    "%Y年%m月%d日 %H:%M:%S",
    "%Y-%m-%d %H:%M:%S.%f",
    "%d.%m.%Y %H:%M:%S",
    "%d.%m.%Y %H:%M",
]
