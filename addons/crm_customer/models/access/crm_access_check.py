from odoo import api, fields, models, tools
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.modules.module import get_manifest
from odoo.tools.safe_eval import safe_eval

from ...tools.access.group_path import group_path

OPERATIONS = [
    ("read", "Read"),
    ("write", "Change"),
    ("create", "Create"),
    ("unlink", "Delete"),
]
# what customer managers, who administer no groups, are told about beside our own models
HOST_MODELS = ("res.partner", "crm.lead", "sale.order")
AUTHOR = "CRM Suite"


class CrmAccessCheck(models.AbstractModel):
    """Finds what grants or denies an operation, with the host's own functions.

    Reads only. A finding is a dict ready for ``crm.access.explain.line``: ``kind``,
    ``verdict`` (grants, denies, lacks, limits,
    depends), ``name``, ``path``, ``detail``, the source.
    """

    _name = "crm.access.check"
    _description = "Access Check"

    @api.model
    def _explained_models(self):
        """Return the models the current user may ask about: {model: description}."""
        user = self.env.user
        if not (self.env.su or user.has_group("base.group_erp_manager")):
            if not user.has_group("crm_customer.group_customer_manager"):
                return {}
            names = [name for name in self.env if self._is_ours(name)]
        else:
            names = list(self.env)
        # customer managers read no descriptions of models themselves
        titles = self.env["ir.model"].sudo().search_fetch([], ["model", "name"])
        titles = {title.model: title.name for title in titles}
        return {
            name: titles.get(name) or name
            for name in names
            if not self.env[name]._abstract and not self.env[name]._transient
        }

    @api.model
    def _is_ours(self, name):
        module = self.env[name]._original_module
        return name in HOST_MODELS or get_manifest(module or "").get("author") == AUTHOR

    @api.model
    def _findings(self, record, operation):
        """Return ``(granted, findings)`` for the user and companies of ``record.env``.

        :param record: a record, or an empty set: then only whether the model is open at all
        :return: granted is what the findings add up to
        """
        lines, granted = self._access_findings(record, operation)
        if granted:
            rules, fits = self._rule_findings(record, operation)
            lines += rules
            granted = fits or not record
        code = self._code_finding(record, operation, granted)
        if code:
            granted = code["verdict"] == "grants"
            lines.append(code)
        return granted, lines

    # access lines: who may do it at all

    @api.model
    def _access_findings(self, record, operation):
        """Return what opens the model; when nothing does, what would."""
        access = self.env["ir.model.access"].sudo()
        lines = access.search(
            [("model_id.model", "=", record._name), (f"perm_{operation}", "=", True)]
        )
        held = set(record.env.user._get_group_ids())
        granting = lines.filtered(lambda line: not line.group_id or line.group_id.id in held)
        chosen, verdict = (granting, "grants") if granting else (lines, "lacks")
        found = [
            {
                "kind": "access",
                "verdict": verdict,
                "name": line.name,
                "path": self._path_text(record.env.user, line.group_id),
                "source_model": line._name,
                "source_id": line.id,
            }
            for line in chosen
        ]
        if not lines:
            found = [self._nobody_finding()]
        return found, bool(granting)

    @api.model
    def _nobody_finding(self):
        return {
            "kind": "access",
            "verdict": "denies",
            "name": self.env._("No access line"),
            "detail": self.env._("Nobody may do this: the system alone does it."),
        }

    @api.model
    def _path_text(self, user, group):
        """Return the chain of groups by which ``user`` holds ``group``."""
        if not group:
            return self.env._("Everybody")
        user = user.sudo()
        path = group_path(user.group_ids.ids, self._implied(), group.id)
        groups = self.env["res.groups"].sudo().browse(path) or group
        return " → ".join(groups.mapped("full_name"))

    @api.model
    @tools.ormcache(cache="groups")
    def _implied(self):
        """Return {group id: ids of the groups that it implies directly}."""
        groups = self.env["res.groups"].sudo().search([])  # pylint: disable=no-search-all
        return {group.id: group.implied_ids.ids for group in groups}

    # record rules: which records

    @api.model
    def _rule_findings(self, record, operation):
        """Return the rules, and whether the record passes all global and one group rule."""
        found, fits = [], True
        for path, model in self._rule_models(record._name, operation):
            rules = self._rules(record.env, model, operation)
            matches = {rule: self._matches(record, path, rule) for rule in rules}
            for rule, matched in matches.items():
                found.append(self._rule_finding(record, path, rule, matched))
            by_group = [matched for rule, matched in matches.items() if rule.groups]
            fits = fits and all(matched for rule, matched in matches.items() if not rule.groups)
            fits = fits and (not by_group or any(by_group))
        self._soften(found)
        return found, fits

    @api.model
    def _soften(self, found):
        """Group rules add up: one that grants makes the others of its model harmless."""
        granting = {
            line["path_model"]
            for line in found
            if line["kind"] == "group_rule" and line["verdict"] == "grants"
        }
        for line in found:
            model = line.pop("path_model")
            if line["kind"] == "group_rule" and model in granting and line["verdict"] == "denies":
                line["verdict"] = "limits"

    @api.model
    def _rule_models(self, name, operation, path=""):
        """Yield (path, model): the model, and those whose records it holds inside."""
        yield path, name
        for parent, field_name in self.env[name]._inherits.items():
            if self.env[name]._fields[field_name].store:
                yield from self._rule_models(parent, operation, f"{path}{field_name}.")

    @api.model
    def _rules(self, env, model, operation):
        """Return the rules that bind the user of ``env``, ready to be read by anybody."""
        rules = env["ir.rule"]._get_rules(model, mode=operation)
        groups = env.user.sudo().all_group_ids
        return rules.sudo().filtered(lambda rule: not rule.groups or rule.groups & groups)

    @api.model
    def _rule_domain(self, rule, env):
        """Return the domain of ``rule`` as the user of ``env`` gets it."""
        if not rule.domain_force:
            return Domain.TRUE
        return Domain(safe_eval(rule.domain_force, env["ir.rule"]._eval_context()))

    @api.model
    def _matches(self, record, path, rule):
        domain = self._rule_domain(rule, record.env)
        for field_name in reversed(path.split(".")[:-1]):
            domain = Domain(field_name, "any", domain)
        # as the host itself does: the rule, not the rights on what it looks at
        return bool(record.sudo().with_context(active_test=False).filtered_domain(domain))

    @api.model
    def _rule_finding(self, record, path, rule, matched):
        env = record.env
        text = self._domain_text(rule.model_id.model, list(self._rule_domain(rule, env)))
        groups = rule.groups & env.user.sudo().all_group_ids
        return {
            "kind": "group_rule" if rule.groups else "rule",
            "verdict": ("grants" if matched else "denies") if record else "depends",
            "name": rule.name or rule.model_id.name,
            "path": "; ".join(self._path_text(env.user, group) for group in groups)
            or self.env._("Binds everybody"),
            "detail": self.env._("%(model)s: %(text)s", model=rule.model_id.name, text=text)
            if path
            else text,
            "source_model": rule._name,
            "source_id": rule.id,
            "path_model": rule.model_id.model,
        }

    # what neither lines nor rules say

    @api.model
    def _has_access(self, record, operation):
        """Return ``record.has_access``; where the host raises instead of answering, it denies.

        It does so for messages on meetings, asked of who may read no meeting at all.
        """
        try:
            return record.has_access(operation)
        except AccessError:
            return False

    @api.model
    def _code_finding(self, record, operation, granted):
        """Return what Python adds: the models that decide by themselves, or None."""
        really = self._has_access(record, operation)
        modules = self._overriding_modules(record, "_check_access")
        if really == granted and not modules:
            return None
        modules = modules or self._overriding_modules(self.env["ir.rule"], "_compute_domain")
        words = {
            (True, True): self.env._("It agrees."),
            (False, False): self.env._("It agrees."),
            (True, False): self.env._("It opens what lines and rules do not."),
            (False, True): self.env._("It closes what lines and rules open."),
        }
        return {
            "kind": "code",
            "verdict": "grants" if really else "denies",
            "name": self.env._("Further check in code of %(modules)s", modules=", ".join(modules)),
            "detail": words[really, granted],
        }

    @api.model
    def _overriding_modules(self, model, method):
        """Return the modules whose classes of ``model`` define ``method``."""
        found = []
        for cls in type(model).__mro__:
            module = cls.__dict__.get("_module")
            if method in cls.__dict__ and module and module not in found:
                found.append(module)
        return [module for module in found if module != "base" or model._name != "ir.rule"]

    # fields

    @api.model
    def _field_findings(self, model):
        """Return a dict per field that the user of ``model.env`` does not read or change."""
        found = []
        for name, field in model._fields.items():
            if name in models.MAGIC_COLUMNS:
                continue
            can_read = model._has_field_access(field, "read")
            can_write = model._has_field_access(field, "write")
            if can_read and can_write:
                continue
            found.append(
                {
                    "name": name,
                    "label": field._description_string(self.env) or name,
                    "can_read": can_read,
                    "can_write": can_write,
                    "reason": self._field_reason(field),
                }
            )
        return sorted(found, key=lambda line: line["label"])

    @api.model
    def _field_reason(self, field):
        if field.groups == fields.NO_ACCESS:
            return self.env._("Nobody reads it: the system alone does.")
        if not field.groups:
            return self.env._("A check in code hides it.")
        names = [
            ("! " if name.strip().startswith("!") else "") + (group.sudo().full_name or name)
            for name in field.groups.split(",")
            if (group := self.env.ref(name.strip().lstrip("!"), raise_if_not_found=False))
        ]
        return self.env._("Only for %(groups)s", groups=", ".join(names))
