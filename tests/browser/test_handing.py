"""Handing over, moving to another area, and a lead who finds an owner, in pictures."""

from datetime import timedelta

from playwright.sync_api import expect

from domain.roster import Absence
from tests.builders import T0, saved
from tests.scenarios.acting import eventually

SUMMARY = "A page for the spring fair"


def test_a_ticket_is_handed_over_and_moved(acme):
    anna, tom = acme.person("anna"), acme.person("tom").go("triage-web")
    filed(acme, anna)

    tom.press("Hand over…", on=SUMMARY)
    tom.form("Hand over MT-1")
    tom.choose("Who looks after it?", "Lena Fox")
    tom.fill("Why?", "She built the page of last year")
    tom.shot("handing-1-form")
    tom.sent()
    expect(tom.message(SUMMARY)).to_contain_text("handed it over to")
    tom.shot("handing-2-card")

    lena = acme.person("lena").go("triage-web")
    lena.press("Hand over…", on=SUMMARY)
    form = lena.form("Hand over MT-1")
    lena.check("What should happen?", "Move it to another area")
    lena.choose("To which area?", "CRM")
    lena.fill("Why?", "The leads matter more than the page")
    lena.shot("handing-3-move")
    expect(form).to_contain_text("finds its owner there")
    lena.sent()
    left = lena.message("MT-1 went on to")
    expect(left.get_by_role("link", name="see it there")).to_be_visible()
    lena.shot("handing-4-old-card")
    ivo = acme.person("ivo", width=360, height=740).go("triage-crm")
    expect(ivo.message(SUMMARY)).to_contain_text("routed it to CRM")
    ivo.shot("handing-5-new-card")
    ivo.press("History", on=SUMMARY)
    ivo.form("MT-1 so far")
    ivo.shot("handing-6-history")


def test_a_lead_finds_an_owner_for_what_nobody_is_there_for(acme):
    anna, iris = acme.person("anna"), acme.person("iris")
    people = acme.company.people
    with acme.bot.desk.transaction() as tx:
        for name in ("tom", "lena"):
            begins, ends = T0 - timedelta(days=1), T0 + timedelta(days=2)
            tx.rosters.be_away(Absence(person=people[name], begins=begins, ends=ends))
    filed(acme, anna)

    iris.tandem()
    expect(iris.message("has nobody to look after it")).to_contain_text("Assign…")
    iris.shot("queue-1-lead")
    iris.press("Assign…", on="has nobody to look after it")
    iris.form("Assign MT-1")
    iris.choose("Who looks after it?", "Ivo Novak")
    iris.shot("queue-2-assign")
    iris.sent()

    iris.message("Nothing is needed from you")
    assert saved(acme.bot.desk, 1).ticket.owner == people["ivo"]


def filed(acme, anna):
    anna.command(f"/request {SUMMARY}")
    anna.form("New request")
    anna.choose("Type", "Landing page")
    anna.fill("What is it for?", "Leads for the spring campaign")
    anna.sent()
    eventually(lambda: acme.posted(SUMMARY, to="triage-web"))
