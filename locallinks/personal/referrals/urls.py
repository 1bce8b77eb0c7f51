from django.urls import path

from locallinks.personal.referrals.views import partner_questions, public_request, referral_and_advice, triage

app_name = "referrals"
urlpatterns = [
    path("ask/", public_request.StartPublicRequest.as_view(), name="start_public_request"),
    path("ask/check/", public_request.CheckPublicRequest.as_view(), name="check_public_request"),
    path("ask/sent/", public_request.PublicRequestSent.as_view(), name="public_request_sent"),
    path("ask/carry-on/", public_request.ResumeDraft.as_view(), name="resume_draft"),
    path("ask/stop/", public_request.DeleteDraft.as_view(), name="delete_draft"),
    path("ask/<slug:part>/", public_request.PublicRequestPart.as_view(), name="public_request_part"),
    path("contacts/", triage.Contacts.as_view(), name="contacts"),
    path("contacts/<int:contact_id>/", triage.Contact.as_view(), name="contact"),
    path("contacts/<int:contact_id>/owner/", triage.AssignContact.as_view(), name="assign_contact"),
    path("contacts/<int:contact_id>/advice/", triage.AdviseContact.as_view(), name="advise_contact"),
    path("contacts/<int:contact_id>/advice/given/", triage.AdviceToContact.as_view(), name="advice_to_contact"),
    path("contacts/<int:contact_id>/open/", triage.OpenPathway.as_view(), name="open_pathway"),
    path("contacts/<int:contact_id>/close/", triage.CloseContact.as_view(), name="close_contact"),
    path("contacts/<int:contact_id>/reopen/", triage.ReopenContact.as_view(), name="reopen_contact"),
    path(
        "pathways/<int:pathway_id>/questions/", partner_questions.PartnerQuestions.as_view(), name="partner_questions"
    ),
    path("pathways/<int:pathway_id>/questions/new/", partner_questions.AskPartner.as_view(), name="ask_partner"),
    path(
        "pathways/<int:pathway_id>/questions/<int:question_id>/call-back/",
        partner_questions.WithdrawQuestion.as_view(),
        name="withdraw_question",
    ),
    path("with/<str:token>/answer/", partner_questions.AnswerByLink.as_view(), name="answer_by_link"),
    path("referrals/new/", referral_and_advice.FindPerson.as_view(), name="find_person"),
    path("referrals/new/details/", referral_and_advice.RecordReferral.as_view(), name="record_referral"),
    path("pathways/<int:pathway_id>/request/", referral_and_advice.ReferralDetail.as_view(), name="referral"),
    path("pathways/<int:pathway_id>/advice/", referral_and_advice.Advise.as_view(), name="advise"),
    path("pathways/<int:pathway_id>/advice/given/", referral_and_advice.Advice.as_view(), name="advice"),
]
