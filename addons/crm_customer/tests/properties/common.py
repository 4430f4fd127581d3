DEFINITION = [
    {"name": "aa", "string": "设备编号", "type": "char"},
    {"name": "bb", "string": "Machines", "type": "integer"},
    {"name": "cc", "string": "Area", "type": "float"},
    {"name": "dd", "string": "年审", "type": "boolean"},
    {"name": "ee", "string": "Contract until", "type": "date"},
    {"name": "ff", "string": "Last service", "type": "datetime"},
    {
        "name": "gg",
        "string": "Plant",
        "type": "selection",
        "selection": [["n", "North plant"], ["s", "South plant"]],
    },
    {
        "name": "hh",
        "string": "Lines",
        "type": "tags",
        "tags": [["x", "Milling", 1], ["y", "Turning", 2]],
    },
    {"name": "ii", "string": "Home country", "type": "many2one", "comodel": "res.country"},
    {"name": "jj", "string": "Block", "type": "separator"},
]


def define_own_fields(env, definition=None):
    """Give partners the own fields of ``definition``; return the host's record of it."""
    definitions = env["properties.base.definition"].sudo()
    record = definitions._get_definition_for_property_field("res.partner", "properties")
    record.properties_definition = DEFINITION if definition is None else definition
    return record
