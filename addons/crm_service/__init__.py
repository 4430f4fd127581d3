from . import models, report, wizard
from . import models, wizard
from . import controllers, models
from .hooks import uninstall_hook
