from django.urls import path

from locallinks.foundation.accounts.views.cover import ArrangeCover, EndCover
from locallinks.foundation.accounts.views.delegations import Delegations, EndDelegation
from locallinks.foundation.accounts.views.duty_rota import DutyRota
from locallinks.foundation.accounts.views.memberships import (
    AddMember,
    AnswerMembership,
    ConfirmMembership,
    EndMembership,
    Members,
    MembershipsToConfirm,
    OwnAccount,
    ShutAccount,
)
from locallinks.foundation.accounts.views.signing_in import (
    ChangePassword,
    GivePassword,
    ResumeTypedForm,
    SignIn,
    SignOut,
)

app_name = "accounts"
urlpatterns = [
    path("sign-in/", SignIn.as_view(), name="sign_in"),
    path("sign-out/", SignOut.as_view(), name="sign_out"),
    path("carry-on/", ResumeTypedForm.as_view(), name="resume_typed_form"),
    path("accounts/", Members.as_view(), name="members"),
    path("accounts/add/", AddMember.as_view(), name="add_member"),
    path("accounts/<int:membership_id>/leaving/", EndMembership.as_view(), name="end_membership"),
    path("accounts/<int:membership_id>/password/", GivePassword.as_view(), name="give_password"),
    path("accounts/<int:membership_id>/shut/", ShutAccount.as_view(), name="shut_account"),
    path("accounts/waiting/", MembershipsToConfirm.as_view(), name="memberships_to_confirm"),
    path("accounts/<int:joining_id>/confirm/", ConfirmMembership.as_view(), name="confirm_membership"),
    path("accounts/asked/", AnswerMembership.as_view(), name="answer_membership"),
    path("accounts/you/", OwnAccount.as_view(), name="own_account"),
    path("accounts/password/", ChangePassword.as_view(), name="change_password"),
    path("cover/", ArrangeCover.as_view(), name="arrange_cover"),
    path("duty/", DutyRota.as_view(), name="duty_rota"),
    path("delegations/", Delegations.as_view(), name="delegations"),
    path("delegations/<int:delegation_id>/end/", EndDelegation.as_view(), name="end_delegation"),
    path("cover/<int:cover_id>/end/", EndCover.as_view(), name="end_cover"),
]
