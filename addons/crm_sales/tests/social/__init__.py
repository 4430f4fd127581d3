from . import test_handle, test_social_account
