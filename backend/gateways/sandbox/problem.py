"""What the sandbox refuses."""


class Problem(Exception):
    """Answered as `{"error": {"code": …, "message": …}}` with an HTTP status."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
