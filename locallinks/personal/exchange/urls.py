from django.urls import path

from locallinks.personal.exchange import views
from locallinks.personal.exchange.api import api

app_name = "exchange"
urlpatterns = [
    path("exchange/", views.RecordList.as_view(), name="waiting"),
    path("exchange/rows/<int:record_id>/", views.ResolveRecord.as_view(), name="decide"),
    path("exchange/send/", views.SendFile.as_view(), name="send"),
    path("exchange/out/", views.ExportFile.as_view(), name="out"),
    path("exchange/connections/", views.ConnectionList.as_view(), name="connections"),
    path("exchange/connections/new/", views.CreateConnection.as_view(), name="connect"),
    path("exchange/connections/<int:connection_id>/key/", views.ShowKey.as_view(), name="key"),
    path("exchange/connections/<int:connection_id>/end/", views.EndConnection.as_view(), name="end"),
    path("api/exchange/v1/", api.urls),
]
