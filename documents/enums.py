from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    """What sort of paper it is. The codes are those of data/labels.csv."""

    DECLARATION = "declaration", _("declaration")
    STATEMENT = "statement", _("statement")
    COMMUNIQUE = "communique", _("communique or information report")
    PROGRAMME = "programme", _("programme")
    ACTION_PLAN = "action_plan", _("plan of action or roadmap")
    AGREEMENT = "agreement", _("agreement or memorandum")
    PROTOCOL = "protocol", _("protocol (record of a meeting)")
    CHARTER = "charter", _("charter")
    CONVENTION = "convention", _("convention")
    TREATY = "treaty", _("treaty")
    STRATEGY = "strategy", _("strategy")
    REGULATIONS = "regulations", _("regulations")
    DECISION = "decision", _("decision")
    REPORT = "report", _("report")
    ORDER = "order", _("executive order")
