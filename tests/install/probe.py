"""Runs in the host's shell: print, as JSON, what users without our groups may do and see.

``{login: {"access": {model: {operation: records}}, "views": {…}, "menus": […]}}``; the same
before and after an install means that their access and their screens are unchanged.
"""

import json
import re

env = globals()["env"]  # the shell brings it
MODELS = [
    "calendar.event",
    "crm.lead",
    "crm.team",
    "mail.activity",
    "res.company",
    "res.partner",
    "res.partner.category",
    "res.users",
    "sale.order",
    "utm.source",
]
SCREENS = ["calendar.event", "crm.lead", "res.partner", "sale.order", "res.users"]
USERS = {
    "probe_plain": "base.group_user",
    "probe_contacts": "base.group_partner_manager",
    "probe_sales": "sales_team.group_sale_salesman",
    "probe_leader": "sales_team.group_sale_salesman_all_leads",
    "probe_sales_manager": "sales_team.group_sale_manager",
    "probe_settings": "base.group_system",
    "probe_portal": "base.group_portal",
}


def probe_user(login, group):
    users = env["res.users"].with_context(no_reset_password=True)
    user = users.search([("login", "=", login)])
    return user or users.create(
        {"login": login, "name": login, "group_ids": [(6, 0, env.ref(group).ids)]}
    )


def access(user):
    found = {}
    for name in MODELS:
        model = env[name].with_user(user)
        for operation in ("read", "write", "create", "unlink"):
            reach = "refused"
            if model.has_access(operation):
                domain = env["ir.rule"].with_user(user)._compute_domain(name, operation)
                reach = env[name].with_context(active_test=False).search_count(domain)
            found.setdefault(name, {})[operation] = reach
    return found


def plain(arch):
    """Leave out blanks, and the marks of what something is computed from, or used by."""
    arch = re.sub(r' (on_change|data-used-by)="[^"]*"', "", arch)
    return re.sub(r"\s+", " ", arch).replace("> <", "><")


def views(user):
    kinds = [(False, kind) for kind in ("form", "list", "kanban", "search")]
    found = {}
    for name in SCREENS:
        model = env[name].with_user(user)
        if model.has_access("read"):
            got = model.get_views(kinds)["views"]
            found[name] = {kind: plain(view["arch"]) for kind, view in got.items()}
    return found


def menus(user):
    """Return the menus that can be reached from the top, as the web client shows them."""
    ids = env["ir.ui.menu"].with_user(user)._visible_menu_ids()
    return sorted(
        menu.complete_name
        for menu in env["ir.ui.menu"].browse(ids)
        if all(int(parent) in ids for parent in menu.parent_path.split("/") if parent)
    )


result = {}
for login, group in USERS.items():
    user = probe_user(login, group)
    result[login] = {"access": access(user)}
    if not user.share:
        result[login]["menus"] = menus(user)
    if login in ("probe_plain", "probe_sales_manager"):
        result[login]["views"] = views(user)
# files that no record names any more go with the host's daily clean-up
env["ir.attachment"]._gc_file_store_unsafe()
env.cr.commit()
print("PROBE" + json.dumps(result, sort_keys=True))
