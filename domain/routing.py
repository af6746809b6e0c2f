"""Routing: which area takes a request, and so who owns it."""

from domain.catalogue import Area, Catalogue, RequestType


def route(wished: str | None, kind: RequestType, catalogue: Catalogue) -> Area:
    """The area that the requester named, else the one that the type usually goes to.

    An area that has left the catalogue since the form was opened counts as not named.
    """
    area = catalogue.area(wished) if wished else None
    area = area or catalogue.area(kind.area)
    assert area is not None, "the catalogue was checked when it was applied"
    return area
