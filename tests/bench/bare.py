"""The floor: Bolt with its built-in socket client and listeners that do nothing but ack."""

import os
import threading

from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from views import ids


def main() -> None:
    client = WebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    known = AuthorizeResult(enterprise_id=None, team_id="T1", bot_token=client.token)
    app = App(client=client, authorize=lambda: known, process_before_response=True)
    app.command("/request")(only_ack)
    app.view(ids.REQUEST_FORM)(only_ack)
    app.action(ids.APPROVE)(only_ack)
    socket = SocketModeHandler(app, os.environ["SLACK_APP_TOKEN"], concurrency=16)
    socket.connect()
    threading.Event().wait()


def only_ack(ack: Ack) -> None:
    ack()


if __name__ == "__main__":
    main()
