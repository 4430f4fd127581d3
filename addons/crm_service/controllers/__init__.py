from . import portal, satisfaction
