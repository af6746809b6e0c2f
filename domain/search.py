"""How tickets are found by words: what is remembered of them, what is asked, which come first."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from unicodedata import combining, normalize

SHORTEST_PREFIX, LONGEST_TERM = 4, 12
"""Words of four letters or more are found by their beginning; letters past the twelfth say nothing
more."""

WORDS_OF_A_TICKET, WORDS_OF_A_QUERY, WORDS_TO_COMPARE = 1000, 8, 6
CHARACTERS_OF_A_QUERY = 2000

ALIKE = 0.6
"""From this score on two summaries ask for much the same; 1 is the same words."""

USUAL_WEIGHT, LETTERS_OF_AN_ENDING = 0.25, 2

# English, German, Spanish, French, as `folded` leaves them
_SAYING_LITTLE = """
    a about an and any are as at be been but by can could do does for from get had has have how i if
    in is it its just me my need needs new no not of on or our please so that the their them then
    there these they this to too us want was we were what when where which who why will with would
    you your
    aber alle als am auch auf aus bei bitte brauche brauchen das dass dem den der des die doch ein
    eine einem einen einer eines er es fur hat haben ich ihr im ist kann kein keine mein mit nach
    neu neue neuen neuer neues nicht noch nur oder sich sie sind uber um und uns unser vom von vor
    wir wird zu zum zur
    con del el en es esta este esto hay la las lo los mas mi muy necesito nueva nuevo para pero por
    que se si sin sobre su sus un una unas uno unos y ya
    au aux avec besoin ce ces cet cette dans de du elle est et etre il ils je le les leur mais mes
    mon nous nouveau nouvel nouvelle ou par pas plus pour sans ses son sont sur tres une vos votre
    vous
