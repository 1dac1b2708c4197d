"""What JSON Feed 1.1 asks of a feed, as a JSON Schema."""

MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?([+-]\d\d:\d\d|Z)$"}
ADDRESS = {"type": "string", "pattern": "^https?://"}
#: https://www.jsonfeed.org/version/1.1/, the parts that are used here.
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string"},
        "description": {"type": "string"},
        "home_page_url": ADDRESS,
        "feed_url": ADDRESS,
        "language": {"type": "string"},
        "authors": {"type": "array", "items": {"required": ["name"]}},
        "items": {
            "type": "array",
            "items": {
                "required": ["id", "content_html"],
                "properties": {
                    "id": {"type": "string"},
                    "url": ADDRESS,
                    "title": {"type": "string"},
                    "content_html": {"type": "string"},
                    "date_published": MOMENT,
                    "date_modified": MOMENT,
                    "language": {"type": "string"},
                    "tags": {"type": "array", "items": {"type": "string"}},
                },
                "patternProperties": {"^_": {"type": "object"}},
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
