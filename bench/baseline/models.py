"""The plan as a plain site would keep it: a row a thing, texts by language in a column each thing has."""

from typing import ClassVar

from django.db import models


class Named(models.Model):
    slug = models.SlugField(max_length=100, unique=True)
    name = models.JSONField()

    class Meta:
        abstract = True
        ordering: ClassVar = ("slug",)

    def __str__(self) -> str:
        return self.slug


class City(Named):
    country = models.SlugField(max_length=100)


class Body(Named):
    pass


class Priority(Named):
    pass


class Event(models.Model):
    slug = models.SlugField(max_length=100, unique=True)
    title = models.JSONField()
    summary = models.JSONField()
    host = models.JSONField()
    kind = models.CharField(max_length=30)
    level = models.CharField(max_length=30)
    format = models.CharField(max_length=30)
    status = models.CharField(max_length=30)
    starts_on = models.DateField(null=True, db_index=True)
    ends_on = models.DateField(null=True)
    precision = models.CharField(max_length=30)
    sources = models.JSONField()
    updated_at = models.DateTimeField(auto_now=True)
    cities = models.ManyToManyField(City, related_name="events")
    bodies = models.ManyToManyField(Body, related_name="events")
    priorities = models.ManyToManyField(Priority, related_name="events")

    class Meta:
        ordering: ClassVar = (models.F("starts_on").asc(nulls_last=True), "pk")

    def __str__(self) -> str:
        return self.slug


class Change(models.Model):
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    announced_on = models.DateField(null=True)
    reason = models.JSONField(null=True)
    source = models.URLField(max_length=500)

    class Meta:
        ordering: ClassVar = ("event_id", "number")

    def __str__(self) -> str:
        return f"{self.event_id}/{self.number}"
