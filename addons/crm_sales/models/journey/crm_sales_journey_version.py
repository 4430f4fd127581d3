from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from ...tools.journey.flow import find_loop


class CrmSalesJourney(models.Model):
    """Versions of the steps: who has entered goes on in the version of the entry.

    The steps of a version that contacts go through never change. Changes are made on a copy,
    the next version; new participants enter it once it is put in force, and those on their way
    are moved there only by the button for it.
    """

    _inherit = "crm.sales.journey"

    is_changing = fields.Boolean(
        compute="_compute_is_changing", help="The next version of the steps is being written."
    )
    latest_version = fields.Integer("Version Shown", compute="_compute_is_changing")
    is_frozen = fields.Boolean(
        compute="_compute_is_changing", help="Contacts go through the steps that are shown."
    )
    is_restartable = fields.Boolean(compute="_compute_is_changing")
    is_writer = fields.Boolean(compute="_compute_is_writer")
    old_run_count = fields.Integer(
        "In Earlier Versions",
        compute="_compute_old_run_count",
        help="Participants on their way in a version of the steps that is no longer in force.",
    )

    @api.depends("version", "state", "step_ids.version")
    def _compute_is_changing(self):
        for journey in self:
            journey.latest_version = journey._get_latest()
            journey.is_changing = 0 < journey.version < journey.latest_version
            journey.is_frozen = journey.version >= journey.latest_version
            journey.is_restartable = not journey.is_changing and (
                journey.state in ("draft", "paused")
            )

    @api.depends_context("uid")
    def _compute_is_writer(self):
        self.is_writer = self.has_access("write") if self.ids else True

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_old_run_count(self):
        rows = self.env["crm.sales.journey.run"]._read_group(
            [("journey_id", "in", self.ids), ("state", "=", "waiting")],
            ["journey_id", "version"],
            ["__count"],
        )
        for journey in self:
            journey.old_run_count = sum(
                count for each, version, count in rows
                if each == journey._origin and version < journey.version
            )  # fmt: skip

    def _get_latest(self):
        """Return the version that is shown: being written, or in force."""
        self.ensure_one()
        steps = self.step_ids.filtered("id")
        return max([*steps.mapped("version"), self.version or 1])

    def _get_steps(self, version):
        """Return the steps of a version in the order of the list."""
        self.ensure_one()
        steps = self.env["crm.sales.journey.step"]
        return steps.search([("journey_id", "=", self.id), ("version", "=", version)])

    def _get_frozen_words(self):
        return self.env._(
            "%(journey)s is under way: press Change Steps to write the next version.",
            journey=self.name,
        )

    def _check_flow(self):
        """:raise ValidationError: the steps lead in a circle, or out of the journey"""
        for journey in self:
            steps = journey.step_ids
            if (steps.next_id | steps.yes_id | steps.no_id) - steps:
                raise ValidationError(
                    self.env._(
                        "%(journey)s: a step leads out of the journey.", journey=journey.name
                    )
                )
            loop = find_loop(steps._get_ways())
            if loop:
                names = steps.browse([*loop, loop[0]]).mapped("name")
                raise ValidationError(
                    self.env._(
                        "The steps lead in a circle: %(steps)s. Let one of them lead further on.",
                        steps=" → ".join(names),
                    )
                )

    def _publish(self):
        """Put the steps that are shown in force."""
        self.ensure_one()
        self._prepare_mailings()
        self.version = self._get_latest()

    def action_change_steps(self):
        """Write the next version: a copy of the steps; nothing changes for anybody yet.

        :raise UserError: it is being written already
        """
        self.ensure_one()
        self.check_access("write")
        if self._get_latest() > self.version:
            raise UserError(self.env._("The next version is being written already."))
        context = {"crm_journey_version": True, "crm_journey_later": True}
        old = self.step_ids.with_context(**context).sorted()
        new = old.create(
            [
                vals | {"version": self.version + 1, "lineage": step.lineage}
                for step, vals in zip(old, old.copy_data(), strict=True)
            ]
        )
        for step, twin in zip(old, new, strict=True):
            # sudo: the mailing belongs to the mailing users of the host
            twin.sudo().mailing_id = step.sudo().mailing_id
        old._copy_ways(new)
        old.is_latest = False
        self.invalidate_recordset(["step_ids"])

    def action_discard_changes(self):
        """Drop the version that is being written."""
        self.ensure_one()
        self.check_access("write")
        if not self.is_changing:
            return
        self.step_ids.with_context(crm_journey_version=True).unlink()
        steps = self.env["crm.sales.journey.step"].with_context(crm_journey_version=True)
        steps = steps.search([("journey_id", "=", self.id), ("version", "=", self.version)])
        steps.is_latest = True
        self.invalidate_recordset(["step_ids"])

    def action_publish(self):
        """Put the new version in force: who enters from now on goes through it."""
        self.ensure_one()
        self.check_access("write")
        self._check_ready()
        self._publish()
        self.message_post(
            body=self.env._("Version %(version)s of the steps is in force.", version=self.version)
        )

    def action_move_participants(self):
        """Let those on their way go on in the version in force.

        Who stands at a step that is no longer there leaves.
        """
        self.ensure_one()
        self.check_access("write")
        # sudo: checked above; participants are written by the journey alone
        runs = self.env["crm.sales.journey.run"].sudo()
        runs = runs.search(
            [
                ("journey_id", "=", self.id),
                ("state", "=", "waiting"),
                ("version", "<", self.version),
            ]
        )
        runs._move_to(self)
        self.message_post(
            body=self.env._(
                "%(count)s participants were moved to version %(version)s.",
                count=len(runs),
                version=self.version,
            )
        )

    def _prepare_mailings(self):
        """Give each step that sends e-mails a mailing, under which the host counts them."""
        # sudo: mailings belong to the mailing users of the host
        for step in self.step_ids.sudo():
            if step.kind == "mail" and not step.mailing_id:
                step.with_context(crm_journey_version=True).mailing_id = step.env[
                    "mailing.mailing"
                ].create(self._prepare_mailing(step))

    def _prepare_mailing(self, step):
        return {
            "subject": f"{self.name}: {step.name}",
            "mailing_model_id": self.env["ir.model"]._get_id(step.template_id.model),
            "mailing_type": "mail",
            "campaign_id": self.campaign_id.id,
            "user_id": self.user_id.id,
            "state": "done",
            "kpi_mail_required": False,
            "keep_archives": True,
        }
