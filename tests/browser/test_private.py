"""A private ticket from the requester's, the owner's and a colleague's side, in pictures."""

from playwright.sync_api import expect

from tests.scenarios.acting import words_of

SECRET = "Access for Zoe"


def test_a_private_ticket_is_seen_by_its_viewers_and_by_nobody_else(acme):
    anna, tom, ben = acme.person("anna"), acme.person("tom"), acme.person("ben")
    anna.command(f"/request {SECRET}")
    anna.form("New request")
    anna.choose("Type", "Landing page")
    anna.fill("What is it for?", "Zoe starts on Monday")
    anna.check("Who may see it", "Keep it between us")
    anna.shot("private-1-form")
    anna.sent()
    acme.wait_posted(SECRET, to="tom")

    expect(anna.tandem().message(SECRET)).to_contain_text("Private: only")
    anna.shot("private-2-requester")
    expect(tom.tandem().message(SECRET)).to_contain_text("can see this")
    tom.shot("private-3-owner")
    ben.command("/request MT-1")
    ben.only_i_see("is not among the tickets that you can act on")
    ben.command("/request search zoe")
    ben.only_i_see("I found nothing with")
    ben.shot("private-4-colleague")

    readers = {e["user"] or e["channel_name"] for e in acme.company.journal() if "Zoe" in str(e)}
    ours = {acme.company.people[name] for name in ("anna", "tom")}
    assert {r for r in readers if r not in ours} <= {acme.company.people["ben"]}
    assert not [e for e in acme.company.journal() if SECRET in str(e) and e["user"] not in ours]


def test_what_becomes_private_says_so_where_it_stood(acme):
    anna, tom = acme.person("anna"), acme.person("tom").go("triage-web")
    anna.command(f"/request {SECRET}")
    anna.form("New request")
    anna.choose("Type", "Landing page")
    anna.fill("What is it for?", "Zoe starts on Monday")
    anna.sent()
    tom.message(SECRET)

    anna.tandem().press("Edit", on=SECRET)
    anna.form("Edit MT-1")
    anna.check("Who may see it", "Keep it between us")
    anna.sent()

    left = tom.message("MT-1 has become private")
    expect(left).not_to_contain_text("Zoe")
    tom.shot("private-5-triage")
    expect(tom.tandem().message(SECRET)).to_contain_text("Private: only")
    last = {e["ts"]: e for e in acme.company.journal() if e["channel_name"] == "triage-web"}
    assert "Zoe" not in "".join(words_of(e) for e in last.values())
