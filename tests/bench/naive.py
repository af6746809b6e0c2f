"""A bot as it is often written: ack, then everything else in the listener, all by defaults."""

import os
import threading
from datetime import UTC, datetime

from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient
from sqlmodel import Field, Session, SQLModel, create_engine

from views import ids


class NaiveTicket(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    area: str
    summary: str
    purpose: str
    requester: str
    status: str = "open"
    opened_at: datetime
    card_ts: str | None = None


ENGINE = create_engine(os.environ["DATABASE_URL"])


def main() -> None:
    SQLModel.metadata.create_all(ENGINE, tables=[NaiveTicket.__table__])
    app = App(
        client=WebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"]),
        signing_secret="unused",
        request_verification_enabled=False,
    )
    app.view(ids.REQUEST_FORM)(file)
    SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).connect()
    threading.Event().wait()


def file(ack: Ack, body: dict, client: WebClient) -> None:
    ack()
    values = body["view"]["state"]["values"]
    area = values["area"]["area"]["selected_option"]["value"]
    with Session(ENGINE) as session:
        ticket = NaiveTicket(
            area=area,
            summary=values["summary"]["summary"]["value"],
            purpose=values["purpose"]["purpose"]["value"],
            requester=body["user"]["id"],
            opened_at=datetime.fromtimestamp(0, UTC),
        )
        session.add(ticket)
        session.commit()
        session.refresh(ticket)
        words = f"MT-{ticket.id}: {ticket.summary}"
        channel = f"C0TRIAGE{area.removeprefix('area')}"
        card = client.chat_postMessage(channel=channel, text=words)
        client.chat_postMessage(channel=ticket.requester, text=f"Your request is {words}")
        ticket.card_ts = card["ts"]
        session.add(ticket)
        session.commit()


if __name__ == "__main__":
    main()
