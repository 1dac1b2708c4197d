"""What readers write around a question: «ребята, подскажите», «презентация на тему», «официальный сайт»."""

#: Whom they ask: followed by a comma or by the question, for «ребята рисуют» tells of children.
_ADDRESSED = (
    r"^(?:ребят[аы]?|народ|люди|девочки|девчонки|мужики|господа|товарищи|друзья)"
    r"(?=\s*[,!]|\s+(?:подскаж|скаж|помог|скин|дайте|кто|где|как|когда|что|почему|есть|нуж|не зна))"
)
#: What they have to write.
_TO_WRITE = (
    r"\b(?:(?:презентац|сообщен|сочинен)\w*|(?:доклад|реферат|конспект|проект)\w{0,2}) (?:на тему|по теме)\b"
    r"|\b(?:презентация|доклад|реферат|сообщение|сочинение|конспект|статья) про\b"
)
#: Whoever may know, and how it ended up.
_TALK = r"\bкто(?:-нибудь|-то)? (?:в курсе|знает)\b|\bв (?:итоге|общем|двух словах)\b"
#: What letters stand for.
_SPELT_OUT = (
    r"\b(?:как )?(?:расшифров\w*|аббревиатур\w*)\b|\b(?:stands? for|abbreviation|acronym)\b"
)
#: Where they expect it, behind what it is.
_SITE = r"(?<=\w )официальный сайт$"
#: English words that only help others to ask: “is it still on”, “has anybody”.
_HELPING = r"\b(?:has|have|had|would|still|already|really|exactly|currently|now|just|also|am|(?:some|any|every)(?:one|body|thing))\b"
#: How much of something: «сколько» and 多少 ask so alone.
_HOW = r"\bhow (?:much|long|far|often|soon|big|late)\b|\bсколько (?:стоит|стоят)\b|多少钱"
AROUND = rf"{_HELPING}|{_HOW}|{_ADDRESSED}|{_TO_WRITE}|{_TALK}|{_SITE}|{_SPELT_OUT}"
