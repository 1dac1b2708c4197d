"""The list of events by REST framework, its relations prefetched."""

from django.db.models import QuerySet
from rest_framework import generics, serializers

from bench.baseline.models import Change, Event


class ChangeSerializer(serializers.ModelSerializer):
    class Meta:
        model = Change
        fields = ("number", "kind", "announced_on", "reason", "source")


class EventSerializer(serializers.ModelSerializer):
    cities = serializers.SlugRelatedField("slug", many=True, read_only=True)
    bodies = serializers.SlugRelatedField("slug", many=True, read_only=True)
    priorities = serializers.SlugRelatedField("slug", many=True, read_only=True)
    changes = ChangeSerializer(many=True, read_only=True)

    class Meta:
        model = Event
        exclude = ("id",)


class EventList(generics.ListAPIView):
    serializer_class = EventSerializer

    def get_queryset(self) -> QuerySet[Event]:
        return Event.objects.prefetch_related("cities", "bodies", "priorities", "changes")
