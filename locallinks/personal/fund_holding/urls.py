from django.urls import path

from locallinks.personal.fund_holding import views

app_name = "fund_holding"
urlpatterns = [
    path("pathways/<int:pathway_id>/direct-payment/", views.Payment.as_view(), name="payment"),
    path("pathways/<int:pathway_id>/direct-payment/ask/", views.RequestPayment.as_view(), name="request_payment"),
    path(
        "pathways/<int:pathway_id>/direct-payment/ask/<str:holder>/",
        views.RequestPaymentPart.as_view(),
        name="request_payment_part",
    ),
    path("pathways/<int:pathway_id>/direct-payment/decide/", views.DecidePayment.as_view(), name="decide_payment"),
    path("pathways/<int:pathway_id>/direct-payment/letter/", views.DecisionLetter.as_view(), name="decision_letter"),
    path("pathways/<int:pathway_id>/direct-payment/use/", views.AddUse.as_view(), name="add_use"),
    path("pathways/<int:pathway_id>/direct-payment/wish-to-stop/", views.RequestStop.as_view(), name="request_stop"),
    path("pathways/<int:pathway_id>/direct-payment/stop/", views.StopPayment.as_view(), name="stop_payment"),
]
