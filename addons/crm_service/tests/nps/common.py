from datetime import timedelta

from freezegun import freeze_time

from odoo import fields

from ..common import ServiceCommon


class NpsCommon(ServiceCommon):
    """A level of its own, so that only these customers are asked."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company = cls.env.company
        cls.env["crm.service.nps.round"].search([("state", "=", "running")]).state = "closed"
        cls.level = cls.env["crm.customer.level"].create({"name": "Asked"})
        cls.customer.write({"crm_level_id": cls.level.id, "user_id": cls.agent.id})
        cls.rival = cls._create_customer("Rival Works")
        cls.rival.write({"crm_level_id": cls.level.id, "user_id": cls.colleague.id})
        cls.boss = cls._create_contact("Ron Rival", "ron@rival.example.com")

    @classmethod
    def _create_contact(cls, name, email, customer=None, **values):
        parent = customer or cls.rival
        return cls.env["res.partner"].create(
            {"name": name, "email": email, "parent_id": parent.id, "lang": "en_US"} | values
        )

    @classmethod
    def _create_round(cls, **values):
        """Plan a round of this quarter for the level, of all contacts, without pause."""
        defaults = {
            "audience": "levels",
            "level_ids": cls.level.ids,
            "contact_max": 0,
            "pause_days": 0,
            "user_id": cls.head.id,
        }
        return cls.env["crm.service.nps.round"].with_user(cls.head).create(defaults | values)

    def _run(self, days=0):
        """Let the scheduled action run so many days later; return the mails that it wrote."""
        before = self.env["mail.mail"].search([])
        moment = fields.Datetime.now() + timedelta(days=days)
        with freeze_time(moment), self.enter_registry_test_mode():
            self.env.ref("crm_service.nps_cron").method_direct_trigger()
        return self.env["mail.mail"].search([]) - before

    def _start(self, **values):
        """Start a round and send its mails; return it in sudo."""
        started = self._create_round(**values)
        started.action_start()
        self._run()
        return started.sudo()

    def _of(self, one, contact):
        return one.answer_ids.filtered(lambda answer: answer.partner_id == contact)

    def _answer(self, asked, score, why=None):
        """Complete the survey of ``asked`` as its page does."""
        answers = asked.user_input_id
        questions = answers.survey_id.question_ids
        for question, said in zip(questions, (str(score), why or ""), strict=True):
            answers._save_lines(question, said)
        answers._mark_done()
        return asked
