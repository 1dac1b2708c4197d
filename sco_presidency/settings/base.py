"""What every installation shares. Holds no secret and takes no decision."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF

BASE_DIR = Path(__file__).resolve().parents[2]

INSTALLED_APPS = [
    "modeltranslation",  # before the admin, which it patches
    "staff.apps.StaffAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_otp_webauthn",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "i18n",
    "publishing",
    "places",
    "presidencies",
    "priorities",
    "bodies",
    "hosts",
    "events",
    "news",
    "documents",
    "themes",
    "search",
    "api",
    "website",
    "plan_data",
    "staff.apps.StaffConfig",
    "operations",
    "sco_presidency",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "operations.health.answer_health",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "sco_presidency.middleware.compress_answers",
    # Above LocaleMiddleware, all that refuses, and the 304 of what has no ETag of its own.
    "sco_presidency.middleware.open_to_scripts",
    "api.middleware.speak_to_machines",
    "django.middleware.http.ConditionalGetMiddleware",
    "sco_presidency.page_cache.tags.tag_pages",
    "sco_presidency.middleware.show_a_presidency",
    "sco_presidency.middleware.revalidate_pages",
    "sco_presidency.middleware.set_desk_lines",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "i18n.addresses.AskedLanguage",  # Django's LocaleMiddleware
    "sco_presidency.middleware.refuse_unreadable",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "staff.second_factor.hold_back",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",  # must be last
]

ROOT_URLCONF = "sco_presidency.urls"
WSGI_APPLICATION = "sco_presidency.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "website.context_processors.portal",
                "website.context_processors.programme",
            ],
        },
    },
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Languages -------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("ru", "Русский"), ("en", "English"), ("zh-hans", "中文")]
# Whose dates and plurals a language takes from CLDR, where its own code does not say it.
LANGUAGE_LOCALES = {"en": "en_GB", "zh-hans": "zh_Hans_CN"}
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "i18n.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Moscow"

MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_LANGUAGES = ("en", "ru", "zh-hans")
MODELTRANSLATION_FALLBACK_LANGUAGES = {"default": MODELTRANSLATION_LANGUAGES}
MODELTRANSLATION_CUSTOM_FIELDS = ()


def _name_of_column(name: object, code: str) -> str:
    from i18n.texts import text_in  # noqa: PLC0415 (it reads the settings)

    return text_in(str(name), code)


# What the column of a text in one language is called: “title (Russian)”.
MODELTRANSLATION_BUILD_LOCALIZED_VERBOSE_NAME = _name_of_column
# What texts are written in first, unless staff says otherwise of one: most of the sources are
# Russian, and so is the presidency.
PUBLISHING_SOURCE_LANGUAGE = "ru"

# Which of them the files of the plan tell, by the end of a column's name: title_zh.
PLAN_DATA_LANGUAGES = {"en": "en", "ru": "ru", "zh": "zh-hans"}
# A text that is missing in one of these stops publication.
PUBLISHING_REQUIRED_LANGUAGES = ("en", "ru")

# --- The plan ----------------------------------------------------------------
# Whose plan it is, from when to when and in which words, is data: the app presidencies.
# Days after the last one of an event from which its missing outcome is said in public.
OUTCOME_GRACE_DAYS = 7

# Part of what calendars and feeds know a thing by. What was made stays when this changes.
CALENDAR_UID_DOMAIN = "sco-presidency-2020"
CALENDAR_UID_YEAR = 2020  # from which the domain is ours (RFC 4151)
# What made a calendar, for programs that know its habits (RFC 5545, 3.7.3).
CALENDAR_PRODID = "-//SCO Presidency 2019-2020//Portal//EN"

# `None` follows the real day. See publishing.clock.
PORTAL_CLOCK: str | None = None
#: Whether a second person looks before anything goes public: publishing.four_eyes. Production turns it on.
FOUR_EYES = False

# Bytes of answers that a process keeps in its memory; 0 keeps none. See sco_presidency.page_cache.
PAGE_CACHE_BYTES = 64_000_000
# The file that readers are answered from while the database does not answer; "" for none. See publishing.snapshot.
DATABASE_SNAPSHOT = ""

# --- People ------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "staff.cover.CoverBackend",  # what somebody lent, while away
    "staff.scope.ScopeBackend",  # asked about single things, and logs nobody in
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 72 * 3600  # seconds for which a link to set a password holds
# Whether whoever may publish needs a second factor. Who has one is asked for it in any case.
SECOND_FACTOR_REQUIRED = False
# Whose accounts sign in here too, by OpenID Connect: its address; "" for none. See staff.single_sign_on.
OIDC_ISSUER = OIDC_RP_CLIENT_ID = OIDC_RP_CLIENT_SECRET = ""
OTP_TOTP_ISSUER = OTP_WEBAUTHN_RP_NAME = "Presidency portal"
OTP_WEBAUTHN_ALLOW_PASSWORDLESS_LOGIN = False
# Passkeys hold for one name, which browsers want to be none of digits.
OTP_WEBAUTHN_RP_ID = "localhost"
OTP_WEBAUTHN_ALLOWED_ORIGINS = ["http://localhost:8000"]
CSRF_FAILURE_VIEW = "staff.open_forms.forged"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 1  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "admin/locked_out.html"
AXES_ENABLE_ACCESS_FAILURE_LOG = True  # what staff.login_throttle counts
AXES_HANDLER = "staff.login_throttle.InDatabase"
# A store that all processes share; "" for none. See staff.guesses.
REDIS_URL = ""

# --- Headers -----------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "microphone",
        "payment",
        "usb",
    )
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"

# --- Files -------------------------------------------------------------------
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "website.stylesheet.JoinedStylesFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STORAGES = {
    "default": {"BACKEND": "publishing.storage.WholeFileStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_URL = "media/"
MEDIA_ROOT = BASE_DIR / "var" / "media"
SHARE_IMAGES_ROOT = BASE_DIR / "var" / "share"
PROGRAMME_ROOT = BASE_DIR / "var" / "programme"
# Where readers find the portal: what is written outside a request (on paper) links there.
PUBLIC_ORIGIN = "http://127.0.0.1:8000"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# What nginx lets through stays in memory: nothing fails for want of room for the time being.
FILE_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "publishing.storage.TooMuchUploadHandler",
]
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

# --- Mail -----------------------------------------------------------------------
# Who writes to staff; "" where the portal has no way out for mail.
DEFAULT_FROM_EMAIL = ""
EMAIL_TIMEOUT = 10  # seconds

# --- Backups -----------------------------------------------------------------
# Whose key opens them (age1…): they are encrypted for it. Without one they are not.
BACKUP_RECIPIENT = ""
# Where they lie: `doctor` says when the newest is too old.
BACKUP_ROOT = ""

# --- Seen from outside ---------------------------------------------------------
# Where faults of safety are reported (RFC 9116): an address or a page; without it, the presidency's.
SECURITY_CONTACT = ""
# Whoever shows it is told of metrics; without it nothing is counted.
METRICS_TOKEN = ""
# Where faults are reported by Sentry's protocol; without it, in the log alone.
SENTRY_DSN = ""

# --- API ---------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_PARSER_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    # `format` is a filter of events, not a way to ask for another renderer.
    "URL_FORMAT_OVERRIDE": None,
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "api.problems.exception_handler",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    # Its title is that of the current presidency: api.v1.schema.
    "DESCRIPTION": "The plan of events with every change to it, news and documents. Read-only.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "LICENSE": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "ENUM_NAME_OVERRIDES": {
        "EventKind": "events.enums.Kind",
        "EventLevel": "events.enums.Level",
        "EventFormat": "events.enums.Format",
        "EventStatus": "events.enums.Status",
        "Plan": "events.enums.Membership",
        "ChangeKind": "events.enums.ChangeKind",
        "TitleOrigin": "events.enums.TitleOrigin",
        "Precision": "api.v1.serializers.PRECISIONS",
        "BodyKind": "bodies.models.BodyKind",
        "HostKind": "hosts.models.HostKind",
        "HostRole": "hosts.models.HostRole",
        "CountryRole": "places.models.Role",
        "DocumentKind": "documents.models.DocumentKind",
        "NewsSection": "news.models.Section",
        "PresidencyState": "presidencies.models.State",
        "TranslationState": "api.v1.serializers.TOLD",
    },
}
