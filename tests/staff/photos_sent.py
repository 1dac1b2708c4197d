"""An event with photos, as its form sends them."""

from tests.forms_sent import page, typed


def sent(event, *, before=0, **photo):
    row = {
        "photos-0-alt_en": "A hall.",
        "photos-0-alt_ru": "Зал.",
        "photos-0-credit_en": "A. Photographer",
        "photos-0-credit_ru": "А. Фотограф",
        "photos-0-position": "1",
        **{f"photos-0-{name}": value for name, value in photo.items()},
    }
    return {
        "title_en": event.title_en,
        "title_ru": event.title_ru,
        "title_origin_en": "ours",
        "slug": event.slug,
        "kind": event.kind,
        "level": event.level,
        "membership": event.membership,
        "photos-TOTAL_FORMS": "1",
        "photos-INITIAL_FORMS": str(before),
        **row,
    }


def change(client, event, **photo):
    address = page(event)
    return client.post(address, typed(client, address, sent(event, **photo)))
