"""Forms as Slack sends them back: what somebody typed and chose."""

KEYS = {
    "static_select": "selected_option",
    "multi_static_select": "selected_options",
    "checkboxes": "selected_options",
    "radio_buttons": "selected_option",
    "plain_text_input": "value",
    "datepicker": "selected_date",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
}
INITIAL = {"value": "initial_value"}


def by_name(form):
    """The input blocks of a form."""
    return {b["block_id"]: b for b in form["blocks"] if b["type"] == "input"}


def a_view(form, **typed):
    """The form, sent with these values; a choice is given by its option's value."""
    values = {
        name: {block["element"]["action_id"]: _state(block["element"], typed.get(name))}
        for name, block in by_name(form).items()
    }
    return form | {"id": "V1", "hash": "h1", "state": {"values": values}}


def untouched(form):
    """The form, sent as it was opened."""
    values = {}
    for name, block in by_name(form).items():
        element = block["element"]
        key = KEYS[element["type"]]
        given = element.get(key.replace("selected", "initial") if key != "value" else INITIAL[key])
        values[name] = {element["action_id"]: {"type": element["type"], key: given}}
    return form | {"id": "V1", "hash": "h1", "state": {"values": values}}


def _state(element, given):
    kind = element["type"]
    if kind == "static_select" and given is not None:
        given = next(o for o in element["options"] if o["value"] == given)
    if kind in ("multi_static_select", "checkboxes"):
        given = [o for o in element["options"] if o["value"] in (given or ())]
    return {"type": kind, KEYS[kind]: given}
