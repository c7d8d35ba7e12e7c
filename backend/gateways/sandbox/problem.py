"""The error of the sandbox's API."""


class Problem(Exception):
    """A refusal: the response is `{"error": {"code": …, "message": …}}` with this HTTP status."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
