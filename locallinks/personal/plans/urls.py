from django.urls import path

from locallinks.personal.plans import views

app_name = "plans"
PLAN = "pathways/<int:pathway_id>/plan/"
urlpatterns = [
    path(PLAN, views.ThePlan.as_view(), name="plan"),
    path(f"{PLAN}start/", views.Start.as_view(), name="start"),
    path(f"{PLAN}about/", views.About.as_view(), name="about"),
    path(f"{PLAN}about/<slug:part>/", views.About.as_view(), name="about_part"),
    path(f"{PLAN}add/", views.Search.as_view(), name="add_line"),
    path(f"{PLAN}add/details/", views.AddLine.as_view(), name="add_details"),
    path(f"{PLAN}lines/<int:line_id>/", views.ChangeLine.as_view(), name="line"),
    path(f"{PLAN}lines/<int:line_id>/take-out/", views.RemoveLine.as_view(), name="remove_line"),
    path(f"{PLAN}lines/<int:line_id>/put-back/", views.PutBack.as_view(), name="put_back"),
    path(f"{PLAN}not-found/", views.NotFound.as_view(), name="unmet"),
    path(f"{PLAN}agreement/", views.Agreement.as_view(), name="agreement"),
    path(f"{PLAN}send/", views.Send.as_view(), name="submit"),
    path(f"{PLAN}decide/", views.Decide.as_view(), name="decide"),
    path(f"{PLAN}send-back/", views.SendBack.as_view(), name="send_back"),
    path(f"{PLAN}print/", views.Print.as_view(), name="print"),
    path(f"{PLAN}versions/", views.Versions.as_view(), name="versions"),
]
