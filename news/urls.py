from django.urls import path, re_path

from news import views
from news.feeds import news_atom, news_json, news_rss

app_name = "news"

urlpatterns = [
    path("news/", views.news_list, name="list"),
    path("news.rss", news_rss, name="rss"),
    path("news.atom", news_atom, name="atom"),
    path("news.json", news_json, name="json"),
    re_path(
        r"^news/(?P<year>[0-9]{4})/(?P<month>[0-9]{2})/(?P<day>[0-9]{2})/(?P<slug>[-a-zA-Z0-9_]+)/$",
        views.article_detail,
        name="detail",
    ),
]
