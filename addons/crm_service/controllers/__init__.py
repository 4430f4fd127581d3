from . import knowledge, nps, portal, satisfaction
