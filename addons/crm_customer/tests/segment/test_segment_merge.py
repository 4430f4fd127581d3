from datetime import date

from freezegun import freeze_time

from odoo.tests import tagged

from .common import NOW, SegmentCommon

DAYS = [date(2025, month, 1) for month in range(1, 13)]


@tagged("post_install", "-at_install")
@freeze_time(NOW)
class TestSegmentMerge(SegmentCommon):
    def _merge(self, source, destination):
        wizard = self.env["base.partner.merge.automatic.wizard"].create({})
        wizard._merge((source | destination).ids, destination)

    def _stay(self, segment, partner, start, stop):
        self._change(segment, partner, True, DAYS[start])
        if stop:
            self._change(segment, partner, False, DAYS[stop])

    def test_the_destination_was_in_whenever_one_of_them_was(self):
        segment = self._create_segment(kind="list")
        kept, gone = self.customers[:2]
        self._stay(segment, kept, 0, 2)
        self._stay(segment, gone, 1, 3)  # overlaps
        self._stay(segment, kept, 3, 4)  # touches
        self._stay(segment, gone, 6, 7)  # alone
        self._stay(segment, gone, 9, None)
        self._stay(segment, kept, 10, None)
        self._merge(gone, kept)
        self.assertEqual(
            self._stays(segment),
            [
                (kept.id, DAYS[0], DAYS[4]),
                (kept.id, DAYS[6], DAYS[7]),
                (kept.id, DAYS[9], None),
            ],
        )

    def test_scores_are_not_doubled(self):
        for customer in self.customers[:2]:
            self._create_order(customer, 10, 100)
        self.Rfm._refresh_company(self.company)
        self._merge(self.customers[1], self.customers[0])
        self.Rfm._refresh_company(self.company)
        rows = self.Rfm.search([("partner_id", "in", self.customers.ids)])
        self.assertEqual((rows.partner_id, rows.frequency), (self.customers[0], 2))

    def test_what_is_held_names_segments_and_scores(self):
        segment = self._create_segment(kind="list", name="Fair")
        segment._enter(self.company, self.customers[:1].ids)
        held = self.customers[0]._crm_personal_data()
        titles = {entry[0]: entry[1] for entry in held if isinstance(entry, tuple)}
        self.assertEqual(titles["Segments"].segment_id, segment)
