import factory
from django.contrib.auth import get_user_model
from factory.django import DjangoModelFactory


class StaffFactory(DjangoModelFactory):
    """May do everything in the admin; the password is "password"."""

    class Meta:
        model = get_user_model()

    username = factory.Sequence(lambda n: f"editor-{n}")
    password = factory.django.Password("password")
    is_staff = True
    is_superuser = True
