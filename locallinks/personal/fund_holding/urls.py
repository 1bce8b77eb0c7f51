from django.urls import path

from locallinks.personal.fund_holding import views

app_name = "fund_holding"
urlpatterns = [
    path("pathways/<int:pathway_id>/direct-payment/", views.Payment.as_view(), name="payment"),
    path("pathways/<int:pathway_id>/direct-payment/ask/", views.Ask.as_view(), name="ask"),
    path("pathways/<int:pathway_id>/direct-payment/ask/<str:holder>/", views.AskPart.as_view(), name="ask_part"),
    path("pathways/<int:pathway_id>/direct-payment/decide/", views.Decide.as_view(), name="decide"),
    path("pathways/<int:pathway_id>/direct-payment/letter/", views.Letter.as_view(), name="letter"),
    path("pathways/<int:pathway_id>/direct-payment/use/", views.AddUse.as_view(), name="use"),
    path("pathways/<int:pathway_id>/direct-payment/wish-to-stop/", views.AskToStop.as_view(), name="ask_to_stop"),
    path("pathways/<int:pathway_id>/direct-payment/stop/", views.Stop.as_view(), name="stop"),
]
