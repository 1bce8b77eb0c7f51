from django.urls import path

from locallinks.foundation.accounts import views

app_name = "accounts"
urlpatterns = [
    path("sign-in/", views.SignIn.as_view(), name="sign_in"),
    path("sign-out/", views.SignOut.as_view(), name="sign_out"),
    path("carry-on/", views.CarryOn.as_view(), name="carry_on"),
    path("accounts/", views.Members.as_view(), name="members"),
    path("accounts/add/", views.AddMember.as_view(), name="add_member"),
    path("accounts/<int:membership_id>/leaving/", views.EndMembership.as_view(), name="end_membership"),
    path("accounts/<int:membership_id>/password/", views.GivePassword.as_view(), name="give_password"),
    path("accounts/<int:membership_id>/shut/", views.ShutAccount.as_view(), name="shut_account"),
    path("accounts/waiting/", views.Waiting.as_view(), name="waiting"),
    path("accounts/<int:joining_id>/confirm/", views.Confirm.as_view(), name="confirm"),
    path("accounts/asked/", views.Asked.as_view(), name="asked"),
    path("accounts/you/", views.You.as_view(), name="you"),
    path("accounts/password/", views.ChangePassword.as_view(), name="password"),
    path("cover/", views.Cover.as_view(), name="cover"),
    path("duty/", views.Duty.as_view(), name="duty"),
    path("delegations/", views.Delegations.as_view(), name="delegations"),
    path("delegations/<int:delegation_id>/end/", views.EndDelegation.as_view(), name="end_delegation"),
    path("cover/<int:cover_id>/end/", views.EndCover.as_view(), name="end_cover"),
]
