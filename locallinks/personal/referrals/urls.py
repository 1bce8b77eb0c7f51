from django.urls import path

from locallinks.personal.referrals.views import partner_questions, public_request, referral_and_advice, triage

app_name = "referrals"
urlpatterns = [
    path("ask/", public_request.Start.as_view(), name="ask"),
    path("ask/check/", public_request.Check.as_view(), name="ask_check"),
    path("ask/sent/", public_request.Sent.as_view(), name="ask_sent"),
    path("ask/carry-on/", public_request.ResumeDraft.as_view(), name="ask_return"),
    path("ask/stop/", public_request.DeleteDraft.as_view(), name="ask_stop"),
    path("ask/<slug:part>/", public_request.Part.as_view(), name="ask_part"),
    path("contacts/", triage.Contacts.as_view(), name="contacts"),
    path("contacts/<int:contact_id>/", triage.Contact.as_view(), name="contact"),
    path("contacts/<int:contact_id>/owner/", triage.Owner.as_view(), name="contact_owner"),
    path("contacts/<int:contact_id>/advice/", triage.AdviseContact.as_view(), name="contact_advise"),
    path("contacts/<int:contact_id>/advice/given/", triage.AdviceToContact.as_view(), name="contact_advice"),
    path("contacts/<int:contact_id>/open/", triage.OpenWay.as_view(), name="contact_open"),
    path("contacts/<int:contact_id>/close/", triage.CloseContact.as_view(), name="contact_close"),
    path("contacts/<int:contact_id>/reopen/", triage.ReopenContact.as_view(), name="contact_reopen"),
    path("pathways/<int:pathway_id>/questions/", partner_questions.Questions.as_view(), name="questions"),
    path("pathways/<int:pathway_id>/questions/new/", partner_questions.AskPartner.as_view(), name="ask_partner"),
    path(
        "pathways/<int:pathway_id>/questions/<int:question_id>/call-back/",
        partner_questions.CallBack.as_view(),
        name="call_back",
    ),
    path("with/<str:token>/answer/", partner_questions.Answer.as_view(), name="partner"),
    path("referrals/new/", referral_and_advice.Find.as_view(), name="new"),
    path("referrals/new/details/", referral_and_advice.Ask.as_view(), name="details"),
    path("pathways/<int:pathway_id>/request/", referral_and_advice.Request.as_view(), name="request"),
    path("pathways/<int:pathway_id>/advice/", referral_and_advice.Advise.as_view(), name="advise"),
    path("pathways/<int:pathway_id>/advice/given/", referral_and_advice.Advice.as_view(), name="advice"),
]
