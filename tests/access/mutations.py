"""Damage to the access records: each one must turn the matrix red."""

from odoo.tools.safe_eval import safe_eval

from .checker import suite_modules
from .factories import FACTORIES
from .matrix import ROLES

EVERYTHING = "[(1, '=', 1)]"
NOTHING = "[(0, '=', 1)]"
PERMISSIONS = ("perm_read", "perm_write", "perm_create", "perm_unlink")


def mutations(env, world):
    """Return ``[(description, model, act)]``, in a stable order.

    Only damage that changes a role's rights is listed: closing a permission that
    another line grants as well is none.
    """
    return sorted(_rule_mutations(env) + _access_mutations(env, world), key=lambda item: item[0])


def _ours(env, model):
    """Return ``{xml id: record}`` of what our addons define."""
    data = env["ir.model.data"].search(
        [("module", "in", list(suite_modules(env))), ("model", "=", model)], order="id"
    )
    return {item.complete_name: env[model].browse(item.res_id) for item in data}


def _rule_mutations(env):
    found = []
    for name, rule in _ours(env, "ir.rule").items():
        model = rule.model_id.model
        if model not in FACTORIES:
            continue
        changes = {"dropped": {"active": False}}
        if not _is_always_true(rule):
            changes["widened"] = {"domain_force": EVERYTHING}
        changes["narrowed"] = {"domain_force": NOTHING}
        found += [
            (f"{name} {word}", model, lambda rule=rule, values=values: rule.write(values))
            for word, values in changes.items()
        ]
    return found


def _is_always_true(rule):
    try:
        return safe_eval(rule.domain_force or "[]", {}) in ([], [(1, "=", 1)])
    except Exception:  # the domain names the user or the companies
        return False


def _access_mutations(env, world):
    found = []
    for name, access in _ours(env, "ir.model.access").items():
        model = access.model_id.model
        if model not in FACTORIES:
            continue
        for permission in PERMISSIONS:
            if _changes_rights(env, world, access, permission):
                word = "closed" if access[permission] else "opened"
                values = {permission: not access[permission]}
                found.append(
                    (
                        f"{name} {permission} {word}",
                        model,
                        lambda access=access, values=values: access.write(values),
                    )
                )
    return found


def _changes_rights(env, world, access, permission):
    """Say whether flipping ``permission`` changes what any role may do."""
    others = (
        env["ir.model.access"].search([("model_id", "=", access.model_id.id)]) - access
    ).filtered(permission)
    for role in ROLES:
        groups = world.users[role].all_group_ids
        if access.group_id in groups and not others.filtered(
            lambda other, groups=groups: not other.group_id or other.group_id in groups
        ):
            return True
    return False
