from . import controllers
from . import models
from . import report
from . import wizard
from . import models, wizard
from . import wizard
from . import models, wizard
from .hooks import post_init_hook, uninstall_hook
