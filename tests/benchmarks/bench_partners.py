"""What the addon adds to the cost of writing a partner: the host without it is the peer."""

from .harness import Case

case = Case("create partners", sizes=(100, 1_000), unit="partners")


def _create(env, size):
    env["res.partner"].create([{"name": f"Bench {n}", "is_company": True} for n in range(size)])
    env.flush_all()


@case.suite
def _suite(bench, size):
    _create(bench.env, size)


@case.peer
def _peer(bench, size):
    _create(bench.host.env, size)


@case.floor
def _floor(bench, size):
    bench.cr.execute(
        "INSERT INTO res_partner (name, complete_name, is_company, active, type, autopost_bills)"
        " SELECT 'Bench ' || n, 'Bench ' || n, true, true, 'contact', 'ask'"
        " FROM generate_series(1, %s) AS n",
        [size],
    )
