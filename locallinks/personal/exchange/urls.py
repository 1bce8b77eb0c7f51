from django.urls import path

from locallinks.personal.exchange import views
from locallinks.personal.exchange.api import api

app_name = "exchange"
urlpatterns = [
    path("exchange/", views.RecordList.as_view(), name="records"),
    path("exchange/rows/<int:record_id>/", views.ResolveRecord.as_view(), name="resolve_record"),
    path("exchange/send/", views.SendFile.as_view(), name="send_file"),
    path("exchange/out/", views.ExportFile.as_view(), name="export_file"),
    path("exchange/connections/", views.ConnectionList.as_view(), name="connections"),
    path("exchange/connections/new/", views.CreateConnection.as_view(), name="create_connection"),
    path("exchange/connections/<int:connection_id>/key/", views.ShowKey.as_view(), name="show_key"),
    path("exchange/connections/<int:connection_id>/end/", views.EndConnection.as_view(), name="end_connection"),
    path("api/exchange/v1/", api.urls),
]
