"""Two doors: the public directory, and Places, which shows the wards of `local.read_locations` with what is in them."""

from django.urls import include, path

from locallinks.local.directory import views

directory = [
    path("find-support/", views.ServiceSearch.as_view(), name="search"),
    path("find-support/<uuid:uuid>/", views.ServiceDetail.as_view(), name="service"),
    path("places/feeds/", views.FeedImportList.as_view(), name="feed_imports"),
    path("places/feeds/new/", views.ImportFeed.as_view(), name="import_feed"),
    path("places/feeds/<int:import_id>/", views.FeedImportDetail.as_view(), name="feed_import"),
]
places = [path("places/", views.WardMap.as_view(), name="wards")]

urlpatterns = [
    path("", include((directory, "directory"))),
    path("", include((places, "places"))),
]
