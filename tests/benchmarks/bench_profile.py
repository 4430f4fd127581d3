"""Refreshing all customer profiles; the floor is the bare aggregate of the orders."""

from tests import volume
from tests.benchmarks.harness import Case

case = Case("refresh all profiles", sizes=(10_000, 100_000), unit="partners, 5 orders each")


@case.prepare
def _prepare(bench, size):
    volume.create_partners(bench.cr, size)
    volume.create_orders(bench.cr, 5 * size)
    bench.commit()
    return size


@case.suite
def _suite(bench, size):
    profiles = bench.env["crm.customer.profile"]
    profiles._queue_all()
    while profiles._refresh_batch():
        pass


@case.floor
def _floor(bench, size):
    bench.cr.execute(
        """
        SELECT p.commercial_partner_id, o.company_id, MIN(o.date_order), MAX(o.date_order),
               COUNT(*), SUM(o.amount_untaxed / o.currency_rate)
          FROM sale_order o JOIN res_partner p ON p.id = o.partner_id
         WHERE o.state = 'sale' GROUP BY 1, 2
        """
    )
