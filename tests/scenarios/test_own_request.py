"""Nobody decides on their own request, whatever road leads them to its buttons."""

from dataclasses import replace

from domain.history import Event
from domain.policy import Role
from domain.roster import Delegation
from domain.ticket import Status
from tests.builders import ANNA, BEN, IVO, MARA, MAYA, T0, a_catalogue, a_policy, saved
from tests.marks import on_both
from tests.scenarios.acting import card, eventually, file_request, settled, words_of
from tests.scenarios.test_groups import SECURITY, company  # noqa: F401
from workflows import catalogue

OWN = "is your own request, so somebody else has to decide it"


def asking(bot, *approvers, **changes):
    page, access = a_catalogue().types
    access = replace(access, approval=a_policy(*approvers))
    catalogue.apply(bot.desk, a_catalogue(types=(page, access), **changes), by="U0NOOR")
    bot.timetable.tick()
    settled(bot)


def ask(bot, person, **more):
    file_request(person, "Access for Ben", kind="access", **more)
    settled(bot)
    assert saved(bot.desk, 1).ticket.status is Status.AWAITING_APPROVAL


def in_vain(bot, person):
    """They press what others are shown in triage, are told why not, and it is kept."""
    person.press("Approve", message=card(person, "triage-web"))
    eventually(lambda: [m for m in person.sees("triage-web") if OWN in words_of(m)], what=OWN)
    person.press("Decline", message=card(person, "triage-web"))

    after = saved(bot.desk, 1)
    assert after.ticket.status is Status.AWAITING_APPROVAL
    assert not [a for a in after.approval.answers if a.verdict]
    assert person.id not in after.approval.asked

    def kept():
        with bot.desk.reading() as tx:
            rows = tx.history.of(1)
        return [e for e in rows if (e.event, e.by) == (Event.NOT_COUNTED, person.id)]

    assert "it is their own request" in eventually(kept, what="a row for it")[0].words
    assert person.open_view(timeout=0.3) is None


@on_both
def test_not_through_a_group(company, bot):  # noqa: F811
    asking(bot, SECURITY)
    maya = company.person("maya")
    ask(bot, maya)

    in_vain(bot, maya)


@on_both
def test_not_through_a_delegation(company, bot, anna):  # noqa: F811
    asking(bot, MAYA)
    ask(bot, anna)
    handed = Delegation(person=MAYA, to=ANNA, begins=T0, ends=T0.replace(day=6), by=MAYA)
    with bot.desk.transaction() as tx:
        tx.rosters.delegate(handed)
        tx.rosters.changed()
    bot.timetable.tick()
    settled(bot)

    in_vain(bot, anna)


@on_both
def test_not_through_a_change_of_owner(company, bot, ivo):  # noqa: F811
    asking(bot, Role.AREA_OWNER, areas=(replace(a_catalogue().areas[0], owner=MAYA),))
    ask(bot, ivo)
    asking(bot, Role.AREA_OWNER)  # the area is Ivo's from now on
    ivo.press("Hand over…", message=card(ivo, "triage-web"))
    values = {"to": IVO, "words": "It is mine now"}
    assert ivo.submit(values, view=ivo.view(title="Hand over MT-1")).closed
    settled(bot)
    assert saved(bot.desk, 1).ticket.owner == IVO

    in_vain(bot, ivo)


@on_both
def test_not_what_one_filed_for_somebody(company, bot, anna, maya):  # noqa: F811
    asking(bot, MAYA, IVO)
    ask(bot, maya, requester=BEN)
    assert saved(bot.desk, 1).ticket.filed_by == MAYA

    in_vain(bot, maya)
    in_vain(bot, company.person("ben"))


@on_both
def test_not_by_editing_who_asks(company, bot, anna):  # noqa: F811
    asking(bot, MARA)
    ask(bot, anna)
    anna.press("Edit", message=card(anna))
    form = anna.view(title="Edit MT-1")
    assert "requester" not in [b["block_id"] for b in form["blocks"] if b["type"] == "input"]
    assert anna.submit({"details": "Ben asks for it"}, view=form).closed
    settled(bot)

    assert saved(bot.desk, 1).ticket.requester == ANNA
    in_vain(bot, anna)


@on_both
def test_not_by_what_one_writes_in_the_thread(company, bot, maya):  # noqa: F811
    asking(bot, MAYA, IVO)
    ask(bot, maya)
    root = card(maya, "triage-web")

    maya.say("Fine with me", channel="triage-web", thread_ts=root["ts"])
    settled(bot)
    bot.replies.close()

    assert not [m for m in maya.sees("triage-web") if "Record this as" in words_of(m)]
    assert saved(bot.desk, 1).ticket.status is Status.AWAITING_APPROVAL
