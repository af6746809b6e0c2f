"""Which area takes a request."""

import pytest

from domain.catalogue import Area, RequestType
from domain.routing import route
from tests.builders import IRIS, a_catalogue

CRM = Area(key="crm", name="CRM", owner=IRIS, triage="C0CRM")
KIND = RequestType(key="landing_page", name="Landing page", area="website")


@pytest.mark.parametrize(
    ("wished", "area"), [("crm", "crm"), (None, "website"), ("gone", "website"), ("", "website")]
)
def test_the_area_named_counts_else_the_one_of_the_type(wished, area):
    catalogue = a_catalogue(areas=(*a_catalogue().areas, CRM))

    assert route(wished, KIND, catalogue).key == area


def test_a_type_without_a_known_area_is_a_broken_catalogue():
    with pytest.raises(AssertionError, match="the catalogue was checked"):
        route(None, KIND, a_catalogue(areas=(CRM,)))