"""
STOP_WORDS = frozenset(_SAYING_LITTLE.split())

_WORD = re.compile(r"[^\W_]+")
_REFERENCE = re.compile(r"\bmt-?(\d{1,9})\b")
_NUMBERED = re.compile(r"mt\d+")


@dataclass(frozen=True, kw_only=True)
class Query:
    """Terms, of which a ticket has to have at least so many to be a hit."""

    terms: tuple[str, ...]
    at_least: int


@dataclass(frozen=True, kw_only=True)
class Hit:
    """A ticket that a query found; `summary` holds its folded words."""

    ticket_id: int
    summary: str


def folded(text: str) -> str:
    """Without capitals and accents, so that "Über" and "uber" are one."""
    if text.isascii():
        return text.lower()
    apart = normalize("NFKD", normalize("NFKD", text).casefold())
    return "".join(c for c in apart if not combining(c))


def words_of(text: str) -> list[str]:
    """The words of a text, each once, in their order; "MT-7" counts as one word."""
    return list(dict.fromkeys(_WORD.findall(_REFERENCE.sub(r"mt\1", folded(text)))))


def terms_of(words: Iterable[str]) -> list[str]:
    """All that these words are found by: the short ones whole, the others by each beginning."""
    terms: dict[str, None] = {}
    for word in words:
        whole = min(len(word), LONGEST_TERM)
        least = whole if _NUMBERED.fullmatch(word) else min(whole, SHORTEST_PREFIX)
        terms.update(dict.fromkeys(word[:n] for n in range(least, whole + 1)))
    return list(terms)


def remembered(reference: str, texts: Iterable[str]) -> list[str]:
    """What a ticket with this reference and these texts is found by."""
    words = words_of(" ".join([reference, *texts]))
    return terms_of(words[:WORDS_OF_A_TICKET])


def asked(text: str) -> Query | None:
    """What finds the tickets with all of these words; None where there is no word at all."""
    words = words_of(text[:CHARACTERS_OF_A_QUERY])
    telling = (_without_stop_words(words) or words)[:WORDS_OF_A_QUERY]
    terms = tuple(dict.fromkeys(_singular(word)[:LONGEST_TERM] for word in telling))
    return Query(terms=terms, at_least=len(terms)) if terms else None


def loosened(query: Query) -> Query | None:
    """What finds the tickets that lack one of the words; None where that would ask nothing."""
    if len(query.terms) == 1:
        return None
    return Query(terms=query.terms, at_least=query.at_least - 1)


def ranked(hits: Collection[Hit], query: Query) -> list[Hit]:
    """Those with more of the words in their summary first; among equals the newest."""
    return sorted(hits, key=lambda hit: (-_in_summary(hit, query), -hit.ticket_id))


def resembling(text: str, *, usual: Collection[str]) -> Query | None:
    """What finds the tickets that may be alike; None where the text has only usual words."""
    known = Forms.of(usual)
    unusual = [word for word in _meaningful(text) if not known.has(word)]
    telling = sorted(unusual, key=len, reverse=True)[:WORDS_TO_COMPARE]
    terms = tuple(dict.fromkeys(_stem(word) for word in telling))
    return Query(terms=terms, at_least=max(1, len(terms) // 2)) if terms else None


def most_alike(
    hits: Collection[Hit], text: str, *, usual: Collection[str], limit: int
) -> list[Hit]:
    """Those that really ask for the same, the likest first, among equals the newest."""
    compared = Comparison(_meaningful(text), usual=Forms.of(usual))
    near = [hit for hit in hits if compared.may_share(hit.summary)]
    scored = [(compared.likeness(hit.summary.split()), hit) for hit in near]
    alike = [(score, hit) for score, hit in scored if score >= ALIKE]
    alike.sort(key=lambda one: (-one[0], -one[1].ticket_id))
    return [hit for _, hit in alike[:limit]]


@dataclass(frozen=True, kw_only=True)
class Forms:
    """Words, to be asked if they have another word in some form: "page" is in "pages"."""

    words: frozenset[str]
    shorter: frozenset[str]

    @classmethod
    def of(cls, words: Collection[str]) -> "Forms":
        shorter = frozenset(form for word in words for form in _shorter(word))
        return cls(words=frozenset(words), shorter=shorter)

    def has(self, word: str) -> bool:
        is_one = word in self.words or word in self.shorter
        return is_one or any(form in self.words for form in _shorter(word))


class Comparison:
    """Tells how alike summaries are to a text, by their words: from 0 to 1.

    Usual words, such as the names of the types of requests, weigh little: two summaries that share
    nothing else are not alike at all. Each word is thought about once, however many have it.
    """

    def __init__(self, words: Sequence[str], *, usual: Forms) -> None:
        self._usual = usual
        self._weights = {word: self._weight(word) for word in _without_stop_words(words)}
        self._unusual = {word for word in self._weights if not usual.has(word)}
        self._stems = [_stem(word) for word in self._unusual]
        self._of_form: dict[str, set[str]] = {}
        for word in self._weights:
            for form in (word, *_shorter(word)):
                self._of_form.setdefault(form, set()).add(word)
        self._words_like = cache(self._related)

    def may_share(self, summary: str) -> bool:
        """Quicker than `likeness`, and true wherever that is not 0."""
        return any(stem in summary for stem in self._stems)

    def likeness(self, found: Collection[str]) -> float:
        shared: set[str] = set().union(*map(self._words_like, found))
        if shared.isdisjoint(self._unusual):
            return 0.0
        others = sum(self._weight(word) for word in _without_stop_words(found))
        total = sum(self._weights.values()) + others
        return min(1.0, 2 * sum(self._weights[word] for word in shared) / total)

    def _related(self, word: str) -> Collection[str]:
        """The words of the text of which this is a form, or which are forms of this."""
        if word in STOP_WORDS:
            return ()
        shorter = [form for form in _shorter(word) if form in self._weights]
        return (*self._of_form.get(word, ()), *shorter)

    def _weight(self, word: str) -> float:
        return USUAL_WEIGHT if self._usual.has(word) else 1.0


def _meaningful(text: str) -> list[str]:
    return _without_stop_words(words_of(text[:CHARACTERS_OF_A_QUERY]))


def _without_stop_words(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in STOP_WORDS]


def _in_summary(hit: Hit, query: Query) -> int:
    summary = f" {hit.summary}"
    return sum(f" {term}" in summary for term in query.terms)


def _singular(word: str) -> str:
    """So that "campaigns" finds a campaign too."""
    return word[:-1] if len(word) > SHORTEST_PREFIX and word.endswith("s") else word


def _stem(word: str) -> str:
    """The beginning that the forms of a word have in common."""
    return word[: max(SHORTEST_PREFIX, min(LONGEST_TERM, len(word) - LETTERS_OF_AN_ENDING))]


@lru_cache(maxsize=8192)
def _shorter(word: str) -> tuple[str, ...]:
    """The word without the one or two letters of an ending."""
    least = max(SHORTEST_PREFIX, len(word) - LETTERS_OF_AN_ENDING)
    return tuple(word[:n] for n in range(least, len(word)))
