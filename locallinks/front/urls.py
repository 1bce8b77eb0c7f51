from django.urls import path

from locallinks.front.views import people, person, public, today

app_name = "front"
urlpatterns = [
    path("", today.Today.as_view(), name="today"),
    path("people/", people.People.as_view(), name="people"),
    path("people/mine/", today.Caseload.as_view(), name="caseload"),
    path("work/", today.Work.as_view(), name="work"),
    path("people/<int:person_id>/", person.PersonPage.as_view(), name="person"),
    path("people/<int:person_id>/timeline/", person.Timeline.as_view(), name="timeline"),
    path("people/<int:person_id>/record/", person.Record.as_view(), name="record"),
    path("search/", people.Search.as_view(), name="search"),
    path(
        "about/", public.PublicText.as_view(template_name="front/about.html", title="About Local Links"), name="about"
    ),
    path("privacy/", public.PublicText.as_view(template_name="front/privacy.html", title="Privacy"), name="privacy"),
    path(
        "accessibility/",
        public.PublicText.as_view(template_name="front/accessibility.html", title="Accessibility statement"),
        name="accessibility",
    ),
    path("help/", public.PublicText.as_view(template_name="front/help.html", title="Help"), name="help"),
]
