from .helpers import load

sizes = load("sizes")


def method(lines, docstring=""):
    """Return the source of a method of ``lines`` lines, the docstring not counted."""
    body = "".join("    pass\n" for _ in range(lines - 1))
    return f"def act():\n{docstring}{body}"


def test_a_method_of_40_lines_is_fine():
    assert list(sizes.complaints("a.py", method(40))) == []


def test_a_method_of_41_lines_is_too_long():
    (complaint,) = sizes.complaints("a.py", method(41))
    assert complaint == "a.py:1: act has 41 lines, 40 are allowed"


def test_a_docstring_does_not_count():
    docstring = '    """Say\n    much.\n    """\n'
    assert list(sizes.complaints("a.py", method(40, docstring))) == []


def test_files_have_limits():
    assert list(sizes.complaints("a.py", "a = 1\n" * 400)) == []
    assert list(sizes.complaints("a.py", "a = 1\n" * 401))
    assert list(sizes.complaints("views/a.xml", "<a/>\n" * 300)) == []
    assert list(sizes.complaints("views/a.xml", "<a/>\n" * 301))


def test_data_and_demo_files_are_no_views():
    assert list(sizes.complaints("addons/a/data/a.xml", "<a/>\n" * 999)) == []
    assert list(sizes.complaints("addons/a/demo/a.xml", "<a/>\n" * 999)) == []
