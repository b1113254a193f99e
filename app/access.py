"""Access is one question: `may(role, action, phase)`. What is not in the table is not allowed.

The scoped queries that go with it stand in `timeline.scope`.
"""

from __future__ import annotations

from dataclasses import dataclass

from timeline.models import Participant, Phase, Role

F, C, P, R, B = Role.FACILITATOR, Role.CONTACT, Role.PARTICIPANT, Role.READER, Role.BEAMER
PREPARING, ANNOTATING, SESSION, WRITING, AGREED = (
    Phase.PREPARING,
    Phase.ANNOTATING,
    Phase.SESSION,
    Phase.WRITING,
    Phase.AGREED,
)
OPEN = frozenset({PREPARING, ANNOTATING, SESSION, WRITING})
ALIVE = OPEN | {AGREED}
TEAM = frozenset({F, C, P})


@dataclass(frozen=True, slots=True)
class Rule:
    """Who may do something, in which phases of the case; `also` gives other roles fewer phases."""

    roles: frozenset[str]
    phases: frozenset[str]
    also: tuple[Rule, ...] = ()

    def allows(self, role: str, phase: str) -> bool:
        """Whether this role may do it in this phase."""
        return (role in self.roles and phase in self.phases) or any(more.allows(role, phase) for more in self.also)


RULES: dict[str, Rule] = {
    "case.see": Rule(TEAM, ALIVE),
    "case.change": Rule(frozenset({F}), OPEN),
    "case.phase": Rule(frozenset({F}), ALIVE),
    "case.invite": Rule(frozenset({F}), ALIVE),
    "case.reveal": Rule(frozenset({F}), frozenset({ANNOTATING, SESSION, WRITING})),
    "case.export": Rule(frozenset({F}), ALIVE),
    "import.do": Rule(frozenset({F}), OPEN),
    "timeline.see": Rule(TEAM, ALIVE),
    "view.share": Rule(frozenset({F}), ALIVE),
    "event.add": Rule(frozenset({F}), OPEN, also=(Rule(frozenset({C, P}), frozenset({ANNOTATING, SESSION})),)),
    "event.change": Rule(frozenset({F}), OPEN),
    "event.change_own": Rule(frozenset({C, P}), frozenset({ANNOTATING, SESSION})),
    "perspective.write": Rule(frozenset({C, P}), frozenset({ANNOTATING, SESSION})),
    "answer.write": Rule(frozenset({C, P}), frozenset({ANNOTATING, SESSION})),
    "ready.say": Rule(frozenset({C, P}), frozenset({ANNOTATING})),
    "session.plan": Rule(frozenset({F}), OPEN),
    "session.run": Rule(frozenset({F}), frozenset({SESSION})),
    "session.take_part": Rule(TEAM, frozenset({SESSION})),
    # a note that was on its way when the session ended still arrives
    "session.note": Rule(TEAM, frozenset({SESSION, WRITING})),
    "session.show": Rule(frozenset({F, B}), frozenset({SESSION})),
    "outcome.write": Rule(frozenset({F}), frozenset({SESSION, WRITING})),
    "report.write": Rule(frozenset({F}), frozenset({WRITING})),
    "report.preview": Rule(frozenset({F}), ALIVE),
    "report.review": Rule(frozenset({C, P}), frozenset({WRITING})),
    "report.assent": Rule(frozenset({C}), frozenset({WRITING})),
    "report.open": Rule(frozenset({F, C, P, R}), ALIVE),
    "report.read": Rule(frozenset({F, C, P, R}), frozenset({AGREED})),
}


def may(role: str, action: str, phase: str) -> bool:
    """Whether somebody with this role may do this while the case is in this phase."""
    rule = RULES.get(action)
    return rule is not None and rule.allows(role, phase)


@dataclass(frozen=True, slots=True)
class Actor:
    """The person behind a request: a user over cases (facilitator, administrator) or a participant of one case."""

    sign_in_id: str
    link_id: str
    name: str
    role: str
    user_id: str | None = None
    participant: Participant | None = None
    organisation_name: str | None = None

    @property
    def id(self) -> str:
        """The id for the audit log."""
        return self.user_id or (self.participant.id if self.participant else "")

    @property
    def is_facilitator(self) -> bool:
        """Whether this is a facilitator."""
        return self.role == Role.FACILITATOR

    @property
    def is_administrator(self) -> bool:
        """Whether this is an administrator, who sees no case."""
        return self.role == "administrator"
