from django.urls import path

from locallinks.personal.budgets import views

app_name = "budgets"
urlpatterns = [
    path("pathways/<int:pathway_id>/budget/", views.SetBudget.as_view(), name="set_budget"),
    path("pathways/<int:pathway_id>/budget/sum/", views.BudgetPage.as_view(), name="budget"),
    path("budgets/to-check/", views.BaselineChecks.as_view(), name="baseline_checks"),
    path("budgets/to-check/<int:baseline_id>/", views.CheckBaseline.as_view(), name="check_baseline"),
    path("budgets/rule/", views.AllocationVersions.as_view(), name="allocation_versions"),
    path("budgets/rule/new/", views.ProposeAllocationVersion.as_view(), name="propose_allocation_version"),
    path(
        "budgets/rule/<int:allocation_id>/", views.DecideAllocationVersion.as_view(), name="decide_allocation_version"
    ),
    path("budgets/rule/<int:allocation_id>/tried/", views.BackTestPage.as_view(), name="back_test"),
]
