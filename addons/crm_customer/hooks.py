"""What happens once, around installing and uninstalling this addon."""


def pre_init_hook(env):
    """Create our columns on host tables empty, so that installing computes nothing."""


def post_init_hook(env):
    """Start the background work that fills what ``pre_init_hook`` left empty."""


def uninstall_hook(env):
    """Leave the host as it was found."""
