"""The settings: all from the environment, and a wrong one says which and what to do."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from app.settings import BadSettings, read_settings

KEY = "0123456789abcdefghij-0123456789abcdefghij"


def read(tmp_path: Path, **more: str):  # type: ignore[no-untyped-def]
    return read_settings({"TERUGBLIK_DATA_DIR": str(tmp_path / "data"), **more})


def test_without_settings_everything_stands_in_the_data_folder(tmp_path: Path) -> None:
    settings = read(tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path / 'data' / 'terugblik.db'}"
    assert settings.base_url == "http://127.0.0.1:8000"
    assert not settings.secure


def test_a_key_is_made_once_and_only_the_owner_can_read_it(tmp_path: Path) -> None:
    first = read(tmp_path).secret_key
    assert len(first) >= 32
    assert read(tmp_path).secret_key == first
    assert (tmp_path / "data" / "secret-key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700


def test_processes_that_start_at_once_take_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: read(tmp_path).secret_key, range(8)))
    assert len(keys) == 1
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret-key"]


def test_an_emptied_key_file_is_not_taken_for_a_key(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "secret-key").write_text("")
    with pytest.raises(BadSettings, match="sleutel"):
        read(tmp_path)


@pytest.mark.parametrize("key", ["kort", "a" * 64])
def test_a_weak_key_is_refused(tmp_path: Path, key: str) -> None:
    with pytest.raises(BadSettings, match="TERUGBLIK_SECRET_KEY"):
        read(tmp_path, TERUGBLIK_SECRET_KEY=key)


@pytest.mark.parametrize(
    "address", ["terugblik.nl", "ftp://x", "https://", "http://[::1", "https://x:port", "https://x/pad", "https://x?a"]
)
def test_an_address_that_nobody_can_open_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(BadSettings, match="TERUGBLIK_BASE_URL"):
        read(tmp_path, TERUGBLIK_BASE_URL=address)


def test_without_https_only_this_computer_can_be_served(tmp_path: Path) -> None:
    with pytest.raises(BadSettings, match="https"):
        read(tmp_path, TERUGBLIK_BASE_URL="http://terugblik.voorbeeld.nl")
    assert read(tmp_path, TERUGBLIK_BASE_URL="http://localhost:9000").base_url == "http://localhost:9000"
    assert read(tmp_path, TERUGBLIK_BASE_URL="https://terugblik.voorbeeld.nl/").secure


@pytest.mark.parametrize("url", ["mysql://x", "sqlite://", "terugblik.db", "postgresql+psycopg2://x"])
def test_a_database_of_another_sort_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(BadSettings, match="TERUGBLIK_DATABASE_URL"):
        read(tmp_path, TERUGBLIK_DATABASE_URL=url)


@pytest.mark.parametrize("url", ["postgresql://u@h/d", "postgres://u@h/d", "postgresql+psycopg://u@h/d"])
def test_each_way_to_write_a_postgresql_address_is_understood(tmp_path: Path, url: str) -> None:
    assert read(tmp_path, TERUGBLIK_DATABASE_URL=url).database_url == "postgresql+psycopg://u@h/d"


def test_a_data_folder_that_can_not_be_used_says_so(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file stands in the way")
    with pytest.raises(BadSettings, match="TERUGBLIK_DATA_DIR"):
        read(tmp_path)


def test_secrets_are_not_shown_when_the_settings_are(tmp_path: Path) -> None:
    settings = read(
        tmp_path,
        TERUGBLIK_SECRET_KEY=KEY,
        TERUGBLIK_DATABASE_URL="postgresql://u:hunter2@h/d",
        TERUGBLIK_SMTP_URL="smtp://u:hunter3@h",
    )
    shown = repr(settings)
    assert KEY not in shown
    assert "hunter" not in shown
