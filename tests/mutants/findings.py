"""What switching the rules off has shown, and how it is told."""

from dataclasses import dataclass, field

from sandbox.rules import Rule


@dataclass(slots=True)
class Findings:
    """`red`: tests that fail with every rule on; `strange`: marks that name no rule."""

    red: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    untested: list[Rule] = field(default_factory=list)
    survivors: list[Rule] = field(default_factory=list)
    killed: int = 0
    hung: int = 0
    seconds: float = 0.0

    @property
    def is_trouble(self) -> bool:
        nothing_tried = not self.killed and not self.survivors
        return bool(self.red or self.strange or self.untested or self.survivors or nothing_tried)

    def told(self) -> str:
        lines = [
            *(f"red with every rule on: {each}" for each in self.red),
            *(f"mark of no rule: {each}" for each in self.strange),
            *(f"no test: {_name(each)}" for each in self.untested),
            *(f"survived: {_name(each)}" for each in self.survivors),
        ]
        return "".join(f"{line}\n" for line in [*lines, self._sum()])

    def _sum(self) -> str:
        hung = f" ({self.hung} by a test that hung)" if self.hung else ""
        lived = f"{len(self.survivors)} survived, {len(self.untested)} without a test"
        return f"{self.killed} rules killed{hung}, {lived}, {self.seconds:.0f} s"


def _name(rule: Rule) -> str:
    return f"{rule.name} ({rule.contract})"
