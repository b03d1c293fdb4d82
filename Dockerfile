# `make deploy-check` builds this with buildah, without an engine, and looks at a bot in it; docs/operations.md tells how.
# A fixed version; pin it by digest where a registry can be asked: docs/operations.md, "In containers".
ARG BASE=python:3.11.14-slim-bookworm
FROM ${BASE} AS build
WORKDIR /src
COPY requirements.lock pyproject.toml README.md LICENSE CHANGELOG.md ./
COPY deploy/runtime_lock.py deploy/
# All that is fetched is pinned by hash, the build backend too.
RUN python -m venv /build && /build/bin/pip install --quiet --no-cache-dir --require-hashes -r requirements.lock
RUN python deploy/runtime_lock.py > runtime.lock \
 && python -m venv /usr/local/lib/winkelpeil \
 && /usr/local/lib/winkelpeil/bin/pip install --quiet --no-cache-dir --require-hashes -r runtime.lock
COPY scoring scoring
COPY content content
COPY bot bot
RUN /build/bin/python -m hatchling build -t wheel \
 && /usr/local/lib/winkelpeil/bin/pip install --quiet --no-cache-dir --no-deps --no-index dist/*.whl

FROM ${BASE}
RUN groupadd --gid 10001 winkelpeil \
 && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /var/lib/winkelpeil --shell /usr/sbin/nologin winkelpeil \
 && install -d -o winkelpeil -g winkelpeil -m 0700 /var/lib/winkelpeil /var/lib/winkelpeil/backups
COPY --from=build /usr/local/lib/winkelpeil /usr/local/lib/winkelpeil
ENV PATH=/usr/local/lib/winkelpeil/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    LOG_FORMAT=json \
    HTTP_LISTEN=0.0.0.0:8080
USER winkelpeil
# DATABASE_URL is relative to it; the only place that is written to.
WORKDIR /var/lib/winkelpeil
VOLUME /var/lib/winkelpeil
EXPOSE 8080
# Alive, not ready: a database that is busy or a network that is down is no reason to start the bot anew.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8080/healthz', timeout=4)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["winkelpeil"]
CMD ["run"]
