"""The files of ``deploy/`` say what the code does: ports, settings, routes, the version of Python, what is copied."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from lib.domain.data_file import ROOT
from lib.store.engine import parse_url
from lib.web import server, start
from tests.unit.test_repository import settings_read_by

DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text("utf-8")
CADDYFILE = (DEPLOY / "Caddyfile").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
KUBERNETES: dict[str, dict[str, Any]] = {
    entry["kind"]: entry for entry in yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text("utf-8"))
}
GUIDE = (ROOT / "docs" / "pasang.md").read_text("utf-8")
ALIVE = "/api/hidup"


def of_dockerfile(word: str) -> list[str]:
    """What follows an instruction, each with its continued lines as one."""
    text = re.sub(r"\\\n\s*", " ", DOCKERFILE)
    return re.findall(rf"^{word} +(.+)$", text, re.MULTILINE)


def environment() -> dict[str, str]:
    """ENV of the Dockerfile."""
    return dict(re.findall(r"(\w+)=(\S+)", " ".join(of_dockerfile("ENV"))))


def container() -> dict[str, Any]:
    (found,) = KUBERNETES["Deployment"]["spec"]["template"]["spec"]["containers"]
    return found


def copied() -> list[str]:
    """The files and folders of the repository that the image gets."""
    return [source for line in of_dockerfile("COPY") for source in line.split()[:-1]]


def test_python_is_the_oldest_that_the_code_promises_to_run_on() -> None:
    (image,) = of_dockerfile("FROM")
    promised = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["requires-python"]
    assert f">={re.match(r'python:(3[.][0-9]+)-', image)[1]}" == promised  # type: ignore[index]


def test_every_setting_is_one_that_the_code_or_streamlit_reads() -> None:
    from streamlit import config

    ours = settings_read_by("app.py", "lib")
    theirs = {option.env_var for option in config.get_config_options().values()}
    python = {"PYTHONUNBUFFERED", "PYTHONDONTWRITEBYTECODE", "PIP_DISABLE_PIP_VERSION_CHECK"}
    # The server takes the visitor's address from a proxy that this names, for the limits and for HSTS.
    uvicorn = {"FORWARDED_ALLOW_IPS"}
    named = {*environment(), *COMPOSE["services"]["app"]["environment"], *KUBERNETES["Secret"]["stringData"]}
    named |= {entry["name"] for entry in container()["env"]}
    assert named - ours - theirs - python - uvicorn == set()


def test_the_server_knows_its_visitors_behind_the_proxy() -> None:
    """Else all visitors would share one allowance."""
    assert COMPOSE["services"]["app"]["environment"]["FORWARDED_ALLOW_IPS"] == "*"
    assert "ports" not in COMPOSE["services"]["app"]
    assert {"name": "FORWARDED_ALLOW_IPS", "value": "*"} in container()["env"]


def test_the_port_is_the_same_everywhere() -> None:
    port = start.place(environment()).port
    assert start.place(environment()).address == "0.0.0.0"
    assert of_dockerfile("EXPOSE") == [str(port)]
    assert f"http://127.0.0.1:{port}{ALIVE}" in of_dockerfile("HEALTHCHECK")[0]
    assert f"dynamic a app {port}}}" in CADDYFILE
    assert [entry["containerPort"] for entry in container()["ports"]] == [port]
    names = {entry["name"] for entry in container()["ports"]}
    assert {entry["targetPort"] for entry in KUBERNETES["Service"]["spec"]["ports"]} <= names


def test_health_is_asked_at_a_route_that_there_is_and_that_outlives_the_database() -> None:
    assert ALIVE in {getattr(route, "path", "") for route in server.routes()}
    probes = [container()[f"{name}Probe"]["httpGet"] for name in ("startup", "readiness", "liveness")]
    assert {probe["path"] for probe in probes} == {ALIVE}


def test_the_database_of_the_compose_file_is_one_that_the_application_opens() -> None:
    database, app = (COMPOSE["services"][name] for name in ("basisdata", "app"))
    secret = re.compile(r"\$\{[^}]+\}")
    url = parse_url(secret.sub("rahasia", app["environment"]["DASBOR_DATABASE_URL"]))
    assert (url.host, url.username, url.database) == (
        "basisdata",
        database["environment"]["POSTGRES_USER"],
        database["environment"]["POSTGRES_DB"],
    )
    assert secret.search(app["environment"]["DASBOR_DATABASE_URL"])[0] == database["environment"]["POSTGRES_PASSWORD"]  # type: ignore[index]
    assert parse_url(KUBERNETES["Secret"]["stringData"]["DASBOR_DATABASE_URL"]).get_backend_name() == "postgresql"


def test_what_an_installation_makes_is_kept_and_shared_by_all_processes() -> None:
    folder = environment()["DASBOR_VAR_DIR"]
    assert of_dockerfile("VOLUME") == [folder]
    volume, _colon, place = COMPOSE["services"]["app"]["volumes"][0].partition(":")
    assert place == folder
    assert {volume, "basisdata"} <= set(COMPOSE["volumes"])
    mounts = {entry["name"]: entry["mountPath"] for entry in container()["volumeMounts"]}
    assert mounts["var"] == folder
    assert KUBERNETES["PersistentVolumeClaim"]["spec"]["accessModes"] == ["ReadWriteMany"]


def test_everything_comes_back_by_itself_and_there_are_several_processes() -> None:
    assert {service["restart"] for service in COMPOSE["services"].values()} == {"unless-stopped"}
    assert COMPOSE["services"]["app"]["deploy"]["replicas"] == "${JUMLAH_PROSES:-2}"
    assert KUBERNETES["Deployment"]["spec"]["replicas"] >= 2


def test_a_visitor_stays_with_a_process() -> None:
    (cookie,) = re.findall(r"lb_policy cookie (\w+)", CADDYFILE)
    notes = KUBERNETES["Ingress"]["metadata"]["annotations"]
    assert notes["nginx.ingress.kubernetes.io/affinity"] == "cookie"
    assert notes["nginx.ingress.kubernetes.io/session-cookie-name"] == cookie


def test_proxies_let_pass_what_the_application_takes_and_not_much_more() -> None:
    limit = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["server"]["maxUploadSize"]
    caddy = int(re.findall(r"max_size (\d+)MB", CADDYFILE)[0])
    nginx = int(KUBERNETES["Ingress"]["metadata"]["annotations"]["nginx.ingress.kubernetes.io/proxy-body-size"].removesuffix("m"))
    assert limit < caddy == nginx <= limit + 10


def test_every_variable_of_the_compose_file_is_in_the_example_and_every_one_there_is_used() -> None:
    text = (DEPLOY / "compose.yaml").read_text("utf-8")
    example = set(re.findall(r"^(\w+)=", (DEPLOY / "contoh.env").read_text("utf-8"), re.MULTILINE))
    assert set(re.findall(r"\$\{(\w+)", text)) == example
    assert set(re.findall(r"\{\$(\w+)", CADDYFILE)) - {"HULU"} <= set(COMPOSE["services"]["caddy"]["environment"])
    # No secret has a value that somebody could forget to change.
    assert not re.search(r"^(SANDI|RAHASIA)\w*=.", (DEPLOY / "contoh.env").read_text("utf-8"), re.MULTILINE)


def test_the_process_is_not_root_and_packages_are_held_to_their_hashes() -> None:
    assert of_dockerfile("USER") == ["dasbor"]
    assert "--require-hashes -r requirements.txt" in DOCKERFILE
    number = int(re.findall(r"--uid (\d+)", DOCKERFILE)[0])
    assert KUBERNETES["Deployment"]["spec"]["template"]["spec"]["securityContext"]["runAsUser"] == number


def test_what_is_copied_exists_is_let_through_and_suffices(tmp_path: Path) -> None:
    let_through = set(re.findall(r"^!(.+)$", (DEPLOY / "Dockerfile.dockerignore").read_text("utf-8"), re.MULTILINE))
    assert set(copied()) == let_through
    for name in copied():
        source, target = ROOT / name, tmp_path / "srv" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    plain = {key: value for key, value in os.environ.items() if not key.startswith(("DASBOR_", "STREAMLIT_", "PYTHONPATH"))}
    code = "; ".join(
        (
            "import runpy, lib.cli, lib.report.worker",
            "from lib.web import start",
            "start.prepare()",
            "runpy.run_path('app.py')",
        )
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path / "srv",
        env=plain | {"DASBOR_VAR_DIR": str(tmp_path / "var")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert of_dockerfile("CMD")[-1] == '["python", "-m", "lib.web.start"]'


@pytest.mark.parametrize("name", sorted(path.name for path in DEPLOY.iterdir()))
def test_the_guide_names_every_file_of_deploy(name: str) -> None:
    assert f"deploy/{name}" in GUIDE
