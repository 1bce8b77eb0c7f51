from django.urls import path

from locallinks.personal.teams import views

app_name = "teams"
urlpatterns = [
    path("teams/", views.Teams.as_view(), name="teams"),
    path("teams/new/", views.MakeTeam.as_view(), name="make_team"),
    path("teams/<int:team_id>/", views.Team.as_view(), name="team"),
    path("teams/<int:team_id>/partners/", views.AddPartner.as_view(), name="add_partner"),
    path("teams/<int:team_id>/partners/<int:partner_id>/end/", views.EndPartner.as_view(), name="end_partner"),
    path("people/<int:person_id>/team/", views.PersonAndTeam.as_view(), name="person_and_team"),
    path("people/<int:person_id>/team/bring/", views.BringToTeam.as_view(), name="bring_to_team"),
    path("people/<int:person_id>/team/how-closely/", views.SetTier.as_view(), name="set_tier"),
    path("people/<int:person_id>/team/goals/", views.AddGoal.as_view(), name="add_goal"),
    path("people/<int:person_id>/team/goals/<int:goal_id>/", views.EndGoal.as_view(), name="end_goal"),
    path("people/<int:person_id>/team/meetings/", views.RecordMeeting.as_view(), name="record_meeting"),
    path("people/<int:person_id>/team/leave/", views.LeaveTeam.as_view(), name="leave_team"),
]
