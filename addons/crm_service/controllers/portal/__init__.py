from . import feedback, form, public_form, tickets
