"""The playground in the browser: a page, one WebSocket for each tab, and a server that owns the sessions."""

from glassnet.web.server import serve

__all__ = ["serve"]
