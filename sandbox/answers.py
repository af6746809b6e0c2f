"""What the app answers outside the Web API: the ack of a command, and response URLs (6.2)."""

from dataclasses import replace

from sandbox.calls import Call
from sandbox.clock import real_seconds
from sandbox.drafts import draft_of, need_content
from sandbox.model import Channel, Json, Message, ResponseUrl, Workspace
from sandbox.outcomes import Outcome
from sandbox.posting import Draft, Origin, post, remove, revise
from sandbox.refusals import Logged
from sandbox.rules import Refused, rule

UNKNOWN_URL = rule("response_url.unknown", "invalid_url", contract="6.2")
EXPIRED = rule("response_url.expired", "expired_url", contract="16.4")
USED_UP = rule("response_url.uses", "used_url", contract="16.4")
ARCHIVED = rule("response_url.archived", "channel_is_archived", contract="6.2")

LIFE_SECONDS = 30 * 60
USES = 5


def take_command_answer(
    workspace: Workspace, channel: Channel, person: str, *, answer: Json, typed: str
) -> Outcome:
    """Show what the ack of a command says; ephemeral unless it asks for in_channel."""
    public = answer.get("response_type") == "in_channel"
    if public:
        post(workspace, channel, Draft(text=typed), origin=None, user=person)
    if not (answer.get("text") or answer.get("blocks")):
        return Outcome(ok=True)
    try:
        draft = _draft(workspace, answer, only_for=None if public else person)
    except Refused as refused:
        log_refusal(workspace, "slash_commands", refused)
        return Outcome(ok=False, failure=refused.error)
    bot, origin = workspace.app.bot_user, Origin("slash_commands", "ack")
    message = post(workspace, channel, draft, origin=origin, user=bot)
    return Outcome(ok=True, text=message.text, blocks=message.blocks, ts=message.ts)


def take_response(workspace: Workspace, key: str, body: Json) -> None:
    """Do what was posted to a response URL; raises Refused."""
    answer = UNKNOWN_URL.need(workspace.response_urls.get(key))
    EXPIRED.refuse_if(real_seconds() - answer.born > LIFE_SECONDS)
    USED_UP.refuse_if(answer.uses >= USES)
    channel = UNKNOWN_URL.need(workspace.channels.get(answer.channel))
    ARCHIVED.refuse_if(channel.is_archived)
    origin = Origin("response_url", "response_url")
    original = channel.messages.get(answer.origin_ts or "")
    if _truth(body, "delete_original"):
        answer.uses += 1
        if original:
            remove(workspace, original, origin=origin)
        return
    _say(workspace, answer, body, original if _truth(body, "replace_original") else None)
    answer.uses += 1


def _say(workspace: Workspace, answer: ResponseUrl, body: Json, original: Message | None) -> None:
    origin, bot = Origin("response_url", "response_url"), workspace.app.bot_user
    public = body.get("response_type") == "in_channel"
    draft = _draft(workspace, body, only_for=None if public else answer.person)
    need_content(draft)
    if original:
        revise(workspace, original, draft, origin=origin, by=bot)
        return
    post(workspace, workspace.channels[answer.channel], draft, origin=origin, user=bot)


def _draft(workspace: Workspace, body: Json, *, only_for: str | None) -> Draft:
    return replace(draft_of(Call(workspace, "response_url", body)), only_for=only_for)


def log_refusal(workspace: Workspace, method: str, refused: Refused) -> None:
    at = workspace.clock.now().isoformat()
    entry = Logged(at, method, refused.error, refused.rule.name, refused.details)
    workspace.refusals.write(entry)


def _truth(body: Json, name: str) -> bool:
    return str(body.get(name, "")).lower() in ("true", "1")
