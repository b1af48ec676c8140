"""Renews accounts with django-plans' autorenew_account, on SQLite as Django sets it up, with a provider that always succeeds.

    django-renewals.py FILE ACCOUNTS

Prints name=value lines: how many were renewed a second, and how many documents were written for each.
"""

import datetime
import logging
import sys
import time
import warnings
from decimal import Decimal

import django
from django.conf import settings


class FixedTax:
    """What is asked of others over the network otherwise."""

    @classmethod
    def get_tax_rate(cls, tax_id, country, request=None):
        return Decimal(18), True

    @classmethod
    def get_default_tax(cls):
        return Decimal(18)


path, accounts = sys.argv[1], int(sys.argv[2])
warnings.simplefilter("ignore")
logging.disable(logging.CRITICAL)
settings.configure(
    SECRET_KEY="bench",
    USE_TZ=True,
    TIME_ZONE="UTC",
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": path}},
    DEFAULT_AUTO_FIELD="django.db.models.AutoField",
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sites",
        "ordered_model",
        "sequences",
        "plans",
    ],
    SITE_ID=1,
    ROOT_URLCONF="plans.urls",
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}],
    EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend",
    SEND_PLANS_EMAILS=False,
    PLANS_CURRENCY="PEN",
    PLANS_TAX=Decimal(18),
    PLANS_TAX_COUNTRY="PE",
    PLANS_TAXATION_POLICY="__main__.FixedTax",
    PLANS_DEFAULT_COUNTRY="PE",
    PLANS_INVOICE_ISSUER={
        "issuer_name": "bench",
        "issuer_street": "-",
        "issuer_zipcode": "-",
        "issuer_city": "Lima",
        "issuer_country": "PE",
        "issuer_tax_number": "",
    },
    PLANS_AUTORENEW_SCHEDULE=[datetime.timedelta(0)],
)
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402
from django.dispatch import receiver  # noqa: E402
from django.utils import timezone  # noqa: E402
from plans.base.models import AbstractRecurringUserPlan  # noqa: E402
from plans.models import BillingInfo, Invoice, Order, Plan, PlanPricing, Pricing, RecurringUserPlan, UserPlan  # noqa: E402
from plans.signals import account_automatic_renewal  # noqa: E402
from plans.tasks import autorenew_account  # noqa: E402

call_command("migrate", verbosity=0)
plan = Plan.objects.create(name="month", available=True, visible=True)
pricing = Pricing.objects.create(name="month", period=30)
PlanPricing.objects.create(plan=plan, pricing=pricing, price=Decimal("25.34"))
today = timezone.localdate()

with transaction.atomic():
    for number in range(accounts):
        user = get_user_model().objects.create(username=f"u{number}", email=f"u{number}@example.com")
        BillingInfo.objects.create(user=user, name="u", street="-", zipcode="-", city="Lima", country="PE")
        UserPlan.objects.filter(user=user).delete()
        userplan = UserPlan.objects.create(user=user, plan=plan, expire=today, active=True)
        RecurringUserPlan.objects.create(
            user_plan=userplan,
            token="t",
            payment_provider="always",
            pricing=pricing,
            amount=Decimal("25.34"),
            tax=Decimal(18),
            currency="PEN",
            renewal_triggered_by=AbstractRecurringUserPlan.RENEWAL_TRIGGERED_BY.TASK,
            token_verified=True,
        )


@receiver(account_automatic_renewal)
def pay(sender, user, **arguments):
    user.userplan.recurring.create_renew_order().complete_order()


begin = time.monotonic()
renewed = len(autorenew_account())
seconds = time.monotonic() - begin
paid = Order.objects.filter(status=Order.STATUS.COMPLETED).count()
moved = UserPlan.objects.filter(expire__gt=today).count()
if not renewed == paid == moved == accounts:
    sys.exit(f"{renewed} renewed, {paid} paid, {moved} moved of {accounts}")
if autorenew_account():
    sys.exit("renewed twice")
print(f"django={renewed / seconds:.1f}")
print(f"django_documents={Invoice.objects.count() / accounts:.1f}")
