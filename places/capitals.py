"""The capitals of the member states in 2019–2020, each by the slug of its city."""

CAPITALS = {
    "CN": "beijing",
    "IN": "new-delhi",
    "KG": "bishkek",
    "KZ": "nur-sultan",
    "PK": "islamabad",
    "RU": "moscow",
    "TJ": "dushanbe",
    "UZ": "tashkent",
}
