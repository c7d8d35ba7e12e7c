"""The HTTP transport of Stripe's SDK: httpx, without retries."""

from collections.abc import Mapping
from typing import Any

import httpx
import stripe


class Transport(stripe.HTTPClient):
    """An HTTP client for the SDK. The SDK's own httpx client passes bodies in a way that httpx has deprecated."""

    name = "httpx"

    def __init__(self, seconds: float) -> None:
        super().__init__()
        self._client = httpx.AsyncClient(timeout=seconds)

    async def request_async(
        self, method: str, url: str, headers: Mapping[str, str], post_data: Any = None
    ) -> tuple[bytes, int, Mapping[str, str]]:
        """Send a request; gives body, status and headers of the response. Raises stripe.APIConnectionError."""
        try:
            answer = await self._client.request(method, url, headers=dict(headers), content=post_data)
        except httpx.HTTPError as error:
            raise stripe.APIConnectionError(str(error)) from error  # type: ignore[no-untyped-call]
        return answer.content, answer.status_code, answer.headers

    async def close_async(self) -> None:
        await self._client.aclose()
