from . import (
    test_people,
    test_promise,
    test_replay,
    test_replay_people,
    test_replay_race,
    test_replay_random,
    test_replay_run,
    test_replay_tour,
)
