# One image for web and worker; see compose.yaml for how they run together.
FROM python:3.11-slim-bookworm AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements-production.txt /tmp/
RUN /opt/venv/bin/pip install --require-hashes -r /tmp/requirements-production.txt

FROM python:3.11-slim-bookworm
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=repository.settings.production \
    DATA_DIR=/data
RUN useradd --system --uid 10001 --home-dir /srv/headwaters headwaters \
    && mkdir -p /srv/headwaters /data \
    && chown headwaters: /data
WORKDIR /srv/headwaters
COPY --from=build /opt/venv /opt/venv
COPY manage.py gunicorn.conf.py ./
COPY repository repository
COPY home home
COPY search search
COPY templates templates
COPY static static
# Style sheets and scripts are hashed into the image; the values are of no use but for this step.
RUN SECRET_KEY=collect MAIN_ORIGIN=https://main.invalid CONTENT_ORIGIN=https://content.invalid \
    ALLOWED_HOSTS=main.invalid DATA_DIR=/srv/headwaters/built \
    python manage.py collectstatic --noinput --verbosity 0
ENV STATIC_DIR=/srv/headwaters/built/static
USER headwaters
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
    CMD python -c "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"
CMD ["gunicorn", "repository.wsgi:application"]
