from . import (
    test_forward,
    test_mailbox_access,
    test_mailbox_branch,
    test_mailbox_filing,
    test_mailbox_merge,
    test_mailbox_nasty,
    test_mailbox_refusal,
    test_mailbox_review,
    test_read_mail,
    test_res_users,
)
