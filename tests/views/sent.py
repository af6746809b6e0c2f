"""Forms as Slack sends them back: what somebody typed and chose."""

KEYS = {
    "static_select": "selected_option",
    "plain_text_input": "value",
    "datepicker": "selected_date",
}


def by_name(form):
    """The input blocks of a form."""
    return {b["block_id"]: b for b in form["blocks"] if b["type"] == "input"}


def a_view(form, **typed):
    """The form, sent with these values; a choice is given by its option's value."""
    values = {
        name: {name: _state(block["element"], typed.get(name))}
        for name, block in by_name(form).items()
    }
    return form | {"id": "V1", "hash": "h1", "state": {"values": values}}


def _state(element, given):
    kind = element["type"]
    if kind == "static_select" and given is not None:
        given = next(o for o in element["options"] if o["value"] == given)
    return {"type": kind, KEYS[kind]: given}
