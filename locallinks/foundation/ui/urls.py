from django.urls import path

from locallinks.foundation.ui import views

urlpatterns = [path("style/", views.StyleGuide.as_view(), name="styleguide")]
