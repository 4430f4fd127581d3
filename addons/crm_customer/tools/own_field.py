"""Options of own fields, written one a line."""


def match_options(labels, known, make_key):
    """Return ``[(key, label)]`` of ``labels``, with the keys of the options they were.

    A label keeps its key wherever it moves. Where as many options are written as were
    known, a new label in the place of one that is gone is that one's new name.

    :param labels: the labels wanted, without double ones
    :param known: ``[(key, label)]`` of before
    :param make_key: function that returns a new key
    """
    keys = {label: key for key, label in known}
    found = []
    for place, label in enumerate(labels):
        key = keys.get(label)
        if key is None and len(labels) == len(known) and known[place][1] not in labels:
            key = known[place][0]
        found.append((key or make_key(), label))
    return found


def split_options(text):
    """Return the labels of ``text``, one a line, each once."""
    labels = (line.strip() for line in (text or "").splitlines())
    return list(dict.fromkeys(label for label in labels if label))


def own_values(properties):
    """Return ``{label: text}`` of those of ``properties`` that have a value.

    :param properties: list of dicts as the host reads a properties field: ``type``,
        ``string``, ``value``, and ``selection`` or ``tags`` with the labels of their keys
    """
    return {
        own["string"]: _own_text(own)
        for own in properties
        if own["type"] != "separator" and own.get("value") not in (None, False, "", [])
    }


def _own_text(own):
    value = own["value"]
    if value is True:
        return "✓"
    labels = {option[0]: option[1] for option in own.get(own["type"]) or ()}
    if own["type"] == "many2one":
        return str(value[1])
    if own["type"] == "many2many":
        return ", ".join(str(label) for _id, label in value)
    if isinstance(value, list):
        return ", ".join(labels.get(key, str(key)) for key in value)
    return str(labels.get(value, value))
