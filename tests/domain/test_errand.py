"""An errand says by name what has to be looked up."""

from domain.errand import Errand, ErrandKind


def test_what_is_wanted_is_read_by_name_and_what_is_not_said_is_empty():
    about = (("channel", "C1"), ("ts", "1.0"))

    errand = Errand(key="k", kind=ErrandKind.EARLIER_MESSAGES, about=about)

    assert (errand["channel"], errand["ts"], errand["by"]) == ("C1", "1.0", "")
