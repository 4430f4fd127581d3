"""Fed to ``odoo shell`` on the demo database: passwords of the demo's users, web assets.

Passwords are made once and kept in CRM_HOME/demo-passwords; CRM_HOME/demo-logins is what gets
printed: login, password, name and role, by tabs.
"""

# ruff: noqa: F821
import os
import secrets
from pathlib import Path

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
HOME = Path(os.environ["CRM_HOME"])


def read_passwords():
    """Return ``{login: password}`` of earlier runs."""
    lines = (HOME / "demo-passwords").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if "\t" in line)


def make_password():
    """Return a new password of three groups of four characters."""
    return "-".join("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(3))


def demo_users():
    """Return admin, then the users of our addons' demo data."""
    data = env["ir.model.data"].search(
        [
            ("model", "=", "res.users"),
            ("name", "=like", "demo\\_user\\_%"),
            ("module", "=like", "crm\\_%"),
        ],
        order="module, name",
    )
    return env.ref("base.user_admin") + env["res.users"].browse(data.mapped("res_id")).exists()


def role(user):
    """Return the highest level of ``user`` in each privilege of ours."""
    if user == env.ref("base.user_admin"):
        return "administrator"
    groups = user.all_group_ids.filtered(
        lambda group: (group.get_external_id()[group.id] or "").startswith("crm_")
    )
    highest = [ours.sorted("sequence")[-1:] for ours in groups.grouped("privilege_id").values()]
    return ", ".join(
        f"{group.privilege_id.name}: {group.name}" if group.privilege_id else group.name
        for group in highest
    )


passwords = read_passwords()
rows = []
for user in demo_users():
    password = passwords.setdefault(user.login, make_password())
    user.password = password
    rows.append(f"{user.login}\t{password}\t{user.name}\t{role(user)}")
if env.ref("base.user_demo", raise_if_not_found=False):
    env.ref("base.user_demo").password = secrets.token_urlsafe(24)
(HOME / "demo-passwords").write_text(
    "".join(f"{login}\t{password}\n" for login, password in passwords.items()), encoding="utf-8"
)
for bundle in ("web.assets_web", "web.assets_frontend", "web.assets_frontend_lazy"):
    assets = env["ir.qweb"]._get_asset_bundle(bundle, css=True, js=True)
    assets.css()
    assets.js()
env.cr.commit()
(HOME / "demo-logins").write_text("\n".join(rows) + "\n", encoding="utf-8")
