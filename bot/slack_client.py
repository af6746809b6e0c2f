"""The one client that talks to Slack: no retries of its own, and one kept-alive session."""

from email.message import Message
from io import BytesIO
from typing import Any, Self
from urllib.error import HTTPError
from urllib.request import Request

import urllib3
from slack_sdk import WebClient

TIMEOUT_SECONDS = 10
BAD_STATUS = 400


class KeptAliveClient(WebClient):
    """Slack's own client makes a new connection, and a new SSL context, for every call.

    Retries belong to the outbox: the SDK's would post twice where the connection drops after
    Slack has accepted the message.
    """

    def __init__(self, token: str, *, base_url: str, connections: int = 10) -> None:
        super().__init__(token=token, base_url=base_url, timeout=TIMEOUT_SECONDS, retry_handlers=[])
        self._session = _session(self.proxy, connections)

    def __deepcopy__(self, _memo: object) -> Self:
        """Bolt copies the context for lazy listeners; there is one session."""
        return self

    def close(self) -> None:
        self._session.clear()

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        """Where the SDK would open a connection of its own. Raises what it expects: HTTPError."""
        answer = self._session.request(
            req.get_method(),
            url,
            body=req.data,  # type: ignore[arg-type]
            headers=dict(req.header_items()),
            timeout=self.timeout,
            retries=False,
            redirect=False,
        )
        headers = Message()
        for name, value in answer.headers.items():
            headers[name] = value
        if answer.status >= BAD_STATUS:
            reason = answer.reason or ""
            raise HTTPError(url, answer.status, reason, headers, BytesIO(answer.data))
        return {
            "status": answer.status,
            "headers": headers,
            "body": answer.data.decode("utf-8", errors="replace"),
        }


def _session(proxy: str | None, connections: int) -> urllib3.PoolManager:
    if proxy:
        return urllib3.ProxyManager(proxy, maxsize=connections)
    return urllib3.PoolManager(maxsize=connections)
