from odoo.http import request

from ...tools.portal.upload import COUNT, MEBIBYTE, SIZE

# all files of a form, and its texts
LARGEST = (COUNT + 1) * SIZE + MEBIBYTE


def read_texts(post, names):
    """Return the texts that the form sent under ``names``, and nothing else."""
    return {name: post[name] for name in names if isinstance(post.get(name), str)}


def read_uploads(count=COUNT):
    """Return pairs of name and bytes of the files sent, one more than ``count`` at most."""
    files = [file for file in request.httprequest.files.getlist("attachments") if file.filename]
    return [(file.filename, file.read(SIZE + 1)) for file in files[: count + 1]]


def pairs_of(choices):
    """Return pairs of value and text of what a field of a form offers, records or pairs."""
    if isinstance(choices, list):
        return choices
    return [(str(record.id), record.display_name) for record in choices]
