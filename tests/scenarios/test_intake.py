"""From `/request` to a card in triage, through the real Bolt app and the sandbox."""

from tests.marks import on_both
from tests.scenarios.acting import buttons_of, file_request, settled, words_of


@on_both
def test_a_request_becomes_a_card_in_triage_and_a_word_to_its_requester(company, bot, anna):
    file_request(anna)
    settled(bot)

    card = anna.message("MT-1", channel="triage-web")
    assert "*Next:* <@U0IVO> takes it · waits on IT" in words_of(card)
    assert buttons_of(card)[:2] == ["Take it", "Resolve"]
    assert buttons_of(anna.message("MT-1"))[:3] == ["Edit", "Comment", "Withdraw"]
