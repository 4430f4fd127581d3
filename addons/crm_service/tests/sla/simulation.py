"""The clock again, counted second by second: slow, floor for floor, shares no code with it.

A second t lasts from t to t + 1. Its entries are taken first, then it is looked at what is used
up, then the second is counted if it is worked.
"""


class Simulation:
    """One clock over ``log``: pairs (second, entry); ``worked``: ``{key: predicate(second)}``."""

    def __init__(self, log, policy, worked):
        self.log, self.policy, self.worked = log, policy, worked
        self.limit, self.calendar = policy.limit, policy.calendar
        self.always, self.pauses = policy.around_the_clock, policy.pauses_while_waiting
        self.created = self.answered = self.ended = self.waiting = self.closed = False
        self.stage = self.started = self.reached = self.verdict = self.deadline = None
        self.elapsed = self.round = self.met = self.missed = 0
        self.marks, self.happened = {}, []

    def run(self, now):
        """Count the seconds before ``now`` and take its entries."""
        for second in range(now + 1):
            self.second = second
            for _moment, entry in (pair for pair in self.log if pair[0] == second):
                getattr(self, f"_on_{entry.kind}")(entry)
                self._forget()
            self._look()
            if second < now and self._counts():
                self.elapsed += self._is_worked(second)
        return self

    # what is asked
    def _is_open(self):
        return self.started is not None and self.reached is None and not self.ended

    def _counts(self):
        return self._is_open() and not self.closed and not (self.waiting and self.pauses)

    def _is_worked(self, second):
        return self.worked["24x7" if self.always else self.calendar](second)

    def _used_up(self):
        """Seconds before the deadline that are due: 0 is the breach."""
        if self.limit is None:
            return []
        befores = [before for before in self.policy.warn_seconds if before < self.limit]
        return [before for before in [*befores, 0] if self.elapsed + before >= self.limit]

    def ahead(self, before=0):
        """The second at which ``before`` seconds are left, if it goes on counting."""
        second, left = self.second, self.limit - before - self.elapsed
        while left > 0:
            left -= self._is_worked(second)
            second += 1
        return second

    # what changes
    def _forget(self):
        if self._is_open():
            stay = self._used_up()
            self.marks = {key: value for key, value in self.marks.items() if key in stay}

    def _look(self):
        if self._is_open():
            for before in self._used_up():
                if before not in self.marks:
                    self.marks[before] = self.second
                    self.happened.append((self.second, before, self.round))

    def _start(self):
        self.started, self.elapsed, self.marks = self.second, 0, {}
        self.reached = self.verdict = self.deadline = None
        self.round += 1

    def _reach(self):
        self.reached = self.second
        if self.limit is not None:
            late = 0 in self.marks
            self.verdict = "missed" if late else "met"
            self.deadline = (self.marks[0] if late else self.ahead()), self.limit

    def _look_at_stage(self):
        if self.started is None or self.ended:
            return
        if self.policy.target == "resolution":
            if self.closed and self.reached is None:
                self._reach()
            elif not self.closed:
                self.reached = self.verdict = self.deadline = None
        is_there = self.stage in self.policy.stages
        if self.policy.target == "stage" and self.reached is None and is_there:
            self._reach()

    def _on_created(self, entry):
        self.created = True
        if self.policy.target != "next_response":
            self._start()
        self._on_stage(entry)

    def _on_stage(self, entry):
        self.stage, self.waiting, self.closed = entry.stage, entry.is_waiting, entry.is_closed
        self._look_at_stage()

    def _on_response(self, _entry):
        if self.ended or not self.created:
            return
        self.answered = True
        if self._is_open() and self.policy.target.endswith("response"):
            self._reach()
            if self.policy.target == "next_response":
                self.met += self.verdict == "met"
                self.missed += self.verdict == "missed"

    def _on_message(self, _entry):
        is_next = self.policy.target == "next_response" and self.answered
        if is_next and not self.ended and not self._is_open():
            self._start()

    def _on_note(self, entry):
        pass

    def _on_policy(self, entry):
        self.limit = entry.seconds
        if entry.around_the_clock is not None:
            self.always = entry.around_the_clock
        if entry.pauses_while_waiting is not None:
            self.pauses = entry.pauses_while_waiting

    def _on_calendar(self, entry):
        self.calendar = entry.calendar

    def _on_ended(self, _entry):
        self.ended = True

    def _on_restored(self, _entry):
        if self.ended:
            self.ended = False
            self._look_at_stage()

    # what is shown
    def label(self):
        if self.verdict:
            return self.verdict
        if self.ended or self.reached is not None or self.limit is None:
            return "ended"
        if self.started is None:
            return "not_started"
        return "running" if self._counts() else "paused"

    def show(self):
        """Return what ``Clock`` shows, moments as seconds."""
        label = self.label()
        deadline, limit = self.deadline or (None, self.limit if self.reached is None else None)
        if label == "running":
            deadline = self.marks[0] if 0 in self.marks else self.ahead()
        return {
            "state": label,
            "started_at": self.started,
            "elapsed": self.elapsed,
            "remaining": None if limit is None or self.started is None else limit - self.elapsed,
            "deadline": deadline,
            "reached_at": self.reached,
            "breached_at": self.marks.get(0),
            "warnings": tuple(self._warning(label, before) for before in self.policy.warn_seconds),
            "round": self.round,
            "rounds_met": self.met,
            "rounds_missed": self.missed,
        }

    def _warning(self, label, before):
        is_ahead = label == "running" and 0 not in self.marks and before < self.limit
        return self.marks.get(before, self.ahead(before) if is_ahead else None)
