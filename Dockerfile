# syntax=docker/dockerfile:1
# Terugblik in a container: two stages, no compiler and no installer in what runs, an ordinary user, and a root
# file system that may be read-only: it writes to /data and /tmp alone.

# Choose a digest here for a build that can be repeated byte by byte; see docs/operations.md.
ARG PYTHON_IMAGE=python:3.11-slim-bookworm

FROM ${PYTHON_IMAGE} AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /srv/terugblik
RUN python -m venv /opt/terugblik
COPY requirements.lock ./
RUN /opt/terugblik/bin/pip install --require-hashes --only-binary :all: --requirement requirements.lock
COPY . ./
# Editable: pages, migrations and static files are found beside the code, in this folder.
RUN /opt/terugblik/bin/pip install --no-deps --no-build-isolation --no-index --editable . \
    && /opt/terugblik/bin/pip uninstall --yes pip \
    && python -m compileall -q -j 0 /opt/terugblik/lib /srv/terugblik

FROM ${PYTHON_IMAGE} AS run
LABEL org.opencontainers.image.title="Terugblik" \
      org.opencontainers.image.description="Look back together on a completed case in youth care, and learn from it." \
      org.opencontainers.image.licenses="EUPL-1.2"
RUN groupadd --system --gid 10001 terugblik \
    && useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin terugblik \
    && install --directory --owner 10001 --group 10001 --mode 0700 /data
COPY --from=build /opt/terugblik /opt/terugblik
COPY --from=build /srv/terugblik /srv/terugblik
WORKDIR /srv/terugblik
ENV PATH=/opt/terugblik/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    TERUGBLIK_DATA_DIR=/data
USER 10001:10001
VOLUME ["/data"]
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["terugblik"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
