"""Putting the bot together: one desk, one Bolt app, one relay, one reader, one timetable."""

import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Protocol, Self

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

import handlers
from bot.clock import Clock, utc_now
from bot.courier import Courier
from bot.pace import Pace
from bot.posting import Posting
from bot.precedence import Acks
from bot.reader import Reader
from bot.relay import Relay
from bot.settings import Settings
from bot.slack_client import KeptAliveClient
from bot.socket import PromptSocket, hang_up
from bot.timetable import UNHURRIED, Timetable
from handlers.homeward import HomewardApp
from handlers.replies import Replies
from storage.transaction import Database
from workflows import people
from workflows.desk import Desk


class RelayOf(Protocol):
    """Makes the relay of a desk; wake it after each commit."""

    def __call__(self, desk: Desk, slack: WebClient, /, *, workers: int, acks: Acks) -> Relay: ...


HAND_OVER_SECONDS = 0.0005
"""How long a thread may keep the interpreter while others wait. Every statement gives it up: at
Python's usual 5 ms, a transaction beside busy couriers would hold its locks for long."""


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who we are in this workspace, as `auth.test` told it; `url` ends with a slash."""

    team: str
    bot_user: str
    bot: str
    url: str

    @classmethod
    def ask(cls, slack: WebClient) -> Self:
        """Raises SlackApiError for a token that Slack refuses."""
        told = slack.auth_test()
        return cls(
            team=str(told["team_id"]),
            bot_user=str(told["user_id"]),
            bot=str(told["bot_id"]),
            url=str(told["url"]),
        )


@dataclass(frozen=True, kw_only=True)
class Bot:
    """Everything that runs. Start it once, stop it once."""

    desk: Desk
    app: App
    relay: Relay
    reader: Reader
    timetable: Timetable
    replies: Replies
    socket: SocketModeHandler
    slack: KeptAliveClient
    lazy_pool: ThreadPoolExecutor

    def start(self) -> None:
        """Raises what the socket raises when Slack cannot be reached."""
        sys.setswitchinterval(HAND_OVER_SECONDS)
        people.look_again(self.desk)
        self.timetable.tick(but=UNHURRIED)
        self.relay.start()
        self.reader.start()
        self.timetable.start()
        self.socket.connect()  # type: ignore[no-untyped-call]

    def stop(self) -> None:
        """Take nothing new in, finish what is in hand; the outbox keeps what waits."""
        hang_up(self.socket)
        self.timetable.stop()
        self.lazy_pool.shutdown()
        self.replies.close()
        self.reader.stop()
        self.relay.stop()
        self.slack.close()


def new_relay(desk: Desk, slack: WebClient, *, workers: int, acks: Acks) -> Relay:
    """The relay of this desk; wake it after each commit."""
    pace = Pace()
    courier = Courier(desk, Posting(slack), pace, real_clock=utc_now)
    return Relay(desk, courier, pace, real_clock=utc_now, workers=workers, acks=acks)


def assemble(
    settings: Settings,
    database: Database,
    identity: Identity,
    clock: Clock,
    *,
    client: type[KeptAliveClient] = KeptAliveClient,
    relay_of: RelayOf = new_relay,
) -> Bot:
    """Nothing here talks to Slack or opens the database yet."""
    slack = client(
        settings.slack_bot_token,
        base_url=settings.slack_api_url,
        connections=settings.relay_workers + settings.lazy_workers + 1,
    )
    desk = Desk(database=database, clock=clock, team=identity.team)
    acks = Acks()
    relay = relay_of(desk, slack, workers=settings.relay_workers, acks=acks)
    desk = replace(desk, wake=relay.wake)
    reader = Reader(desk, slack, bot_user=identity.bot_user, real_clock=utc_now)
    desk = replace(desk, wake_reader=reader.wake)
    lazy_pool = ThreadPoolExecutor(settings.lazy_workers, thread_name_prefix="lazy")
    app = new_app(identity, slack, lazy_pool)
    replies = Replies()
    handlers.register(app, desk, replies, slack=slack, prefix=settings.command_prefix)
    return Bot(
        desk=desk,
        app=app,
        relay=relay,
        reader=reader,
        timetable=Timetable(desk, every=timedelta(seconds=settings.tick_seconds)),
        replies=replies,
        socket=PromptSocket(
            app, settings.slack_app_token, concurrency=settings.listeners, acks=acks
        ),
        slack=slack,
        lazy_pool=lazy_pool,
    )


def new_app(identity: Identity, slack: WebClient, lazy_pool: ThreadPoolExecutor) -> App:
    """The Bolt app: what it acks is saved, and it never asks Slack who we are."""
    authorized = AuthorizeResult(
        enterprise_id=None,
        team_id=identity.team,
        bot_token=slack.token,
        bot_id=identity.bot,
        bot_user_id=identity.bot_user,
    )
    return HomewardApp(
        name="tandem",  # otherwise Bolt looks for the file that we are in, through every frame
        client=WebClient(base_url=slack.base_url, timeout=slack.timeout, retry_handlers=[]),
        authorize=lambda: authorized,
        signing_secret="unused: a socket carries no signatures",
        request_verification_enabled=False,
        process_before_response=True,
        listener_executor=lazy_pool,
    )
