from django.urls import path

from locallinks.foundation.reference import views

app_name = "reference"
urlpatterns = [
    path("reference/", views.RatesHome.as_view(), name="rates"),
    path("reference/<slug:code>/change/", views.ChangeRate.as_view(), name="change_rate"),
    path("reference/rates/<int:rate_id>/check/", views.VerifyRate.as_view(), name="verify_rate"),
    path("reference/holidays/", views.Holidays.as_view(), name="holidays"),
    path("reference/holidays/add/", views.AddHoliday.as_view(), name="add_holiday"),
    path("reference/holidays/<int:year>/check/", views.VerifyHolidays.as_view(), name="verify_holidays"),
    path("reference/holidays/<int:holiday_id>/remove/", views.RemoveHoliday.as_view(), name="remove_holiday"),
]
