"""Each addon installs alone, with just the host modules it asks for, on an empty database."""

import os

import pytest

from tests import database


@pytest.mark.parametrize("module", database.SUITE)
def test_installs_alone_on_an_empty_database(module):
    name = f"{database.host_template()}_empty_{module}_{os.getpid()}"
    database.drop(name)
    try:
        database.install(name, module)
        installed = database.query(
            name, "SELECT name FROM ir_module_module WHERE state = 'installed'"
        )
        assert (module,) in installed
        others = set(database.SUITE) - {module}
        depends = database.query(
            name,
            """SELECT dependency.name FROM ir_module_module_dependency AS dependency
                 JOIN ir_module_module AS module ON module.id = dependency.module_id
                WHERE module.name = %s""",
            [module],
        )
        assert not {present for (present,) in installed} & others - {row[0] for row in depends}
    finally:
        database.drop(name)
