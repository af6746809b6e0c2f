"""Approvals as one would reckon them on paper; moments are hours, and work never stops."""

from dataclasses import dataclass, field

YES, CHANGES, NO = "approved", "changes_requested", "declined"


class World:
    """The people as known now; `own` are who asked and who filed it, `line` is who comes next."""

    def __init__(self, line, groups):
        self.line, self.groups, self.now = line, groups, 0
        self.own, self.gone, self.guests = set(), set(), set()
        self.away, self.handed = [], []  # (person, from, until), (person, to, from, until)

    def may(self, person):
        return person not in self.own | self.gone | self.guests

    def is_there(self, person):
        at_home = not any(p == person and b <= self.now < e for p, b, e in self.away)
        return self.may(person) and at_home

    def deputies(self, person):
        chain = [person]
        while len(chain) <= 5:  # so often it may be handed on
            ways = [(b, to) for p, to, b, e in self.handed if p == chain[-1] and b <= self.now < e]
            if not ways or (to := max(ways)[1]) in chain:
                break
            chain.append(to)
        return chain[1:]

    def next(self, but):
        left = [p for p in self.line if self.may(p) and p not in but]
        return next((p for p in left if self.is_there(p)), left[0] if left else None)


@dataclass
class Voice:
    whose: str
    group: str | None = None
    beside: list = field(default_factory=list)
    said: str | None = None
    by: str | None = None

    def is_heard(self, world):
        return world.may(self.whose) and self.whose in world.groups.get(self.group, [self.whose])

    def speakers(self, world):
        first = [self.whose] * self.is_heard(world) + self.beside
        return {p for one in first for p in (one, *world.deputies(one)) if world.may(p)}

    def add(self, other):
        if other and other not in (self.whose, *self.beside):
            self.beside.append(other)


@dataclass
class Step:
    needs: object  # "any", "all", "majority", or a number
    voices: list
    within: int | None = None
    then: str = "remind"
    begun: bool = False
    due: int | None = None
    by_hand: bool = False

    @property
    def wanted(self):
        n = len(self.voices)
        return {"any": 1, "all": n, "majority": n // 2 + 1}.get(self.needs) or min(self.needs, n)

    @property
    def verdict(self):
        said = [v.said for v in self.voices if v.said]
        against = [no for no in (NO, CHANGES) if no in said]
        return against[0] if against else YES if len(said) >= self.wanted else None

    @property
    def open(self):
        return [v for v in self.voices if not v.said]


class Asking:
    """One round of steps, one after the other."""

    def __init__(self, number, steps, world):
        self.number, self.steps, self.ended = number, steps, None
        self.look(world)

    @property
    def outcome(self):
        return self.ended or next((s.verdict for s in self.steps if s.verdict != YES), YES)

    @property
    def step(self):
        return None if self.outcome else next(s for s in self.steps if not s.verdict)

    def may_press(self, world):
        return set().union(*(v.speakers(world) for v in (self.step.open if self.step else ())))

    def press(self, world, who, at, verdict):
        """Whether it counts. `at` is the round and step for which the button was drawn."""
        step = self.step
        if who not in self.may_press(world) or at != (self.number, self.steps.index(step)):
            return False
        for voice in [v for v in step.open if who in v.speakers(world)]:
            voice.said, voice.by = verdict, who
        if self.step is not step:
            self.look(world)
        return True

    def look(self, world):
        """Somebody comes in for who has left; beside who is away, where too few are there."""
        if (step := self.step) is None:
            return
        if not step.begun:
            step.begun, step.due = True, step.within and world.now + step.within
        self.change(world, [v for v in step.open if not v.is_heard(world)])
        spoken = {p for v in step.voices if v.said for p in (v.whose, v.by)}
        for voice in [v for v in step.open if not v.is_heard(world)]:
            voice.add(world.next(spoken))
        alone = [v for v in step.open if not any(map(world.is_there, v.speakers(world)))]
        if len(step.voices) - len(alone) < step.wanted:
            self.back_up(world, alone)

    def other(self, world):
        voices = {v.whose for v in self.step.voices}
        known = voices.union(*(v.speakers(world) for v in self.step.voices))
        return world.next(known) or world.next(voices)

    def change(self, world, voices):
        for voice in voices:
            if other := self.other(world):
                voice.whose, voice.group, voice.beside = other, None, []

    def back_up(self, world, voices):
        other = self.other(world)
        for voice in voices:
            voice.add(other)

    def time_is_up(self, world):
        step = self.step
        step.due = step.due and world.now + step.within
        if step.then == "cancel":
            self.ended = "expired"
        elif step.then == "replace":
            self.change(world, step.open)
        elif step.then == "add backup":
            self.back_up(world, step.open)
