"""Forms that only our own pages can send: a token that fits the browser's cookie (OWASP: signed double submit)."""

import hmac
import secrets
from hashlib import sha256


class Forms:
    """The tokens of this process; its key dies with it."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def cookie(self) -> str:
        """A new value for a browser that has none yet."""
        return secrets.token_urlsafe(32)

    def token(self, cookie: str) -> str:
        """What a form must bring along that was made for the browser with this cookie."""
        return hmac.new(self._key, cookie.encode("utf-8", "surrogatepass"), sha256).hexdigest()

    def is_ours(self, cookie: str, token: str) -> bool:
        """Whether cookie and token belong together. Takes as long whether they do or not."""
        brought = token.encode("utf-8", "surrogatepass")
        return bool(cookie) and hmac.compare_digest(self.token(cookie).encode(), brought)
