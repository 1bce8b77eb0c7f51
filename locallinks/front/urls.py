from django.urls import path

from locallinks.front import views

app_name = "front"
urlpatterns = [
    path("", views.Today.as_view(), name="today"),
    path("people/", views.People.as_view(), name="people"),
    path("people/mine/", views.Caseload.as_view(), name="caseload"),
    path("work/", views.Work.as_view(), name="work"),
    path("people/<int:person_id>/", views.PersonPage.as_view(), name="person"),
    path("people/<int:person_id>/timeline/", views.Timeline.as_view(), name="timeline"),
    path("people/<int:person_id>/record/", views.Record.as_view(), name="record"),
    path("search/", views.Search.as_view(), name="search"),
    path("about/", views.Words.as_view(template_name="front/about.html", title="About Local Links"), name="about"),
    path("privacy/", views.Words.as_view(template_name="front/privacy.html", title="Privacy"), name="privacy"),
    path(
        "accessibility/",
        views.Words.as_view(template_name="front/accessibility.html", title="Accessibility statement"),
        name="accessibility",
    ),
    path("help/", views.Words.as_view(template_name="front/help.html", title="Help"), name="help"),
]
