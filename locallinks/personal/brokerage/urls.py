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
    path("arranging/parts/", LinesToFind.as_view(), name="lines_to_find"),
    path(OF_ONE, ArrangementsOfPerson.as_view(), name="arrangements"),
    path(f"{OF_ONE}<int:line_id>/", StartLine.as_view(), name="start_line"),
    path(f"{OF_ONE}<int:line_id>/ask/", RequestQuotes.as_view(), name="request_quotes"),
    path(f"{OF_ONE}<int:line_id>/answers/", QuoteList.as_view(), name="quotes"),
    path(f"{OF_ONE}<int:line_id>/price/", RequestPrice.as_view(), name="request_price"),
    path(f"{OF_ONE}prices/<int:request_id>/", DecidePrice.as_view(), name="decide_price"),
    path(f"{OF_ONE}asked/<int:quote_request_id>/", RecordQuote.as_view(), name="record_quote"),
    path(f"{OF_ONE}asked/<int:quote_request_id>/back/", WithdrawRequest.as_view(), name="withdraw_request"),
    path(f"{OF_ONE}asked/<int:quote_request_id>/choose/", DecideQuote.as_view(), name="decide_quote"),
    path(f"{OF_ONE}urgent/", StartUrgent.as_view(), name="start_urgent"),
    path(f"{OF_ONE}pause/", PauseSupport.as_view(), name="pause_support"),
    path(f"{OF_ONE}again/", ResumeSupport.as_view(), name="resume_support"),
    path(f"{OF_ONE}<int:arrangement_id>/end/", EndArrangement.as_view(), name="end_arrangement"),
    path(f"{OF_ONE}<int:arrangement_id>/change/", ChangeArrangement.as_view(), name="change_arrangement"),
    path(f"{OF_ONE}<int:leaving_id>/leaving/", RecordHelperEnding.as_view(), name="record_helper_ending"),
    path("with/<str:token>/price/", QuoteByLink.as_view(), name="quote_by_link"),
    path("thank-you-for-answering/", QuoteReceived.as_view(), name="quote_received"),
]
