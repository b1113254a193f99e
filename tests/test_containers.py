"""What the container files promise: an ordinary user, a root that can't be written, no secret with a default."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from compose_spec import PyCompose

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SETTING = re.compile(r"\$\{(?P<name>[A-Z_]+)(?::(?P<how>[-?])(?P<rest>[^}]*))?\}")


def filled_in(text: str) -> str:
    """The file as compose reads it, with a value for each setting."""
    return SETTING.sub(lambda found: found["rest"] if found["how"] == "-" else "value", text)


def services() -> dict:
    return yaml.safe_load(filled_in(COMPOSE))["services"]


def check_by_the_specification(text: str) -> None:
    """Every key and value, and every name that is referred to, as the Compose Specification has them."""
    whole = yaml.safe_dump(yaml.safe_load(filled_in(text)))  # with the shared parts in their places
    PyCompose.from_yaml(whole).validate()


def test_the_compose_file_is_what_compose_expects():
    check_by_the_specification(COMPOSE)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("mem_limit:", "mem_limitt:"), ("service_healthy", "healthy"), ("networks: [inside]", "networks: [insied]")],
)
def test_a_typing_error_in_the_compose_file_would_be_seen(right, wrong):
    with pytest.raises(ValueError, match=wrong.strip(":[]").split("[")[-1]):
        check_by_the_specification(COMPOSE.replace(right, wrong))


def test_no_secret_has_a_default():
    how = {found["name"]: found["how"] for found in SETTING.finditer(COMPOSE)}
    secrets = {name for name in how if re.search("SECRET|PASSWORD|KEY", name)}
    assert secrets == {"TERUGBLIK_SECRET_KEY", "POSTGRES_PASSWORD"}
    assert {name: how[name] for name in secrets} == dict.fromkeys(secrets, "?")
    assert not re.search(r"(SECRET|PASSWORD|KEY)\w*=", DOCKERFILE)


@pytest.mark.parametrize("name", sorted(services()))
def test_every_service_can_do_as_little_as_possible(name):
    service = services()[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", service["user"]), "an ordinary user, by number"
    assert service["mem_limit"]
    assert service["pids_limit"]
    assert all("noexec" in place for place in service["tmpfs"])
    assert all(not volume.startswith((".", "/")) for volume in service["volumes"]), "only named volumes"


def test_only_this_machine_reaches_the_application_and_nobody_the_database():
    every = services()
    assert [name for name, service in every.items() if "ports" in service] == ["application"]
    assert all(port.startswith("127.0.0.1:") for port in every["application"]["ports"])
    assert every["database"]["networks"] == ["inside"]
    assert yaml.safe_load(filled_in(COMPOSE))["networks"]["inside"] == {"internal": True}


def test_the_application_starts_after_a_healthy_database_and_its_migrations():
    waits_for = services()["application"]["depends_on"]
    assert waits_for["database"]["condition"] == "service_healthy"
    assert waits_for["migrate"]["condition"] == "service_completed_successfully"
    assert services()["migrate"]["command"] == ["migrate"]
    assert all("healthcheck" in service for service in services().values())


def test_the_image_runs_as_an_ordinary_user_without_an_installer():
    stages = re.split(r"^FROM ", DOCKERFILE, flags=re.MULTILINE)[1:]
    assert len(stages) == 2
    last = stages[-1]
    assert re.search(r"^USER 10001:10001$", last, flags=re.MULTILINE)
    assert "pip install" not in last
    assert "--require-hashes" in stages[0]
    assert "/healthz" in last[last.index("HEALTHCHECK") :]


def test_only_what_the_product_runs_on_enters_the_image():
    rules = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]
    assert rules[0] == "*", "leave everything out first"
    let_in = {rule[1:] for rule in rules if rule.startswith("!")}
    assert let_in <= {path.name for path in ROOT.iterdir()}, "a name that is not there"
    assert {"app", "analysis", "timeline", "templates", "migrations", "pyproject.toml", "requirements.lock"} <= let_in
    assert not let_in & {"tests", "data", ".git", ".venv"}
