# The first stage installs the dependencies; its build files are not part of the image.
FROM python:3.13-slim AS build
WORKDIR /app
COPY requirements.txt ./
RUN python -m venv /app/.venv && /app/.venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY pyproject.toml README.md ./
COPY backend backend
COPY migrations migrations
COPY frontend-contract/persisted-documents.json frontend-contract/persisted-documents.json
RUN /app/.venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation -e .

# This stage builds the documentation; the builder and its sources are not part of the image.
FROM build AS documentation
COPY requirements-development.txt zensical.toml ARCHITECTURE.md CONTRIBUTING.md CHANGELOG.md ./
RUN /app/.venv/bin/pip install --no-cache-dir --require-hashes -r requirements-development.txt
COPY docs docs
COPY scripts scripts
COPY frontend-contract frontend-contract
RUN /app/.venv/bin/python scripts/documentation

FROM python:3.13-slim
RUN useradd --system --uid 10001 --home-dir /app crm && install -d -o crm -m 700 /var/lib/crm
WORKDIR /app
COPY --from=build /app /app
COPY --from=documentation /app/backend/http/site /app/backend/http/site
USER crm
ENV CRM_DATA_DIR=/var/lib/crm PYTHONUNBUFFERED=1
EXPOSE 8000
ENTRYPOINT ["/app/.venv/bin/crm"]
CMD ["run"]
