import pytest

from .helpers import load

hosts = load("registry_hosts")


def name(*labels):
    """Join labels to a host: written in full, this file would be found itself."""
    return ".".join(labels)


@pytest.mark.parametrize(
    "host",
    [
        name("deb", "debian", "org"),
        name("ftp", "cn", "debian", "org"),
        name("mirrors", "somewhere", "edu", "cn"),
        name("pypi", "org"),
        name("files", "pythonhosted", "org"),
        name("registry", "npmjs", "org"),
        name("proxy", "golang", "org"),
    ],
)
def test_a_registry_is_found(host):
    (complaint,) = hosts.complaints("a.py", f"first\nurl = 'https://{host}/simple'\n")
    assert complaint == f"a.py:2: names the registry or mirror {host}"


@pytest.mark.parametrize(
    "text",
    [
        'registry.category("fields").add("x", y)',
        "https://crm.example.com, mirror.example.com",
        "https://www.odoo.com/documentation",
        "self.env.registry.clear_cache()",
        "the proxy.conf of nginx",
    ],
)
def test_what_is_none_is_left_alone(text):
    assert hosts.registry_hosts(text) == []
