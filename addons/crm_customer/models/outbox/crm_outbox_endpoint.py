import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import NO_ACCESS

from ...tools.outbox import address

WEBHOOK, POLL = "webhook", "poll"
ROBOTS = ("wecom", "dingtalk", "feishu")
SHORTEST_SECRET = 16
#: what makes waiting deliveries possible again
WAKING = {"active", "is_paused", "url", "secret", "max_attempts"}


class CrmOutboxEndpoint(models.Model):
    """Another system, or a group chat, that is told about changes."""

    _name = "crm.outbox.endpoint"
    _description = "Webhook or Robot"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "name, id"

    name = fields.Char(required=True, tracking=True)
    kind = fields.Selection(
        [
            (WEBHOOK, "Webhook"),
            ("wecom", "WeCom Robot"),
            ("dingtalk", "DingTalk Robot"),
            ("feishu", "Feishu Robot"),
            (POLL, "Polled by the Receiver"),
        ],
        required=True,
        default=WEBHOOK,
        tracking=True,
        help="A webhook gets a signed message for each event. A robot writes into a group chat:"
        " kind of event, number and a link, no personal data. A receiver that polls asks for"
        " the changes since it asked last.",
    )
    active = fields.Boolean(default=True, tracking=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    user_id = fields.Many2one(
        "res.users",
        "Set Up By",
        readonly=True,
        copy=False,
        default=lambda self: self.env.user,
        help="Who said last what is sent. Values are read by the rights of this person, who is"
        " also told when the endpoint is paused.",
    )
    subscription_ids = fields.One2many(
        "crm.outbox.subscription", "endpoint_id", "Subscriptions", copy=True
    )

    # where to; nobody reads these back, not even administrators
    stored_url = fields.Char(groups=NO_ACCESS, copy=False)
    stored_secret = fields.Char(groups=NO_ACCESS, copy=False)
    url = fields.Char(
        "Address",
        compute="_compute_url",
        inverse="_inverse_url",
        help="Of a robot only the beginning is shown: the rest is its key. Enter the whole"
        " address to change it.",
    )
    secret = fields.Char(
        compute="_compute_secret",
        inverse="_inverse_secret",
        default=lambda self: self._default_secret(),
        help="Signs the messages. It can be set and changed, but not be read.",
    )
    has_secret = fields.Boolean("Secret Is Set", compute="_compute_has_secret")

    # how
    max_attempts = fields.Integer(
        "Attempts at Most", default=15, help="After so many attempts a delivery is given up."
    )
    pause_after = fields.Integer(
        default=12,
        help="After so many failures in a row the endpoint is paused. What happens meanwhile"
        " waits until it is resumed.",
    )

    # how it is
    is_paused = fields.Boolean("Paused", copy=False, tracking=True)
    pause_reason = fields.Char(readonly=True, copy=False)
    failure_count = fields.Integer("Failures in a Row", readonly=True, copy=False)
    date_retry = fields.Datetime("Not Before", readonly=True, copy=False)
    robot_full_at = fields.Float(readonly=True, copy=False)
    is_testable = fields.Boolean(compute="_compute_is_testable")
    waiting_count = fields.Integer("Waiting", compute="_compute_counts")
    sent_count = fields.Integer("Sent", compute="_compute_counts")
    dead_count = fields.Integer("Given Up", compute="_compute_counts")

    _numbers_positive = models.Constraint(
        "CHECK(max_attempts BETWEEN 1 AND 50 AND pause_after BETWEEN 1 AND 1000)",
        "Between 1 and 50 attempts, and a pause after 1 to 1,000 failures.",
    )

    def _compute_url(self):
        for endpoint in self:
            # sudo: what is left is no secret
            url = endpoint.sudo().stored_url
            endpoint.url = url and address.shown(url, endpoint.kind in ROBOTS)

    def _inverse_url(self):
        for endpoint in self:
            # sudo: who may write the endpoint may set what nobody reads
            stored = endpoint.sudo()
            url = (endpoint.url or "").strip()
            if url == (address.shown(stored.stored_url, endpoint.kind in ROBOTS) or ""):
                continue  # saved as it was shown
            if address.HIDDEN in url:
                raise ValidationError(
                    self.env._("Enter the whole address: a part of it is not shown.")
                )
            stored.stored_url = url

    def _compute_secret(self):
        for endpoint in self:
            endpoint.secret = address.HIDDEN if endpoint.has_secret else False

    def _compute_has_secret(self):
        for endpoint in self:
            # sudo: only whether there is one
            endpoint.has_secret = bool(endpoint.sudo().stored_secret)

    def _inverse_secret(self):
        for endpoint in self:
            secret = (endpoint.secret or "").strip()
            if secret != address.HIDDEN:
                # sudo: who may write the endpoint may set what nobody reads
                endpoint.sudo().stored_secret = secret

    @api.depends("kind")
    def _compute_is_testable(self):
        for endpoint in self:
            endpoint.is_testable = bool(endpoint.ids) and endpoint.kind != POLL

    def _compute_counts(self):
        groups = self.env["crm.outbox.delivery"]._read_group(
            [("endpoint_id", "in", self.ids)], ["endpoint_id", "state"], ["__count"]
        )
        counts = {(endpoint.id, state): count for endpoint, state, count in groups}
        for endpoint in self:
            found = {state: counts.get((endpoint.id, state), 0) for state in ("sent", "dead")}
            endpoint.sent_count, endpoint.dead_count = found["sent"], found["dead"]
            endpoint.waiting_count = counts.get((endpoint.id, "waiting"), 0) + counts.get(
                (endpoint.id, "failed"), 0
            )

    @api.model
    def _default_secret(self):
        """Propose a good secret; it can be read until the endpoint is saved."""
        return secrets.token_urlsafe(32)

    @api.onchange("kind")
    def _onchange_kind(self):
        """Robots have secrets of their own, or none."""
        if self.kind != WEBHOOK and not self.has_secret:
            self.secret = False
        elif not self.secret:
            self.secret = self._default_secret()

    @api.model_create_multi
    def create(self, vals_list):
        vals_list = [self._seal_user(vals) for vals in vals_list]
        vals_list = [
            {"secret": False} | vals if vals.get("kind", WEBHOOK) != WEBHOOK else vals
            for vals in vals_list
        ]
        endpoints = super().create(vals_list)
        endpoints._forget_entered()
        endpoints._check_complete()
        self.env["crm.outbox.event"]._forget_watched()
        return endpoints

    def write(self, vals):
        if vals.get("is_paused") is False:
            vals = {"pause_reason": False, "failure_count": 0, "date_retry": False} | vals
        vals = self._seal_user(vals)
        if {"kind", "stored_url"} & vals.keys():
            vals = vals | {"user_id": self.env.uid}
        result = super().write(vals)
        self._forget_entered()
        if (WAKING | {"kind"}) & vals.keys():
            self._check_complete()
            self.env["crm.outbox.delivery"]._trigger()
        if {"active", "kind"} & vals.keys():
            self.env["crm.outbox.event"]._forget_watched()
        return result

    def unlink(self):
        result = super().unlink()
        self.env["crm.outbox.event"]._forget_watched()
        return result

    @api.model
    def _seal_user(self, vals):
        """What is sent is read by the rights of who set it up: nobody names somebody else."""
        is_named = "user_id" in vals or "default_user_id" in self.env.context
        return vals | {"user_id": self.env.uid} if is_named and not self.env.su else vals

    def _forget_entered(self):
        """Take what was typed out of the cache, so that not even the answer repeats it."""
        self.invalidate_recordset(["url", "secret", "has_secret"], flush=False)

    def copy_data(self, default=None):
        """A copy is paused: it has no address and no secret."""
        return [
            vals | {"name": self.env._("%(name)s (copy)", name=endpoint.name), "is_paused": True}
            for endpoint, vals in zip(self, super().copy_data(default), strict=True)
        ]

    def _check_complete(self):
        """Refuse what could not send.

        :raise ValidationError: no usable address, or a webhook without a secret
        """
        for endpoint in self:
            # sudo: to look whether they are usable
            url, secret = endpoint.sudo().stored_url, endpoint.sudo().stored_secret
            if endpoint.kind != POLL and url:
                try:
                    address.parse(url)
                except address.Refused as refusal:
                    raise ValidationError(self._get_error_text(str(refusal))) from refusal
            if endpoint.kind == WEBHOOK and secret and len(secret) < SHORTEST_SECRET:
                raise ValidationError(
                    self.env._("A secret has at least %(count)s characters.", count=SHORTEST_SECRET)
                )
            if not endpoint.is_paused:
                endpoint._check_usable(url, secret)

    def _check_usable(self, url, secret):
        if self.kind == POLL:
            return
        if not url:
            raise ValidationError(self.env._("%(name)s: enter the address.", name=self.name))
        if self.kind == WEBHOOK and not secret:
            raise ValidationError(
                self.env._(
                    "%(name)s: enter the secret that signs the messages, or let one be made.",
                    name=self.name,
                )
            )

    # buttons

    def action_new_secret(self):
        """Make a secret, store it and show it once."""
        self.ensure_one()
        self.check_access("write")
        secret = secrets.token_urlsafe(32)
        self.secret = secret
        return self._notify(
            self.env._("The new secret. Copy it now: it is not shown again."),
            secret,
            "info",
            sticky=True,
        )

    def action_resume(self):
        """Send again, what waits first."""
        self.check_access("write")
        self.is_paused = False
        # sudo: deliveries are not for editing; what waits for its next attempt waits no more
        deliveries = self.env["crm.outbox.delivery"].sudo()
        failed = [("endpoint_id", "in", self.ids), ("state", "=", "failed")]
        deliveries.search(failed).date_next = fields.Datetime.now()

    def action_pause(self):
        self.check_access("write")
        self.write(
            {
                "is_paused": True,
                "pause_reason": self.env._("Paused by %(name)s.", name=self.env.user.name),
            }
        )

    def action_view_deliveries(self):
        return self._action_deliveries({})

    def action_view_waiting(self):
        return self._action_deliveries({"search_default_open": 1})

    def action_view_dead(self):
        return self._action_deliveries({"search_default_dead": 1})

    def _action_deliveries(self, context):
        self.ensure_one()
        xmlid = "crm_customer.crm_outbox_delivery_action"
        action = self.env["ir.actions.act_window"]._for_xml_id(xmlid)
        return action | {"domain": [("endpoint_id", "=", self.id)], "context": context}

    def action_send_test(self):
        """Send a message without meaning now, and say what came of it.

        :raise UserError: there is nothing to send to
        """
        self.ensure_one()
        self.check_access("write")
        if self.kind == POLL:
            raise UserError(self.env._("This receiver asks by itself: there is nothing to send."))
        self._check_usable(self.sudo().stored_url, self.sudo().stored_secret)  # sudo: as there
        # sudo: address and secret, which nobody reads, and only to send
        verdict, words = self.sudo()._send_test()
        kind = "success" if verdict == "sent" else "danger"
        return self._notify(self.env._("Test of %(name)s", name=self.name), words, kind)

    @api.model
    def _notify(self, title, message, kind, sticky=False):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "title": title,
                "message": message,
                "type": kind,
                "sticky": sticky,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    def _as_reader(self, model, user=None):
        """Return ``model`` as it is read for this endpoint: by the rights of who set it up,
        in the endpoint's company, archived records too."""
        company_id = self.company_id.id
        records = self.env[model].with_user(user or self.user_id)
        return records.with_context(active_test=False, allowed_company_ids=[company_id])
