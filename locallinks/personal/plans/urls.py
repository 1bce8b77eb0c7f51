from django.urls import path

from locallinks.personal.plans import views

app_name = "plans"
PLAN = "pathways/<int:pathway_id>/plan/"
LINK = "with/<str:token>/plan/"
urlpatterns = [
    path(PLAN, views.ThePlan.as_view(), name="plan"),
    path(f"{PLAN}start/", views.Start.as_view(), name="start"),
    path(f"{PLAN}about/", views.About.as_view(), name="about"),
    path(f"{PLAN}about/<slug:part>/", views.About.as_view(), name="about_part"),
    path(f"{PLAN}what-if/", views.WhatIf.as_view(), name="what_if"),
    path(f"{PLAN}add/", views.Search.as_view(), name="add_line"),
    path(f"{PLAN}add/details/", views.AddLine.as_view(), name="add_details"),
    path(f"{PLAN}lines/<int:line_id>/", views.ChangeLine.as_view(), name="line"),
    path(f"{PLAN}lines/<int:line_id>/take-out/", views.RemoveLine.as_view(), name="remove_line"),
    path(f"{PLAN}lines/<int:line_id>/put-back/", views.PutBack.as_view(), name="put_back"),
    path(f"{PLAN}not-found/", views.NotFound.as_view(), name="unmet"),
    path(f"{PLAN}talk/", views.Talk.as_view(), name="talk"),
    path(f"{PLAN}talk/say/", views.Say.as_view(), name="say"),
    path(f"{PLAN}talk/<int:comment_id>/answer/", views.Reply.as_view(), name="answer"),
    path(f"{PLAN}goals/add/", views.AddGoal.as_view(), name="add_goal"),
    path(f"{PLAN}goals/<int:number>/", views.ChangeGoal.as_view(), name="goal"),
    path(f"{PLAN}to-do/add/", views.AddTask.as_view(), name="add_task"),
    path(f"{PLAN}to-do/<int:task_id>/", views.Tick.as_view(), name="tick"),
    path(f"{PLAN}visits/add/", views.AddVisit.as_view(), name="add_visit"),
    path(f"{PLAN}link/", views.Lend.as_view(), name="lend"),
    path(f"{PLAN}link/<int:invitation_id>/end/", views.EndLink.as_view(), name="end_link"),
    path(f"{PLAN}papers/", views.Papers.as_view(), name="papers"),
    path(f"{PLAN}papers/add/", views.AddPaper.as_view(), name="add_paper"),
    path(f"{PLAN}papers/<int:paper_id>/", views.ThePaper.as_view(), name="paper"),
    path(f"{PLAN}papers/<int:paper_id>/take-away/", views.TakeAway.as_view(), name="take_paper"),
    path(f"{PLAN}agreement/", views.Agreement.as_view(), name="agreement"),
    path(f"{PLAN}send/", views.Send.as_view(), name="submit"),
    path(f"{PLAN}decide/", views.Decide.as_view(), name="decide"),
    path(f"{PLAN}panel/", views.Panel.as_view(), name="panel"),
    path(f"{PLAN}send-back/", views.SendBack.as_view(), name="send_back"),
    path(f"{PLAN}print/", views.Print.as_view(), name="print"),
    path(f"{PLAN}read/", views.Read.as_view(), name="read"),
    path(f"{PLAN}week/", views.Week.as_view(), name="week"),
    path(f"{PLAN}versions/", views.Versions.as_view(), name="versions"),
    path(LINK, views.Linked.as_view(), name="linked"),
    path(f"{LINK}say/", views.LinkedSay.as_view(), name="linked_say"),
    path(f"{LINK}goal/", views.LinkedGoal.as_view(), name="linked_goal"),
    path(f"{LINK}to-do/<int:task_id>/", views.LinkedTick.as_view(), name="linked_tick"),
    path(f"{LINK}agree/", views.LinkedAgree.as_view(), name="linked_agree"),
]
