from django.urls import path

from locallinks.personal.reviews import views

app_name = "reviews"
urlpatterns = [
    path("pathways/<int:pathway_id>/review/start/", views.StartReview.as_view(), name="start_review"),
    path("pathways/<int:pathway_id>/review/", views.EditReview.as_view(), name="review"),
    path("pathways/<int:pathway_id>/review/finish/", views.FinishReview.as_view(), name="finish_review"),
    path("pathways/<int:pathway_id>/review/<int:line_id>/", views.ReviewLine.as_view(), name="review_line"),
    path("pathways/<int:pathway_id>/review/voice/", views.RecordContribution.as_view(), name="record_contribution"),
    path("pathways/<int:pathway_id>/review/ask/", views.RequestContribution.as_view(), name="request_contribution"),
    path("reviews/by-cost/", views.LargestCosts.as_view(), name="largest_costs"),
    path("with/<str:token>/review/", views.ContributionByLink.as_view(), name="contribution_by_link"),
]
