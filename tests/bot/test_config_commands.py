import sqlite3

from tests.bot.catalogue_texts import SMALL, STARTER, changed


def test_the_starter_catalogue_passes_the_check(tandem):
    code, out, _ = tandem("config", "check", str(STARTER))

    assert code == 0
    assert "7 areas and 9 request types" in out


def test_the_check_lists_every_mistake_where_an_editor_can_find_it(tandem, folder):
    text = changed('time: "16:00"', "time: 16:00").replace("name: CRM", "name: NO")
    (folder / "desk.yaml").write_text(text, encoding="utf-8")

    code, out, err = tandem("config", "check")

    assert (code, out) == (1, "")
    first, second, last = err.splitlines()
    assert first.startswith("desk.yaml:12: ")
    assert second.startswith("desk.yaml:25: ")
    assert last == "2 mistakes; nothing was applied."


def test_a_file_that_is_missing_is_named(tandem):
    code, _, err = tandem("config", "check", "dsk.yaml")

    assert code == 1
    assert "There is no file dsk.yaml" in err


def test_applying_says_what_is_new_and_where_the_bot_must_be_invited(tandem, connected):
    code, out, err = tandem("config", "apply", "desk.yaml")

    assert (code, err) == (0, "")
    assert "Version 1 of the catalogue is in force." in out
    assert "It has 1 area and 1 request type." in out
    assert "within 15 seconds" in out
    assert "/invite @tandem in #triage-crm" in out
    assert "martech" not in out


def test_applying_again_changes_nothing(tandem, connected):
    tandem("config", "apply")

    code, out, _ = tandem("config", "apply")

    assert code == 0
    assert "version 1 stays in force" in out


def test_applying_a_change_says_what_changed(tandem, connected, folder):
    tandem("config", "apply")
    text = changed("    triage:", "    backup: iris@acme.example\n    triage:")
    (folder / "desk.yaml").write_text(text.replace('"16:00"', '"15:30"'), encoding="utf-8")

    _, out, _ = tandem("config", "apply")

    assert "Version 2" in out
    assert "area crm: backup is now Iris." in out
    assert "15:30" in out


def test_nothing_is_applied_by_halves(tandem, connected, folder):
    tandem("config", "apply")
    text = changed("name: CRM", "name: Renamed").replace("anna@", "ana@")
    (folder / "desk.yaml").write_text(text, encoding="utf-8")

    code, out, err = tandem("config", "apply")
    (folder / "desk.yaml").write_text(SMALL, encoding="utf-8")
    again = tandem("config", "apply")

    assert (code, out) == (1, "")
    assert "desk.yaml:6: Nobody in this workspace goes by ana@acme.example" in err
    assert "version 1 stays in force" in again[1]


def test_a_mistake_in_the_file_is_named_before_slack_is_asked(tandem, connected, folder):
    (folder / "desk.yaml").write_text("zone: nowhere\n", encoding="utf-8")

    code, _, _ = tandem("config", "apply")

    assert code == 1
    assert connected.stub.calls == []


def test_applying_without_tables_says_how_to_make_them(tandem, connected, folder):
    for path in folder.glob("tandem.db*"):
        path.unlink()

    code, _, err = tandem("config", "apply")

    assert code == 1
    assert "tandem db upgrade" in err


def test_a_locked_database_is_one_line_and_nothing_is_applied(tandem, connected, folder):
    other = sqlite3.connect(folder / "tandem.db")
    other.execute("BEGIN IMMEDIATE")

    code, out, err = tandem("config", "apply")
    other.close()

    assert (code, out) == (1, "")
    assert err.splitlines()[-1].startswith("The database is locked: another program")


def test_applying_where_slack_is_unreachable_is_one_line(tandem, connected, monkeypatch):
    monkeypatch.setenv("SLACK_API_URL", "http://127.0.0.1:9/api/")

    code, _, err = tandem("config", "apply")

    assert code == 1
    assert len(err.splitlines()) == 1
    assert "cannot be reached" in err
