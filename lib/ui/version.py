"""The version of the application, for the screen and the server."""

from lib.domain.version import VERSION

__all__ = ["VERSION"]
