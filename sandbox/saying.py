"""What a person does with messages: says, edits, deletes, and reacts to them."""

import uuid

from sandbox import events
from sandbox.directory import named, open_group_dm
from sandbox.filing import new_file, share
from sandbox.model import Channel, Message, Person, Workspace
from sandbox.outcomes import Impossible
from sandbox.places import channel_for, message_for, person_of
from sandbox.posting import Draft, post, remove, revise
from sandbox.typed import as_sent

SMALLEST_GROUP = 3


async def say(
    workspace: Workspace,
    person: str,
    *,
    channel: str,
    text: str,
    thread_ts: str | None = None,
    broadcast: bool = False,
) -> Message:
    """Post what the person typed; `broadcast` shows a reply in the channel as well."""
    author = actor(workspace, person).id
    place = writable(workspace, author, channel)
    if thread_ts:
        message_for(workspace, author, place.id, thread_ts)
    draft = Draft(
        text=as_sent(workspace, text),
        thread_ts=thread_ts,
        client_msg_id=str(uuid.uuid4()),
        broadcast=broadcast and thread_ts is not None,
    )
    return post(workspace, place, draft, origin=None, user=author)


async def share_file(
    workspace: Workspace,
    person: str,
    *,
    channel: str,
    name: str,
    content: bytes,
    text: str = "",
    thread_ts: str | None = None,
) -> Message:
    """Upload a file and share it with a few words; the app hears of the message and the file."""
    author = actor(workspace, person).id
    place = writable(workspace, author, channel)
    file = new_file(workspace, name, len(content), user=author)
    file.content, file.is_completed, file.is_processed = content, True, True
    draft = Draft(text=as_sent(workspace, text), thread_ts=thread_ts)
    return share(workspace, place, [file], draft, user=author)


async def edit(workspace: Workspace, person: str, *, channel: str, ts: str, text: str) -> Message:
    """Change one's own message."""
    author = actor(workspace, person)
    message = message_for(workspace, author.id, channel, ts)
    if message.user != author.id:
        raise Impossible("only its author can edit a message")
    draft = Draft(text=as_sent(workspace, text), given=frozenset({"text"}))
    revise(workspace, message, draft, origin=None, by=author.id)
    return message


async def delete(workspace: Workspace, person: str, *, channel: str, ts: str) -> None:
    """Delete one's own message; an administrator may delete any."""
    author = actor(workspace, person)
    message = message_for(workspace, author.id, channel, ts)
    if message.user != author.id and not author.is_admin:
        raise Impossible("only its author or an administrator can delete a message")
    remove(workspace, message, origin=None)


async def react(workspace: Workspace, person: str, *, channel: str, ts: str, name: str) -> None:
    """Add a reaction."""
    author, message, users = _reaction(workspace, person, channel=channel, ts=ts, name=name)
    if author in users:
        raise Impossible("this reaction is there already")
    users.append(author)
    message.reactions[name.strip(":")] = users
    events.reaction_added(workspace, message, author, name.strip(":"))


async def unreact(workspace: Workspace, person: str, *, channel: str, ts: str, name: str) -> None:
    """Take one's own reaction back."""
    author, message, users = _reaction(workspace, person, channel=channel, ts=ts, name=name)
    if author not in users:
        raise Impossible("this reaction is not there")
    users.remove(author)
    message.reactions[name.strip(":")] = users
    if not users:
        del message.reactions[name.strip(":")]
    events.reaction_removed(workspace, message, author, name.strip(":"))


async def open_group(workspace: Workspace, person: str, *, others: list[str]) -> Channel:
    """A direct message of several people, made when it is not there yet."""
    try:
        members = [actor(workspace, person).id, *(named(workspace, each).id for each in others)]
    except KeyError as missing:
        raise Impossible(missing.args[0]) from None
    if len(set(members)) < SMALLEST_GROUP:
        raise Impossible("a group has at least three members")
    return open_group_dm(workspace, members)


def actor(workspace: Workspace, person: str) -> Person:
    """The person who acts; nobody can while Slack is down."""
    found = person_of(workspace, person)
    if workspace.faults.down:
        raise Impossible("Slack is down")
    return found


def writable(workspace: Workspace, person: str, name: str) -> Channel:
    """A channel in which this person can write."""
    channel = channel_for(workspace, person, name)
    if channel.is_archived:
        raise Impossible(f"#{channel.name} is archived")
    if person not in channel.members:
        raise Impossible(f"{workspace.people[person].name} is not in #{channel.name}")
    home = workspace.app.home
    closed = home.get("messages_tab_enabled") is False or home.get("messages_tab_read_only_enabled")
    if channel.is_im and workspace.app.bot_user in channel.members and closed:
        raise Impossible("Sending messages to this app has been turned off.")
    return channel


def _reaction(
    workspace: Workspace, person: str, *, channel: str, ts: str, name: str
) -> tuple[str, Message, list[str]]:
    author = actor(workspace, person).id
    message = message_for(workspace, author, channel, ts)
    if message.only_for:
        raise Impossible("nobody can react to what only one person sees")
    return author, message, list(message.reactions.get(name.strip(":"), []))
