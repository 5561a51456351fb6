# provenance in a container: docker build -t provenance . && docker run --rm -v "$PWD:/data" provenance trace stories/
FROM python:3.11-slim AS build
WORKDIR /source
COPY . .
RUN pip wheel --no-cache-dir --wheel-dir /wheels ".[crosslingual,web,xlsx]"

FROM python:3.11-slim
COPY --from=build /wheels /wheels
RUN pip install --no-cache-dir --no-index --find-links /wheels news-provenance[crosslingual,web,xlsx] \
    && rm -rf /wheels \
    && useradd --create-home reader
USER reader
WORKDIR /data
ENV NUMBA_CACHE_DIR=/home/reader/.cache/numba
ENTRYPOINT ["provenance"]
CMD ["--help"]
