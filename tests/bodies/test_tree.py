import pytest

from bodies.models import Body, Node, tree
from tests.factories import BodyFactory

pytestmark = pytest.mark.django_db


def shape(nodes: list[Node] | tuple[Node, ...]) -> dict:
    return {node.body.slug: shape(node.children) for node in nodes}


def test_bodies_stand_below_their_parents_in_their_order():
    council = BodyFactory(slug="council")
    BodyFactory(slug="second", parent=council, position=2)
    first = BodyFactory(slug="first", parent=council, position=1)
    BodyFactory(slug="group", parent=first)

    nodes = tree(Body.objects.all())

    assert shape(nodes) == {"council": {"first": {"group": {}}, "second": {}}}
    assert [node.body.slug for node in nodes[0].children] == ["first", "second"]


def test_body_whose_parent_is_not_shown_is_a_root():
    BodyFactory(slug="council", parent=BodyFactory(slug="draft"), published=True)

    assert shape(tree(Body.objects.published())) == {"council": {}}


def test_no_bodies_are_no_tree():
    assert tree([]) == []
