from django.urls import path

from locallinks.personal.brokerage.views.arrangements import (
    ArrangementsOfPerson,
    Board,
    EndArrangement,
    StartLine,
    StartUrgent,
)
from locallinks.personal.brokerage.views.pauses_and_changes import (
    ChangeArrangement,
    LinesToFind,
    PauseSupport,
    RecordHelperEnding,
    ResumeSupport,
)
from locallinks.personal.brokerage.views.provider_quotes import (
    DecidePrice,
    DecideQuote,
    QuoteByLink,
    QuoteList,
    QuoteReceived,
    RecordQuote,
    RequestPrice,
    RequestQuotes,
    WithdrawRequest,
)

app_name = "brokerage"
OF_ONE = "pathways/<int:pathway_id>/arranging/"
urlpatterns = [
    path("arranging/", Board.as_view(), name="board"),
    path("arranging/parts/", LinesToFind.as_view(), name="parts"),
    path(OF_ONE, ArrangementsOfPerson.as_view(), name="pathway"),
    path(f"{OF_ONE}<int:line_id>/", StartLine.as_view(), name="start_line"),
    path(f"{OF_ONE}<int:line_id>/ask/", RequestQuotes.as_view(), name="ask"),
    path(f"{OF_ONE}<int:line_id>/answers/", QuoteList.as_view(), name="answers"),
    path(f"{OF_ONE}<int:line_id>/price/", RequestPrice.as_view(), name="ask_price"),
    path(f"{OF_ONE}prices/<int:request_id>/", DecidePrice.as_view(), name="decide_price"),
    path(f"{OF_ONE}asked/<int:quote_request_id>/", RecordQuote.as_view(), name="told_answer"),
    path(f"{OF_ONE}asked/<int:quote_request_id>/back/", WithdrawRequest.as_view(), name="call_back"),
    path(f"{OF_ONE}asked/<int:quote_request_id>/choose/", DecideQuote.as_view(), name="choose"),
    path(f"{OF_ONE}urgent/", StartUrgent.as_view(), name="urgent"),
    path(f"{OF_ONE}pause/", PauseSupport.as_view(), name="pause"),
    path(f"{OF_ONE}again/", ResumeSupport.as_view(), name="back"),
    path(f"{OF_ONE}<int:arrangement_id>/end/", EndArrangement.as_view(), name="end"),
    path(f"{OF_ONE}<int:arrangement_id>/change/", ChangeArrangement.as_view(), name="change"),
    path(f"{OF_ONE}<int:leaving_id>/leaving/", RecordHelperEnding.as_view(), name="parting"),
    path("with/<str:token>/price/", QuoteByLink.as_view(), name="answer_by_link"),
    path("thank-you-for-answering/", QuoteReceived.as_view(), name="answered"),
]
