"""Write docs/access.md: who may do what in which phase, as app/access.py says it.

python tools/access_table.py          write it
python tools/access_table.py --check  only say whether it is up to date
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.access import RULES, may  # noqa: E402
from timeline.models import Phase, Role  # noqa: E402

PAGE = ROOT / "docs" / "access.md"
PHASES = [phase for phase in Phase if phase != Phase.ERASED]
SHORT = {
    Phase.PREPARING: "P",
    Phase.ANNOTATING: "A",
    Phase.SESSION: "S",
    Phase.WRITING: "W",
    Phase.AGREED: "V",
}
HEAD = """# Who may do what

`app/access.py` is the only place that decides this; this page is made from it by `tools/access_table.py`, and a test
holds every address of the application against it. What is not in the table is not allowed. Whoever may not see a case
gets the same answer as for a case that does not exist.

The letters are the phases in which somebody with that role may do it: **P** preparing, **A** annotating, **S** session,
**W** writing, **V** agreed (*vastgesteld*). An administrator sees no case at all and stands in no column. After a case
is erased nothing of it is left to be allowed.

What an organisation writes before the reveal is filtered out in the query (`timeline/scope.py`), whatever the table
says; and `event.change_own` reaches only as far as the events that are still private to the own organisation.

"""


def table() -> str:
    """The page."""
    roles = list(Role)
    lines = [
        "| action | " + " | ".join(role.value for role in roles) + " |",
        "|---" * (len(roles) + 1) + "|",
    ]
    for action in RULES:
        cells = (" ".join(SHORT[phase] for phase in PHASES if may(role, action, phase)) or "–" for role in roles)
        lines.append(f"| `{action}` | " + " | ".join(cells) + " |")
    return HEAD + "\n".join(lines) + "\n"


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit(PAGE.read_text(encoding="utf-8") != table())
    PAGE.write_text(table(), encoding="utf-8")
