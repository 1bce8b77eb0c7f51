from django.urls import path

from locallinks.personal.budgets import views

app_name = "budgets"
urlpatterns = [
    path("pathways/<int:pathway_id>/budget/", views.SetBudget.as_view(), name="set"),
    path("pathways/<int:pathway_id>/budget/sum/", views.BudgetPage.as_view(), name="shown"),
    path("budgets/to-check/", views.BaselineChecks.as_view(), name="checks"),
    path("budgets/to-check/<int:baseline_id>/", views.CheckBaseline.as_view(), name="check"),
    path("budgets/rule/", views.AllocationVersions.as_view(), name="versions"),
    path("budgets/rule/new/", views.ProposeAllocationVersion.as_view(), name="propose"),
    path("budgets/rule/<int:allocation_id>/", views.DecideAllocationVersion.as_view(), name="version"),
    path("budgets/rule/<int:allocation_id>/tried/", views.BackTestPage.as_view(), name="tried"),
]
