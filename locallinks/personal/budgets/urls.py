from django.urls import path

from locallinks.personal.budgets import views

app_name = "budgets"
urlpatterns = [
    path("pathways/<int:pathway_id>/budget/", views.Set.as_view(), name="set"),
    path("pathways/<int:pathway_id>/budget/sum/", views.Shown.as_view(), name="shown"),
    path("budgets/to-check/", views.Checks.as_view(), name="checks"),
    path("budgets/to-check/<int:baseline_id>/", views.Check.as_view(), name="check"),
]
