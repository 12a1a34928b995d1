"""Settings that are the same everywhere. What a machine decides is read in `env.py`."""

from __future__ import annotations

import os
from typing import Any

from csp.constants import NONE, SELF

from repository.settings.databases import database_from_url
from repository.settings.env import PROJECT, Environment, read_environment

DEVELOPMENT = os.environ.get("DJANGO_SETTINGS_MODULE", "").endswith((".development", ".test"))
ENVIRONMENT: Environment = read_environment(os.environ, development=DEVELOPMENT)

SECRET_KEY = ENVIRONMENT.secret_key
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.allowed_hosts)
CSRF_TRUSTED_ORIGINS = [ENVIRONMENT.main_origin]

INSTALLED_APPS = [
    "home",
    "search",
    "repository",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail.sites",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "repository.http.middleware.ContentHostMiddleware",
    "repository.http.middleware.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "repository.http.middleware.PolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "repository.http.middleware.UploadLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "repository.pages.middleware.RefusalMiddleware",
    "repository.http.admin_gate.AdminGateMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "repository.urls"
WSGI_APPLICATION = "repository.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "repository.public.context.site",
            ],
            "builtins": ["repository.templatetags.headwaters"],
        },
    }
]

DATABASES = {"default": database_from_url(ENVIRONMENT.database_url, ENVIRONMENT.data_dir)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGE_CODE = "en-ca"
LANGUAGES = [("en-ca", "English (Canada)")]
TIME_ZONE = "America/Vancouver"
USE_I18N = True
USE_TZ = True

# Files. Three storages: pictures of the admin (never public as they are), stylesheets and scripts,
# and the content-addressed blobs.
DATA_DIR = ENVIRONMENT.data_dir
STATIC_URL = "/static/"
STATIC_ROOT = ENVIRONMENT.static_dir
STATICFILES_DIRS = [PROJECT / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"


def storages() -> dict[str, Any]:
    """Django's STORAGES: local disk, or one bucket of an S3-compatible store."""
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    if ENVIRONMENT.s3 is None:
        return {
            "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
            "blobs": {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {"location": DATA_DIR / "blobs"},
            },
            "staticfiles": static,
        }
    options = {
        "bucket_name": ENVIRONMENT.s3.bucket,
        "endpoint_url": ENVIRONMENT.s3.endpoint or None,
        "region_name": ENVIRONMENT.s3.region or None,
        "access_key": ENVIRONMENT.s3.access_key,
        "secret_key": ENVIRONMENT.s3.secret_key,
        "addressing_style": "path",
        "signature_version": "s3v4",
        "default_acl": "private",
        "file_overwrite": False,
        "querystring_auth": True,
    }
    backend = "storages.backends.s3.S3Storage"
    return {
        "default": {
            "BACKEND": "repository.blobs.s3_media.GuardedS3Storage",
            "OPTIONS": options | {"location": "media"},
        },
        "blobs": {"BACKEND": backend, "OPTIONS": options | {"location": "blobs"}},
        "staticfiles": static,
    }


STORAGES = storages()

# Uploads
MAX_UPLOAD_BYTES = ENVIRONMENT.max_upload_bytes
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 16 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "repository.blobs.uploads.DiskUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o640
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o750

# Wagtail
SITE_NAME = ENVIRONMENT.site_name
DEMONSTRATION = ENVIRONMENT.demonstration
WAGTAIL_SITE_NAME = SITE_NAME
WAGTAILADMIN_BASE_URL = ENVIRONMENT.main_origin
WAGTAILDOCS_DOCUMENT_MODEL = "repository.StoredDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "repository.blobs.forms.DocumentForm"
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_MAX_UPLOAD_SIZE = MAX_UPLOAD_BYTES
WAGTAILIMAGES_IMAGE_MODEL = "repository.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "repository.blobs.forms.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]  # SVG can hold scripts
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 64_000_000
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {"WIDGET": "repository.pages.rich_text.SettledRichTextArea"}
}
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_WORKFLOW_ENABLED = True
WAGTAIL_MODERATION_ENABLED = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_PASSWORD_RESET_ENABLED = True
WAGTAIL_I18N_ENABLED = False
# Addresses of packages are plain letters: they are read aloud, printed and typed.
WAGTAIL_ALLOW_UNICODE_SLUGS = False
TAGGIT_CASE_INSENSITIVE = True
TAG_SPACES_ALLOWED = True

# In the memory of each process. Public pages as they were rendered, some fifty kilobytes each, are
# kept apart, so that nothing else is pushed out by them.
LOCAL_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    "default": {"BACKEND": LOCAL_MEMORY, "LOCATION": "default"},
    "pages": {
        "BACKEND": LOCAL_MEMORY,
        "LOCATION": "pages",
        "TIMEOUT": 3600,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}

# Background work: at once in development, by a worker (`manage.py db_worker`) in production.
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend"
        if ENVIRONMENT.background_tasks
        else "django_tasks.backends.immediate.ImmediateBackend"
    }
}

# Security
MAIN_ORIGIN = ENVIRONMENT.main_origin
CONTENT_ORIGIN = ENVIRONMENT.content_origin
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"  # Wagtail allows its own previews itself
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in ("camera", "microphone", "geolocation", "payment", "usb", "browsing-topics")
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": ENVIRONMENT.log_level},
    # A line for each start and each end of every small task would drown the rest.
    "loggers": {"django_tasks": {"level": "WARNING"}, "modelsearch": {"level": "WARNING"}},
}
