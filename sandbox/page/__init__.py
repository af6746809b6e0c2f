"""The sandbox's web page: what a person sees and does in it."""

from sandbox.page.routes import routes

__all__ = ["routes"]
