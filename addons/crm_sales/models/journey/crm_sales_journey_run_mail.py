import lxml.html
from markupsafe import Markup

from odoo import api, models
from odoo.tools.mail import URL_SKIP_PROTOCOL_REGEX

from odoo.addons.crm_customer.tools.consent import ALLOWING
from odoo.addons.link_tracker.tools.html import find_links_with_urls_and_labels

FOOTER = Markup(
    '<p style="margin-top:24px;font-size:12px;color:#777777">%s '
    '<a href="%s/unsubscribe_from_list" style="color:#777777">%s</a></p>'
)


class CrmSalesJourneyRun(models.Model):
    """E-mails of a journey: by the host's templates, queue and statistics."""

    _inherit = "crm.sales.journey.run"

    def _do_mail(self, step):
        return self._do_message(step, step.template_id, "email", "_queue_mails")

    def _do_message(self, step, template, channel, queue):
        """Queue a message for those who may get it; who may not leaves.

        :param queue: the method that queues, for ``step``
        """
        refused, skipped = self._sort_by_consent(template, channel)
        failed = (self - refused - self.browse(skipped))._try(queue, step)
        skipped |= dict.fromkeys(failed.ids, self.env._("The template failed."))
        self.browse(skipped)._log_done("skipped", step, skipped)
        refused._leave("consent")
        return dict.fromkeys((self - refused).ids)

    def _sort_by_consent(self, template, channel):
        """Return who may not be written to, and ``{run id: why}`` of who cannot be.

        Asked at the moment of sending, in the transaction that sends.
        """
        verdicts = self._get_verdicts(channel)
        refused = self.filtered(lambda run: verdicts.get(run.id) not in ALLOWING)
        skipped = {}
        for run in self - refused:
            if not run._get_document(template.model):
                skipped[run.id] = self.env._("There is no record that the template is for.")
            elif not run._get_address(channel):
                skipped[run.id] = run._get_missing_address(channel)
        return refused, skipped

    def _get_address(self, channel):
        """Return the address or number of the participant, False without one."""
        name = "email_normalized" if channel == "email" else "phone_sanitized"
        return self.partner_id[name] if self.partner_id else self.lead_id[name]

    def _get_missing_address(self, channel):
        if channel == "email":
            return self.env._("No e-mail address.")
        return self.env._("No phone number.")

    def _queue_mails(self, step):
        """Put the e-mails of these into the host's queue, and write that they are there."""
        template, mailing = step.template_id, step.mailing_id
        documents = {run._get_document(template.model).id: run for run in self}
        mails = template.send_mail_batch(
            list(documents), email_values={"mailing_id": mailing.id} if mailing else None
        )
        runs = {mail.id: documents[mail.res_id] for mail in mails}
        self._follow_links(mails, mailing)
        self._add_footers(mails, runs, mailing)
        traces = self.env["mailing.trace"].create(
            [self._prepare_trace(mail, runs[mail.id], mailing) for mail in mails]
        )
        ordered = self.browse(runs[mail.id].id for mail in mails)
        events = ordered._log_done("mail", step)
        for event, trace in zip(events, traces, strict=True):
            event.trace_id = trace

    @api.model
    def _follow_links(self, mails, mailing):
        """Let the host follow the links in ``mails``: as it does itself, but all in one search."""
        if not mailing:
            return
        base = mailing.get_base_url()
        bodies, wanted = [], {}
        for mail in mails.filtered("body_html"):
            root = lxml.html.fromstring(mail.body_html)
            nodes, links = find_links_with_urls_and_labels(
                root, base, skip_regex=f"^{URL_SKIP_PROTOCOL_REGEX}", skip_prefix=f"{base}/r/"
            )
            keys = [tuple(sorted(link.items())) for link in links]
            bodies.append((mail, root, nodes, keys))
            wanted |= dict(zip(keys, links, strict=True))
        common = mailing._get_link_tracker_values()
        trackers = self.env["link.tracker"].search_or_create(
            [common | link for link in wanted.values()]
        )
        urls = dict(zip(wanted, trackers.mapped("short_url"), strict=True)) if wanted else {}
        for mail, root, nodes, keys in bodies:
            for node, key in zip(nodes, keys, strict=True):
                node.set("href", urls[key])
            if nodes:
                mail.body_html = Markup(lxml.html.tostring(root, encoding="unicode", method="xml"))

    def _prepare_trace(self, mail, run, mailing):
        return {
            "trace_type": "mail",
            "mail_mail_id": mail.id,
            "message_id": mail.message_id,
            "email": run._get_address("email"),
            "model": mail.model,
            "res_id": mail.res_id,
            "mass_mailing_id": mailing.id,
        }

    def _add_footers(self, mails, runs, mailing):
        """Say below each e-mail how to get no more, unless the purpose needs no leave."""
        if not mailing or not self.journey_id.purpose_id.obeys_blacklist:
            return
        base = mailing.get_base_url()
        for mail in mails:
            run = runs[mail.id]
            lang = run.partner_id.lang or run.lead_id.lang_id.code or self.env.lang
            localised = self.with_context(lang=lang)
            footer = FOOTER % (
                localised.env._("You get this because you are in touch with us."),
                base,
                localised.env._("Unsubscribe"),
            )
            mail.body_html = (mail.body_html or Markup()) + footer
