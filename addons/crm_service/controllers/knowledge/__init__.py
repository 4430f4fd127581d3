from . import form, help
