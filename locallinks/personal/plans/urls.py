from django.urls import path

from locallinks.personal.plans.views.attachments import (
    AddAttachment,
    AttachmentDownload,
    AttachmentList,
    RemoveAttachment,
)
from locallinks.personal.plans.views.by_link import (
    AddCommentByLink,
    AddGoalByLink,
    PlanByLink,
    RecordAgreementByLink,
    ToggleTaskByLink,
)
from locallinks.personal.plans.views.decision import (
    DecidePlan,
    RecordAgreement,
    RecordPanelView,
    ReturnPlan,
    SubmitPlan,
)
from locallinks.personal.plans.views.discussion import (
    AddComment,
    AddGoal,
    AddTask,
    AddVisit,
    AnswerComment,
    ChangeGoal,
    CreateLink,
    Discussion,
    EndLink,
    ToggleTask,
)
from locallinks.personal.plans.views.presentation import PlanDetail, PlanEasyRead, PlanPrint, PlanVersions, PlanWeek
from locallinks.personal.plans.views.writing import (
    AddLine,
    ChangeLine,
    EditTexts,
    EditWhatIf,
    RecordUnmetNeed,
    RemoveLine,
    RestoreLine,
    SearchDirectory,
    StartPlan,
)

app_name = "plans"
PLAN = "pathways/<int:pathway_id>/plan/"
LINK = "with/<str:token>/plan/"
urlpatterns = [
    path(PLAN, PlanDetail.as_view(), name="plan"),
    path(f"{PLAN}start/", StartPlan.as_view(), name="start_plan"),
    path(f"{PLAN}about/", EditTexts.as_view(), name="edit_texts"),
    path(f"{PLAN}about/<slug:part>/", EditTexts.as_view(), name="edit_texts_part"),
    path(f"{PLAN}what-if/", EditWhatIf.as_view(), name="edit_what_if"),
    path(f"{PLAN}add/", SearchDirectory.as_view(), name="search_directory"),
    path(f"{PLAN}add/details/", AddLine.as_view(), name="add_line"),
    path(f"{PLAN}lines/<int:line_id>/", ChangeLine.as_view(), name="change_line"),
    path(f"{PLAN}lines/<int:line_id>/take-out/", RemoveLine.as_view(), name="remove_line"),
    path(f"{PLAN}lines/<int:line_id>/put-back/", RestoreLine.as_view(), name="restore_line"),
    path(f"{PLAN}not-found/", RecordUnmetNeed.as_view(), name="record_unmet_need"),
    path(f"{PLAN}talk/", Discussion.as_view(), name="discussion"),
    path(f"{PLAN}talk/say/", AddComment.as_view(), name="add_comment"),
    path(f"{PLAN}talk/<int:comment_id>/answer/", AnswerComment.as_view(), name="answer_comment"),
    path(f"{PLAN}goals/add/", AddGoal.as_view(), name="add_goal"),
    path(f"{PLAN}goals/<int:number>/", ChangeGoal.as_view(), name="change_goal"),
    path(f"{PLAN}to-do/add/", AddTask.as_view(), name="add_task"),
    path(f"{PLAN}to-do/<int:task_id>/", ToggleTask.as_view(), name="toggle_task"),
    path(f"{PLAN}visits/add/", AddVisit.as_view(), name="add_visit"),
    path(f"{PLAN}link/", CreateLink.as_view(), name="create_link"),
    path(f"{PLAN}link/<int:invitation_id>/end/", EndLink.as_view(), name="end_link"),
    path(f"{PLAN}papers/", AttachmentList.as_view(), name="attachments"),
    path(f"{PLAN}papers/add/", AddAttachment.as_view(), name="add_attachment"),
    path(f"{PLAN}papers/<int:attachment_id>/", AttachmentDownload.as_view(), name="attachment"),
    path(f"{PLAN}papers/<int:attachment_id>/take-away/", RemoveAttachment.as_view(), name="remove_attachment"),
    path(f"{PLAN}agreement/", RecordAgreement.as_view(), name="record_agreement"),
    path(f"{PLAN}send/", SubmitPlan.as_view(), name="submit_plan"),
    path(f"{PLAN}decide/", DecidePlan.as_view(), name="decide_plan"),
    path(f"{PLAN}panel/", RecordPanelView.as_view(), name="record_panel_view"),
    path(f"{PLAN}send-back/", ReturnPlan.as_view(), name="return_plan"),
    path(f"{PLAN}print/", PlanPrint.as_view(), name="print"),
    path(f"{PLAN}read/", PlanEasyRead.as_view(), name="easy_read"),
    path(f"{PLAN}week/", PlanWeek.as_view(), name="week"),
    path(f"{PLAN}versions/", PlanVersions.as_view(), name="plan_versions"),
    path(LINK, PlanByLink.as_view(), name="plan_by_link"),
    path(f"{LINK}say/", AddCommentByLink.as_view(), name="add_comment_by_link"),
    path(f"{LINK}goal/", AddGoalByLink.as_view(), name="add_goal_by_link"),
    path(f"{LINK}to-do/<int:task_id>/", ToggleTaskByLink.as_view(), name="toggle_task_by_link"),
    path(f"{LINK}agree/", RecordAgreementByLink.as_view(), name="record_agreement_by_link"),
]
