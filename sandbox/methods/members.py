"""conversations.*: opening direct messages, joining, inviting, and who is in a channel."""

from sandbox import events
from sandbox.calls import Call, method
from sandbox.channels import channel_of, dm_with, need_member
from sandbox.directory import open_group_dm
from sandbox.model import Channel, Json, Person
from sandbox.paging import page
from sandbox.rules import rule
from sandbox.wire import FAMILY, channel_json

NO_USERS = rule("conversations.open.users", "users_list_not_supplied", contract="11")
NO_USER = rule("conversations.open.unknown", "user_not_found", contract="11")
TOO_MANY = rule("conversations.open.most", "too_many_users", contract="11")
SWITCHED_OFF = rule("conversations.open.deactivated", "user_disabled", contract="11")
WITH_BOTS = rule("conversations.open.bots", "invalid_user_combination", contract="11")
NO_JOIN = rule("conversations.join.kind", "method_not_supported_for_channel_type", contract="11")
JOIN_ARCHIVED = rule("conversations.join.archived", "is_archived", contract="11")
NO_INVITE = rule(
    "conversations.invite.kind", "method_not_supported_for_channel_type", contract="11"
)
INVITE_ARCHIVED = rule("conversations.invite.archived", "is_archived", contract="11")
NOBODY = rule("conversations.invite.nobody", "no_user", contract="11")
NO_SUCH_USER = rule("conversations.invite.unknown", "user_not_found", contract="11")
ITSELF = rule("conversations.invite.self", "cant_invite_self", contract="11")
IN_ALREADY = rule("conversations.invite.member", "already_in_channel", contract="11")
CANNOT = rule("conversations.invite.deactivated", "cant_invite", contract="11")

MOST_PEOPLE = 8
INVITING = {
    "channel": ("channels:manage", "channels:write.invites"),
    "group": ("groups:write", "groups:write.invites"),
}
READING = tuple(f"{family}:read" for family in FAMILY.values())


@method("conversations.open", any_of=("im:write", "mpim:write"), tier=3)
def open_conversation(call: Call) -> Json:
    workspace, users = call.workspace, call.names("users")
    call.need_scope("mpim:write" if len(users) > 1 else "im:write")
    NO_USERS.refuse_if(not users and not call.text("channel"))
    if not users:
        return {"channel": {"id": channel_of(call).id}}
    TOO_MANY.refuse_if(len(users) > MOST_PEOPLE)
    people = [NO_USER.need(workspace.people.get(each)) for each in users]
    for person in people:
        SWITCHED_OFF.refuse_if(person.deleted)
    known = set(workspace.channels)
    channel = _direct(call, people)
    body = channel_json(workspace, channel) if call.truth("return_im") else {"id": channel.id}
    call.read.add("prevent_creation")
    old = {"no_op": True, "already_open": True} if channel.id in known else {}
    return {**old, "channel": body}


@method("conversations.members", any_of=READING, tier=4)
def members(call: Call) -> Json:
    channel = channel_of(call)
    call.need_scope(f"{FAMILY[channel.kind]}:read")
    shown, metadata = page(call, channel.members)
    return {"members": shown, "response_metadata": metadata}


@method("conversations.join", scopes=("channels:join",), tier=3)
def join(call: Call) -> Json:
    channel = channel_of(call)
    NO_JOIN.refuse_if(channel.kind != "channel")
    JOIN_ARCHIVED.refuse_if(channel.is_archived)
    bot = call.workspace.app.bot_user
    remark: Json = {}
    if bot in channel.members:
        warnings = ["already_in_channel"]
        remark = {"warning": warnings[0], "response_metadata": {"warnings": warnings}}
    else:
        _let_in(call, channel, bot, inviter=None)
    return {"channel": channel_json(call.workspace, channel), **remark}


@method("conversations.invite", any_of=(*INVITING["channel"], *INVITING["group"]), tier=3)
def invite(call: Call) -> Json:
    channel = channel_of(call)
    NO_INVITE.refuse_if(channel.kind not in INVITING)
    call.need_scope(*INVITING[channel.kind])
    need_member(call.workspace, channel)
    INVITE_ARCHIVED.refuse_if(channel.is_archived)
    users = call.names("users")
    NOBODY.refuse_if(not users)
    for person in [_invited(call, channel, each) for each in users]:
        _let_in(call, channel, person.id, inviter=call.workspace.app.bot_user)
    count = {"num_members": len(channel.members)}
    return {"channel": channel_json(call.workspace, channel) | count}


def _direct(call: Call, people: list[Person]) -> Channel:
    if len(people) == 1:
        return dm_with(call.workspace, people[0].id)
    WITH_BOTS.refuse_if(any(each.is_bot for each in people))
    together = [*(each.id for each in people), call.workspace.app.bot_user]
    return open_group_dm(call.workspace, together)


def _invited(call: Call, channel: Channel, user: str) -> Person:
    ITSELF.refuse_if(user == call.workspace.app.bot_user)
    person = NO_SUCH_USER.need(call.workspace.people.get(user))
    IN_ALREADY.refuse_if(user in channel.members)
    CANNOT.refuse_if(person.deleted)
    return person


def _let_in(call: Call, channel: Channel, person: str, *, inviter: str | None) -> None:
    channel.members.append(person)
    call.workspace.changes.publish("channel", channel=channel.id)
    events.member_joined(call.workspace, channel, person, inviter)
