"""What a step's time being over has led to."""

import pytest

from domain.approval import Answer, Outcome
from domain.history import Event
from domain.overdue import what_followed
from domain.policy import Quorum
from tests.builders import IVO, MAYA, TOM, an_approval

ASKED = an_approval(MAYA, IVO, needs=Quorum.ALL)


@pytest.mark.parametrize(
    ("after", "event", "added", "left"),
    [
        (ASKED, Event.REMINDED, (), ()),
        (an_approval(MAYA, IVO, ended=Outcome.EXPIRED), Event.EXPIRED, (), ()),
        (
            an_approval(
                answers=(Answer(approver=MAYA, also=(TOM,)), Answer(approver=IVO)),
                asked=(MAYA, TOM, IVO),
            ),
            Event.BACKUP_ADDED,
            (TOM,),
            (),
        ),
        (an_approval(TOM, IVO), Event.APPROVER_REPLACED, (TOM,), (MAYA,)),
    ],
    ids=["reminded", "expired", "backed up", "replaced"],
)
def test_one_thing_follows_and_names_whom_it_concerns(after, event, added, left):
    what = what_followed(ASKED, after)

    assert (what.event, what.added, what.left) == (event, added, left)
    assert what.waited_for == (MAYA, IVO)
