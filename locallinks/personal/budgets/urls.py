from django.urls import path

from locallinks.personal.budgets import views

app_name = "budgets"
urlpatterns = [
    path("pathways/<int:pathway_id>/budget/", views.Set.as_view(), name="set"),
    path("pathways/<int:pathway_id>/budget/sum/", views.Shown.as_view(), name="shown"),
    path("budgets/to-check/", views.Checks.as_view(), name="checks"),
    path("budgets/to-check/<int:baseline_id>/", views.Check.as_view(), name="check"),
    path("budgets/rule/", views.Versions.as_view(), name="versions"),
    path("budgets/rule/new/", views.Propose.as_view(), name="propose"),
    path("budgets/rule/<int:allocation_id>/", views.Version.as_view(), name="version"),
    path("budgets/rule/<int:allocation_id>/tried/", views.Tried.as_view(), name="tried"),
]
