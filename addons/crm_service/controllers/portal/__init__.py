from . import form, public_form, tickets
