"""What others hear of a request that is written anew, or gets its details."""

from domain.message import Notice
from domain.notification import News
from domain.ticket import Visibility
from tests.builders import ANNA, IVO, MAYA, TRIAGE, a_catalogue, a_filed
from views import intake_news as view


def again(filed, **more):
    return view.sent_again(filed, a_catalogue(), by=ANNA, **{"is_asked_again": True} | more)


def test_an_edit_is_told_in_triage():
    assert again(a_filed(version=3), is_asked_again=False) == [
        Notice(
            key="MT-7.v3:edited",
            to=TRIAGE,
            thread=f"MT-7:triage:{TRIAGE}",
            text=f"<@{ANNA}> edited the request.",
            news=News.PROGRESS,
        )
    ]


def test_who_is_asked_again_hears_of_it_beside_their_card():
    filed = a_filed(approvers=(MAYA, IVO), summary="Now <another> page", version=3)

    to_maya, to_ivo, to_triage = again(filed)

    assert (to_maya.to, to_maya.thread) == (MAYA, f"MT-7:approval:{MAYA}")
    assert "waits for you again: _Now &lt;another&gt; page_" in to_maya.text
    assert to_ivo.to == IVO
    assert to_triage.text.endswith(f"Asked again: <@{MAYA}> and <@{IVO}>.")


def test_who_was_asked_is_not_bothered_by_an_edit_that_asks_nothing_again():
    [only] = again(a_filed(approvers=(MAYA,)), is_asked_again=False)

    assert only.to == TRIAGE


def test_an_area_that_is_gone_has_no_triage_to_tell():
    assert [n.to for n in again(a_filed(approvers=(MAYA,), area="gone"))] == [MAYA]


def test_what_is_private_is_not_told_in_triage():
    filed = a_filed(approvers=(MAYA,), visibility=Visibility.PRIVATE)

    assert [n.to for n in again(filed)] == [MAYA]
    assert view.detailed(filed, a_catalogue(), by=ANNA) == []


def test_details_that_somebody_else_adds_are_told_to_the_requester():
    by_ivo = view.detailed(a_filed(), a_catalogue(), by=IVO)
    by_anna = view.detailed(a_filed(), a_catalogue(), by=ANNA)

    assert [n.to for n in by_ivo] == [TRIAGE, ANNA]
    assert [n.to for n in by_anna] == [TRIAGE]
