"""Small talk: words that thank, greet or nod. They are kind, and they move nothing."""

import re
from collections.abc import Sequence

LONGEST = 10
"""So many words at most: who writes more means something."""

_SHORTCODE = re.compile(r":[a-z0-9_+'-]+(?:::skin-tone-\d)?:", re.IGNORECASE)
_NAMED = re.compile(r"@\w+")
_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")

THANKS = """
thanks | thank you | thank u | thx | tnx | ty | tysm | many thanks | cheers | much appreciated |
appreciate it | appreciated | you're the best | you are the best | you rock |
danke | danke dir | danke euch | danke schön | dankeschön | vielen dank | herzlichen dank | merci |
besten dank | dank dir | gracias | muchas gracias | mil gracias | merci beaucoup | grazie |
grazie mille | obrigado | obrigada | muito obrigado | muito obrigada | bedankt | dank je | dank u |
dank je wel | tack | tack så mycket | takk | tak | kiitos | dziękuję | dzięki | děkuji | díky |
köszönöm | teşekkürler | teşekkür ederim | спасибо | дякую | ευχαριστώ | ありがとう |
ありがとうございます | 谢谢 | 謝謝 | 감사합니다 | شكرا | תודה
"""
NODS = """
ok | okay | okey | k | kk | okidoki | okie dokie | alright | all right | all good | got it | noted |
understood | will do | sounds good | looks good | lgtm | great | great job | great work |
good job | good work | nice work | nice job | well done | nice | cool | perfect | awesome |
amazing | brilliant | excellent | fantastic | wonderful | lovely | super | wow | yay | hooray |
lol | haha | no problem |
no worries | np | you're welcome | you are welcome | welcome | my pleasure | take your time |
alles klar | klar | passt | prima | toll | klasse | super sache | gerne | bitte | kein problem |
verstanden | genial | vale | perfecto | estupendo | de acuerdo | de nada | d'accord | parfait |
génial | entendu | de rien | va bene | perfetto | prego | beleza | perfeito | prima hoor | oké
"""
YESES = """
ok | okay | okey | k | kk | okidoki | okie dokie | alright | all right | all good | sounds good |
looks good | lgtm | great | perfect | excellent | alles klar | klar | passt | super | vale |
perfecto | de acuerdo | d'accord | parfait | entendu | va bene | perfetto | perfeito | prima | oké
"""
"""Those nods that may be all of a yes, said by somebody who was asked for one."""
GREETINGS = """
hi | hello | hey | hiya | hi there | hello there | good morning | good afternoon | good evening |
morning | bye | goodbye | see you | have a nice day | have a great day | have a good weekend |
have a nice weekend | hallo | moin | servus | guten morgen | guten tag | guten abend | tschüss |
schönes wochenende | schönen tag | hola | buenos días | buenas tardes | adiós | salut | bonjour |
bonsoir | bonne journée | ciao | buongiorno | olá | bom dia | hej | test | ping
"""
HELP = """
help | help me | please help | can you help | can you help me | what can you do | what do you do |
who are you | what is this | how does this work | how do you work | how does it work | commands |
hilfe | wie geht das | was kannst du | ayuda | aide | aidez moi | start | menu
"""
FILLERS = """
a again all and also bye everybody everyone folks for friend guys help lot much nice now quick
quickly reply really so support team that the then there this to too very you your
auch auf dir die das den der euch für hilfe ihr schnelle sehr so und zusammen alle allen
mucho muy por todo todos y la el tu su beaucoup et l'aide pour tous tout très votre ton
mille molto per tutto e
"""
"""What may stand beside such words without a meaning of its own."""


def _phrases(*texts: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(_words(p)) for text in texts for p in text.split("|"))


def _words(text: str) -> list[str]:
    return [word.replace("\u2019", "'") for word in _WORD.findall(text.casefold())]


SMALL_TALK = _phrases(THANKS, NODS, GREETINGS)
CALLS = _phrases(GREETINGS, HELP)
YES_PHRASES = _phrases(YESES)
BESIDE = frozenset(_words(FILLERS))
MOST = max(map(len, SMALL_TALK))


def is_small_talk(words: str) -> bool:
    """Whether this only thanks, greets or nods, in words or emoji. A question never does."""
    if not words.strip() or "?" in words or any(c.isdigit() for c in _bare(words)):
        return False
    said = _words(_bare(words))
    return len(said) <= LONGEST and (not said or _is_made_of(said))


def is_yes(words: str) -> bool:
    """Whether this is small talk that says yes where somebody was asked: "ok", "looks good"."""
    said = _words(_bare(words))
    return is_small_talk(words) and any(
        tuple(said[at : at + length]) in YES_PHRASES
        for at in range(len(said))
        for length in range(1, MOST + 1)
    )


def asks_how(words: str) -> bool:
    """Whether somebody greets the desk or asks what it can do, and wants nothing done yet."""
    said = tuple(_words(_bare(words)))
    return not said or said in CALLS


def _bare(words: str) -> str:
    """Without emoji by name, and without the names of people."""
    return _NAMED.sub(" ", _SHORTCODE.sub(" ", words))


def _is_made_of(said: Sequence[str]) -> bool:
    """Whether the phrases of small talk, and what may stand beside them, make up all of it."""
    at, found = 0, False
    while at < len(said):
        length = next(
            (n for n in range(MOST, 0, -1) if tuple(said[at : at + n]) in SMALL_TALK), None
        )
        if length is None and said[at] not in BESIDE:
            return False
        found = found or length is not None
        at += length or 1
    return found
