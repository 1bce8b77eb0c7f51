from django.urls import path

from locallinks.personal.referrals.views import asking, partners, requests, triage

app_name = "referrals"
urlpatterns = [
    path("ask/", asking.Start.as_view(), name="ask"),
    path("ask/check/", asking.Check.as_view(), name="ask_check"),
    path("ask/sent/", asking.Sent.as_view(), name="ask_sent"),
    path("ask/carry-on/", asking.ComeBack.as_view(), name="ask_return"),
    path("ask/stop/", asking.Stop.as_view(), name="ask_stop"),
    path("ask/<slug:part>/", asking.Part.as_view(), name="ask_part"),
    path("contacts/", triage.Contacts.as_view(), name="contacts"),
    path("contacts/<int:contact_id>/", triage.Contact.as_view(), name="contact"),
    path("contacts/<int:contact_id>/owner/", triage.Owner.as_view(), name="contact_owner"),
    path("contacts/<int:contact_id>/advice/", triage.AdviseContact.as_view(), name="contact_advise"),
    path("contacts/<int:contact_id>/advice/given/", triage.AdviceToContact.as_view(), name="contact_advice"),
    path("contacts/<int:contact_id>/open/", triage.OpenWay.as_view(), name="contact_open"),
    path("contacts/<int:contact_id>/close/", triage.CloseContact.as_view(), name="contact_close"),
    path("contacts/<int:contact_id>/reopen/", triage.ReopenContact.as_view(), name="contact_reopen"),
    path("pathways/<int:pathway_id>/questions/", partners.Questions.as_view(), name="questions"),
    path("pathways/<int:pathway_id>/questions/new/", partners.AskPartner.as_view(), name="ask_partner"),
    path(
        "pathways/<int:pathway_id>/questions/<int:question_id>/call-back/",
        partners.CallBack.as_view(),
        name="call_back",
    ),
    path("with/<str:token>/answer/", partners.Answer.as_view(), name="partner"),
    path("referrals/new/", requests.Find.as_view(), name="new"),
    path("referrals/new/details/", requests.Ask.as_view(), name="details"),
    path("pathways/<int:pathway_id>/request/", requests.Request.as_view(), name="request"),
    path("pathways/<int:pathway_id>/advice/", requests.Advise.as_view(), name="advise"),
    path("pathways/<int:pathway_id>/advice/given/", requests.Advice.as_view(), name="advice"),
]
