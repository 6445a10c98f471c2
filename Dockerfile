# syncer in a container: docker run --rm -v "$PWD:/project" -v syncer:/keep syncer plan
FROM python:3.13-slim AS build
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY schemas schemas
COPY syncer syncer
RUN python -m venv /opt/syncer && /opt/syncer/bin/pip install --no-cache-dir .

FROM python:3.13-slim
COPY --from=build /opt/syncer /opt/syncer
# /keep has the journal and the cache, for whoever the container runs as.
RUN useradd --create-home --uid 1000 syncer && mkdir --mode=1777 /keep
ENV PATH=/opt/syncer/bin:$PATH \
    SYNCER_CACHE_DIR=/keep/cache \
    SYNCER_STATE_DIR=/keep/state
VOLUME /keep
USER syncer
WORKDIR /project
ENTRYPOINT ["syncer"]
CMD ["--help"]
