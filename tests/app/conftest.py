"""What the tests of the pages share."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def same_nonce(monkeypatch: pytest.MonkeyPatch) -> None:
    """The token of a form differs in every answer; here it doesn't, so that answers can be held against each other."""
    monkeypatch.setattr("app.csrf.token_hex", lambda length: "0" * (2 * length))
