from django.urls import path

from locallinks.personal.brokerage import views

app_name = "brokerage"
OF_ONE = "pathways/<int:pathway_id>/arranging/"
urlpatterns = [
    path("arranging/", views.Board.as_view(), name="board"),
    path("arranging/parts/", views.Parts.as_view(), name="parts"),
    path(OF_ONE, views.OfOne.as_view(), name="pathway"),
    path(f"{OF_ONE}<int:line_id>/", views.StartLine.as_view(), name="start_line"),
    path(f"{OF_ONE}<int:line_id>/ask/", views.Ask.as_view(), name="ask"),
    path(f"{OF_ONE}<int:line_id>/answers/", views.Answers.as_view(), name="answers"),
    path(f"{OF_ONE}<int:line_id>/price/", views.AskPrice.as_view(), name="ask_price"),
    path(f"{OF_ONE}prices/<int:request_id>/", views.DecidePrice.as_view(), name="decide_price"),
    path(f"{OF_ONE}asked/<int:ask_id>/", views.ToldAnswer.as_view(), name="told_answer"),
    path(f"{OF_ONE}asked/<int:ask_id>/back/", views.CallBack.as_view(), name="call_back"),
    path(f"{OF_ONE}asked/<int:ask_id>/choose/", views.Choose.as_view(), name="choose"),
    path(f"{OF_ONE}urgent/", views.StartUrgent.as_view(), name="urgent"),
    path(f"{OF_ONE}pause/", views.Pause.as_view(), name="pause"),
    path(f"{OF_ONE}again/", views.Back.as_view(), name="back"),
    path(f"{OF_ONE}<int:arrangement_id>/end/", views.End.as_view(), name="end"),
    path(f"{OF_ONE}<int:arrangement_id>/change/", views.Change.as_view(), name="change"),
    path(f"{OF_ONE}<int:leaving_id>/leaving/", views.Parting.as_view(), name="parting"),
    path("with/<str:token>/price/", views.AnswerByLink.as_view(), name="answer_by_link"),
    path("thank-you-for-answering/", views.Answered.as_view(), name="answered"),
]
