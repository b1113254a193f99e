"""The settings, all from the environment, in one place."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from app.i18n import N_
from timeline.errors import UserError

LOOPBACK = {"127.0.0.1", "localhost", "::1"}
MIN_SECRET_LENGTH = 32


class BadSettings(UserError):
    """The server can't start with these settings; the message says which one to change."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a running Terugblik needs to know of its surroundings.

    `secret_key` signs links and cookies; `base_url` is the address that people type, without a slash at the end.
    """

    database_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    base_url: str
    data_dir: Path
    smtp_url: str = field(default="", repr=False)

    @property
    def secure(self) -> bool:
        """Whether people reach the server over https."""
        return self.base_url.startswith("https://")


def read_settings(environment: dict[str, str] | None = None, *, port: int = 8000) -> Settings:
    """Read the settings from the environment; without a secret key, one is made and kept in the data folder.

    Raises:
        BadSettings: a setting is missing or can't be used.
    """
    values = dict(os.environ) if environment is None else environment
    data_dir = Path(values.get("TERUGBLIK_DATA_DIR") or "data").absolute()
    base_url = (values.get("TERUGBLIK_BASE_URL") or f"http://127.0.0.1:{port}").rstrip("/")
    try:
        address = urlsplit(base_url)
        usable = address.scheme in {"http", "https"} and address.hostname and not address.path and not address.query
        _ = address.port
    except ValueError:
        usable = False
    if not usable:
        raise BadSettings(
            N_("TERUGBLIK_BASE_URL is geen webadres. Geef een adres als https://terugblik.voorbeeld.nl, zonder pad.")
        )
    if address.scheme == "http" and address.hostname not in LOOPBACK:
        raise BadSettings(
            N_("TERUGBLIK_BASE_URL begint met http://. Gebruik https://; alleen op deze computer zelf mag het zonder.")
        )
    return Settings(
        database_url=_database_url(values.get("TERUGBLIK_DATABASE_URL", ""), data_dir),
        secret_key=_secret_key(values.get("TERUGBLIK_SECRET_KEY", ""), data_dir),
        base_url=base_url,
        data_dir=data_dir,
        smtp_url=values.get("TERUGBLIK_SMTP_URL", ""),
    )


def _database_url(url: str, data_dir: Path) -> str:
    if not url:
        return f"sqlite:///{data_dir / 'terugblik.db'}"
    for plain in ("postgresql://", "postgres://"):
        if url.startswith(plain):
            return "postgresql+psycopg://" + url.removeprefix(plain)
    if not url.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise BadSettings(N_("TERUGBLIK_DATABASE_URL moet beginnen met sqlite:/// of postgresql://."))
    return url


def _secret_key(key: str, data_dir: Path) -> str:
    if key:
        if len(key) < MIN_SECRET_LENGTH or len(set(key)) < 10:
            raise BadSettings(
                N_("TERUGBLIK_SECRET_KEY is te kort of te eenvoudig. Gebruik minstens %(length)s willekeurige tekens."),
                length=MIN_SECRET_LENGTH,
            )
        return key
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        return _kept_key(data_dir / "secret-key")
    except OSError as error:
        raise BadSettings(
            N_("De map %(path)s kan niet worden gebruikt (%(why)s). Kies een andere met TERUGBLIK_DATA_DIR."),
            path=data_dir,
            why=error.strerror or "",
        ) from error


def _kept_key(path: Path) -> str:
    """The key in this file, made now if there is none; it appears whole, however many processes start at once."""
    if not path.exists():
        part = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        try:
            os.link(part, path)  # unlike a rename, this leaves a key alone that another process just put there
        except FileExistsError:
            pass
        finally:
            part.unlink()
    key = path.read_text(encoding="ascii", errors="replace").strip()
    if len(key) < MIN_SECRET_LENGTH:
        raise BadSettings(
            N_("In %(path)s staat geen bruikbare sleutel. Zet de goede terug, of verwijder het voor een nieuwe."),
            path=path,
        )
    return key
