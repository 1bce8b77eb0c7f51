from django.urls import path

from locallinks.impact.dividends import views

app_name = "dividends"
urlpatterns = [path("money/", views.SavingsPage.as_view(), name="savings")]
