from functools import partial

from odoo import api, models, tools
from odoo.exceptions import ValidationError
from odoo.fields import Command, Domain
from odoo.tools import SQL, OrderedSet, frozendict

from ...tools.masking.mask import (
    ADDRESS,
    EMAIL,
    MARK,
    PHONE,
    TAX,
    digits,
    is_full,
    is_masked,
    mask,
)

GROUP = "crm_customer.group_masked"
EXACT = ("=", "in", "like", "ilike", "=like", "=ilike")
# the contact data of the own people and companies is no secret
OWN = {"res.company", "resource.resource", "crm.team.member", "mail.gateway.allowed"}


class CrmMasking(models.AbstractModel):
    """Says which fields are masked for whom, and how.

    Values are masked where they leave: when formatted for the client, exported, printed,
    and in every SQL expression by which one searches, sorts and groups. Inside the ORM
    they stay what they are, so that mails go out and computed fields hold.
    """

    _name = "crm.masking"
    _description = "Field Masking"

    @api.model
    def _masked_fields(self):
        """Return ``{model: {field: kind}}``. Fields related to these are masked, too.

        Override and add those of your addon.
        """
        address = {"email": EMAIL, "email_normalized": EMAIL, "email_formatted": EMAIL}
        number = {"phone": PHONE, "phone_sanitized": PHONE}
        tax = {"vat": TAX, "company_registry": TAX, "crm_uscc": TAX}
        return {
            "res.partner": address | number | tax,
            "crm.lead": number
            | {"email_from": EMAIL, "email_normalized": EMAIL, "email_cc": EMAIL},
            "crm.customer.email": {"email": EMAIL, "display_name": EMAIL},
            "crm.customer.invoice.title": {"phone": PHONE, "email": EMAIL, "vat": TAX},
            "crm.customer.interaction": {"phone": PHONE},
            "crm.customer.mail.address": {"email": EMAIL, "display_name": EMAIL},
            "payment.transaction": {"partner_email": EMAIL, "partner_phone": PHONE},
            "mail.message": {
                "email_from": EMAIL,
                "reply_to": EMAIL,
                "incoming_email_to": EMAIL,
                "incoming_email_cc": EMAIL,
                "outgoing_email_to": EMAIL,
            },
            "mail.notification": {"mail_email_address": EMAIL},
            "mail.blacklist": {"email": EMAIL},
            "phone.blacklist": {"number": PHONE},
            "sms.composer": {
                "recipient_single_number": PHONE,
                "recipient_single_number_itf": PHONE,
            },
        }

    @api.model
    @tools.ormcache()
    def _all_masks(self):
        """Return ``{model: {field: kind}}`` with all that is related to a masked field."""
        found = {
            model: {name: kind for name, kind in kinds.items() if name in self.env[model]._fields}
            for model, kinds in self._masked_fields().items()
            if model in self.env
        }
        masks = {model: dict(kinds) for model, kinds in found.items()}
        for model in set(self.env) - OWN:
            for name, field in self.env[model]._fields.items():
                if field.related and (kind := self._related_kind(field, found)):
                    masks.setdefault(model, {})[name] = kind
        return frozendict({model: frozendict(kinds) for model, kinds in masks.items() if kinds})

    @api.model
    def _related_kind(self, field, found):
        model = field.model_name
        *path, last = field.related.split(".")
        for name in path:
            step = self.env[model]._fields.get(name) if model in self.env else None
            if not step or not step.comodel_name:
                return None
            model = step.comodel_name
        target = self.env[model]._fields.get(last) if model in self.env else None
        if target and target.related and target is not field and last not in found.get(model, {}):
            return self._related_kind(target, found)
        return found.get(model, {}).get(last)

    @api.model
    def _masks(self, model):
        """Return ``{field: kind}`` of what the current user sees masked of ``model``."""
        kinds = self._all_masks().get(model)
        return kinds if kinds and self._is_masked_user() else {}

    @api.model
    def _is_masked_user(self):
        return bool(self.env.uid) and self.env.user._has_group(GROUP)

    # values

    @api.model
    def _is_exempt(self, record):
        """Say whether a record is one of the own people, whose data all may see."""
        if record._name == "res.partner":
            return bool(record.id) and not record.sudo().partner_share
        return record._name == "res.users" and bool(record.id) and not record.sudo().share

    @api.model
    def _masked_value(self, record, name, value):
        kind = self._masks(record._name).get(name)
        return mask(kind, value) if kind and not self._is_exempt(record) else value

    # SQL

    @api.model
    def _masked_sql(self, kind, sql):
        """Return the SQL of what ``tools.masking.mask`` makes of ``sql``."""
        if kind == PHONE:
            masked = SQL(
                """CASE WHEN length(%(v)s) >= 11 THEN left(%(v)s, 3) || '****' || right(%(v)s, 4)
                WHEN length(%(v)s) >= 7 THEN left(%(v)s, 2) || '****' || right(%(v)s, 2)
                ELSE '****' END""",
                v=sql,
            )
        elif kind == EMAIL:
            masked = SQL(
                """CASE WHEN strpos(%(v)s, '@') > 0
                THEN regexp_replace(%(v)s, %(address)s, %(masked)s, 'g')
                ELSE left(%(v)s, 1) || %(mark)s END""",
                v=sql,
                address=ADDRESS,
                masked=rf"\1{MARK}@",
                mark=MARK,
            )
        else:
            masked = SQL(
                """CASE WHEN length(%(v)s) >= 8 THEN '****' || right(%(v)s, 4)
                ELSE '****' END""",
                v=sql,
            )
        return SQL("(CASE WHEN %(v)s <> '' THEN %(masked)s ELSE %(v)s END)", v=sql, masked=masked)

    # searches

    @api.model
    def _guarded(self, model, domain, nested=False):
        """Return ``domain`` with which nobody finds out a masked value bit by bit.

        A whole number or address is looked for as it is; parts match the mask alone.

        :param nested: ``domain`` is on records behind a field, where the host may look
            without rights: parts match nothing
        """
        kinds = self._masks(model._name)

        def guard(condition):
            name, _dot, rest = condition.field_expr.partition(".")
            field = model._fields.get(name)
            if field and field.comodel_name and (rest or isinstance(condition.value, Domain)):
                return self._guarded_path(model, condition, field, rest)
            kind = kinds.get(condition.field_expr)
            return self._guarded_leaf(model, condition, kind, nested) if kind else condition

        return Domain(domain).map_conditions(guard)

    @api.model
    def _guarded_path(self, model, condition, field, rest):
        comodel = self.env[field.comodel_name]
        operator = "any" if rest else condition.operator
        inner = condition.value
        if rest:
            inner = Domain(rest, condition.operator, condition.value)
        guarded = self._guarded(comodel, inner, nested=True)
        return condition if guarded == inner else Domain(field.name, operator, guarded)

    @api.model
    def _guarded_leaf(self, model, condition, kind, nested):
        field = model._fields[condition.field_expr]
        values = condition.value
        values = [values] if isinstance(values, str) else values
        if not isinstance(values, (list, tuple, set, frozenset, OrderedSet)):
            return condition
        values = [value for value in values if value]
        if field.store and values and condition.operator in EXACT:
            full = [value for value in values if is_full(kind, value)]
            if len(full) == len(values):
                return Domain.custom(to_sql=partial(self._exact_sql, field.name, kind, full))
        # the SQL of a stored field is masked; others may look without rights
        plain = field.store and not nested
        return condition if plain or not values else Domain.FALSE

    @api.model
    def _exact_sql(self, name, kind, values, model, alias, query):
        """Say in SQL that the value is one of ``values``, however it is written."""
        values = [value.strip() for value in values]
        column = SQL.identifier(alias, name, to_flush=model._fields[name])
        found = [SQL("%s IN %s", column, tuple(values))]
        if kind == EMAIL and "email_normalized" in model._fields:
            normal = model._fields["email_normalized"]
            column = SQL.identifier(alias, "email_normalized", to_flush=normal)
            found.append(SQL("%s IN %s", column, tuple(value.lower() for value in values)))
        if kind == PHONE and "phone_sanitized" in model._fields:
            numbers = set().union(*(self._sanitized(value) for value in values))
            sanitized = model._fields["phone_sanitized"]
            column = SQL.identifier(alias, "phone_sanitized", to_flush=sanitized)
            found.append(SQL("%s IN %s", column, tuple(numbers)))
        return SQL("(%s) IS TRUE", SQL(" OR ").join(found))

    @api.model
    def _sanitized(self, number):
        """Return the set of international forms that ``number`` may have, here or in China."""
        company = self.env.company.sudo()
        countries = company.country_id | self.env.ref("base.cn")
        forms = {company._phone_format(number=number, country=country) for country in countries}
        return {form for form in forms if form} | {f"+{digits(number)}"}

    # what comes back

    @api.model
    def _unmasked_vals(self, records, vals):
        """Return ``vals`` without masked values that the form sends back unchanged.

        :raise ValidationError: a masked value was edited
        """
        if not self._is_masked_user():
            return vals
        kinds = self._masks(records._name)
        sent = {name for name in kinds if is_masked(vals.get(name))}
        for name in sent:
            shown = {mask(kinds[name], record[name]) for record in records.sudo()}
            if records and shown != {vals[name]}:
                label = records._fields[name]._description_string(self.env)
                raise ValidationError(
                    self.env._(
                        "%(field)s is masked: type the whole new value, or leave it.", field=label
                    )
                )
        return {
            name: self._unmasked_commands(records, name, value)
            for name, value in vals.items()
            if name not in sent
        }

    @api.model
    def _unmasked_commands(self, records, name, value):
        """Return the lines in ``value`` without masked values: the host writes some in sudo."""
        field = records._fields.get(name)
        if not field or field.type not in ("one2many", "many2many"):
            return value
        if not isinstance(value, (list, tuple)):
            return value
        lines = self.env[field.comodel_name]
        guarded = []
        for command in value:
            if isinstance(command, (list, tuple)) and command[0] in (
                Command.CREATE,
                Command.UPDATE,
            ):
                line = lines.browse(command[1]) if command[0] == Command.UPDATE else lines
                command = (command[0], command[1], self._unmasked_vals(line, command[2]))
            guarded.append(command)
        return guarded
