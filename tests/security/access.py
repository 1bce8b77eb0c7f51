"""Who may do what, page by page: the one table to read before adding a page, and to change when a rule changes.

Each row is a page, seen by somebody in each role who works with the person it is about, at the stage it is for:

    yes    opens it, and may send its form if it has one
    look   opens it; sending its form is refused
    403    refused: this is not for their role
    404    cannot know that it exists

`elsewhere` is the same role in another organisation, or another person with a record of their own:

    hidden   404 where their role opens such pages, else 403; nothing about our people is on it
    own      the same as for us, with their own organisation's people and none of ours
    all      the same for everybody: it is about nobody's organisation

`signed-out` is `sign-in` (sent to the sign-in page) or `yes` (public). A colleague in the same organisation and role
may do the same as whoever is named on the way through: allocation orders work, it does not close records.

Sources: local-links.md section 2 (actors and permissions) and section 3 (who acts); care-act.md section 9; pages.md.
tests/security/test_pages.py makes its tests from this; a page that is missing here fails there.
"""

from dataclasses import dataclass

ROLES = (
    "administrator", "social_worker", "handover_champion", "support_planner", "volunteer_developer",
    "network_manager", "commissioner", "finance", "investor", "provider", "person",
)  # fmt: skip

# The columns are the roles in the order above: administrator, social worker, handover champion, support planner,
# volunteer developer, network manager, commissioner, finance, investor, provider, the person themselves.
TABLE = """
page                      stage            adm  sw   hc   sp   vd   nm   com  fin  inv  pro  per  | elsewhere signed-out
front:today               -                yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  | own       yes
front:people              -                403  yes  yes  yes  yes  yes  403  403  403  yes  yes  | own       sign-in
front:person              live             403  yes  yes  yes  yes  yes  403  403  403  yes  yes  | hidden    sign-in
front:caseload            -                403  yes  403  yes  403  403  403  403  403  403  403  | own       sign-in
front:work                -                403  yes  yes  yes  403  yes  403  403  403  403  403  | own       sign-in
front:record              live             403  yes  403  403  403  403  403  403  403  403  yes  | hidden    sign-in
front:timeline            live             403  yes  yes  yes  403  yes  403  403  403  403  yes  | hidden    sign-in
front:search              -                yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  | own       sign-in
front:about               -                yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  | all       yes
front:privacy             -                yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  | all       yes
front:accessibility       -                yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  | all       yes
front:help                -                yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  | all       yes
styleguide                -                404  404  404  404  404  404  404  404  404  404  404  | all       404

accounts:sign_in          -                yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  | all       yes
accounts:sign_out         -                yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  | all       yes
accounts:carry_on         -                yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  | own       sign-in
accounts:password         -                yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  | own       sign-in
accounts:members          -                yes  403  403  403  403  403  403  403  403  403  403  | own       sign-in
accounts:add_member       -                yes  403  403  403  403  403  403  403  403  403  403  | own       sign-in
accounts:cover            -                403  yes  403  yes  403  403  403  403  403  403  403  | own       sign-in
accounts:duty             -                yes  yes  yes  403  403  403  403  403  403  403  403  | own       sign-in
accounts:delegations      -                yes  look 403  403  403  403  403  403  403  403  403  | own       sign-in
accounts:end_delegation   -                yes  403  403  403  403  403  403  403  403  403  403  | hidden    sign-in
accounts:end_cover        -                403  yes  403  404  403  403  403  403  403  403  403  | hidden    sign-in
accounts:end_membership   -                yes  403  403  403  403  403  403  403  403  403  403  | hidden    sign-in
accounts:give_password    -                yes  403  403  403  403  403  403  403  403  403  403  | hidden    sign-in
accounts:shut_account     -                yes  403  403  403  403  403  403  403  403  403  403  | hidden    sign-in
accounts:waiting          -                yes  403  403  403  403  yes  403  403  403  403  403  | own       sign-in
accounts:confirm          -                yes  403  403  403  403  404  403  403  403  403  403  | hidden    sign-in
accounts:asked            -                look look look look look look yes  look look look look | all       sign-in
accounts:you              -                look look look look look look yes  look look look look | all       sign-in

people:details            live             403  yes  403  yes  403  403  403  403  403  403  yes  | hidden    sign-in
people:relationships      live             403  yes  403  yes  403  403  403  403  403  403  yes  | hidden    sign-in
people:sharing            live             403  yes  yes  yes  403  yes  403  403  403  403  yes  | hidden    sign-in
people:end_link           planning         403  yes  403  yes  403  403  403  403  403  404  yes  | hidden    sign-in
people:looks              live             403  yes  yes  yes  403  yes  403  403  403  403  yes  | hidden    sign-in
people:safety             live             403  yes  yes  yes  yes  yes  403  403  403  yes  yes  | hidden    sign-in
people:add_note           live             403  yes  403  yes  403  403  403  403  403  403  403  | hidden    sign-in
people:check_note         live             403  yes  403  yes  403  403  403  403  403  403  403  | hidden    sign-in
people:deciders           live             403  yes  yes  yes  403  yes  403  403  403  403  yes  | hidden    sign-in
people:add_decider        live             403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in
people:end_decider        live             403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in
concerns:raise            -                yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  | all       sign-in
concerns:raise_about      live             403  yes  yes  yes  yes  yes  403  403  403  yes  yes  | hidden    sign-in
concerns:received         -                yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  | all       sign-in
concerns:queue            -                403  403  403  403  403  403  403  403  403  403  403  | own       sign-in
concerns:concern          live             403  403  403  403  403  403  403  403  403  403  403  | hidden    sign-in
concerns:open             live             403  403  403  403  403  403  403  403  403  403  403  | hidden    sign-in
concerns:decide           live             403  403  403  403  403  403  403  403  403  403  403  | hidden    sign-in
concerns:finish           in_review        403  403  403  403  403  403  403  403  403  403  403  | hidden    sign-in
outbox:home               -                403  yes  403  yes  403  403  403  403  403  403  403  | own       sign-in
outbox:tell               live             403  yes  403  yes  403  403  403  403  403  403  yes  | hidden    sign-in
outbox:call_off           live             403  yes  403  yes  403  403  403  403  403  403  yes  | hidden    sign-in
outbox:message            live             403  yes  403  yes  403  403  403  403  403  403  403  | hidden    sign-in
outbox:rang               planning         403  yes  403  yes  403  403  403  403  403  403  403  | hidden    sign-in
outbox:stop               planning         403  yes  403  yes  403  403  403  403  403  403  403  | hidden    sign-in

reference:home            -                yes  yes  yes  403  403  403  yes  yes  403  403  403  | all       sign-in
reference:holidays        -                yes  yes  yes  403  403  403  yes  yes  403  403  403  | all       sign-in
reference:change          -                yes  403  403  403  403  403  403  yes  403  403  403  | all       sign-in
reference:verify          -                yes  403  403  403  403  403  403  yes  403  403  403  | all       sign-in
reference:add_holiday     -                yes  403  403  403  403  403  403  yes  403  403  403  | all       sign-in
reference:verify_holidays -                yes  403  403  403  403  403  403  yes  403  403  403  | all       sign-in
reference:remove_holiday  -                yes  403  403  403  403  403  403  yes  403  403  403  | all       sign-in

directory:search          -                yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  | all       yes
directory:service         -                yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  | all       yes
places:wards              -                yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  | all       sign-in
directory:feeds           -                yes  403  403  403  403  403  403  403  403  403  403  | all       sign-in
directory:feed            -                yes  403  403  403  403  403  403  403  403  403  403  | all       sign-in
directory:import_feed     -                yes  403  403  403  403  403  403  403  403  403  403  | all       sign-in

referrals:new             -                403  yes  yes  403  403  403  403  403  403  403  403  | own       sign-in
referrals:details         -                403  yes  yes  403  403  403  403  403  403  403  403  | own       sign-in
referrals:request         referred         403  yes  yes  403  403  403  403  403  403  403  403  | hidden    sign-in
referrals:advise          referred         403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in
referrals:advice          signposted       403  yes  yes  403  403  403  403  403  403  403  yes  | hidden    sign-in
referrals:questions       referred         403  yes  yes  403  403  403  403  403  403  403  403  | hidden    sign-in
referrals:ask_partner     referred         403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in
referrals:call_back       referred         403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in
referrals:partner         -                404  404  404  404  404  404  404  404  404  404  404  | all       404
referrals:alike           -                403  yes  403  403  403  403  403  403  403  403  403  | own       sign-in
referrals:alike_pair      alike            403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in
referrals:alike_undo      merged           403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in
referrals:ask             -                yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  | all       yes
referrals:ask_part        -                yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  | all       yes
referrals:ask_check       -                look look look look look look look look look look look | all       yes
referrals:ask_sent        -                yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  | all       yes
referrals:ask_return      -                look look look look look look look look look look look | all       yes
referrals:ask_stop        -                yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  | all       yes
referrals:contacts        -                403  yes  yes  403  403  403  403  403  403  403  403  | own       sign-in
referrals:contact         asked            403  yes  yes  403  403  403  403  403  403  403  403  | hidden    sign-in
referrals:contact_owner   asked            403  yes  yes  403  403  403  403  403  403  403  403  | hidden    sign-in
referrals:contact_advise  asked            403  yes  yes  403  403  403  403  403  403  403  403  | hidden    sign-in
referrals:contact_advice  asked            403  yes  yes  403  403  403  403  403  403  403  403  | hidden    sign-in
referrals:contact_open    asked            403  yes  yes  403  403  403  403  403  403  403  403  | hidden    sign-in
referrals:contact_close   asked            403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in
referrals:contact_reopen  asked_closed     403  yes  yes  403  403  403  403  403  403  403  403  | hidden    sign-in
referrals:teams           -                yes  yes  yes  yes  403  yes  403  403  403  403  403  | own       sign-in
referrals:team_make       -                yes  403  403  403  403  403  403  403  403  403  403  | own       sign-in
referrals:team            -                yes  yes  yes  404  403  404  403  403  403  403  403  | hidden    sign-in
referrals:team_partner    -                yes  403  403  403  403  403  403  403  403  403  403  | hidden    sign-in
referrals:team_partner_end -               yes  403  403  403  403  403  403  403  403  403  403  | hidden    sign-in
referrals:team_person     live             403  yes  yes  404  403  404  403  403  403  403  yes  | hidden    sign-in
referrals:team_bring      eligible         403  yes  403  404  403  404  403  403  403  403  403  | hidden    sign-in
referrals:team_tier       live             403  yes  yes  404  403  404  403  403  403  403  403  | hidden    sign-in
referrals:team_goal       live             403  yes  yes  404  403  404  403  403  403  403  yes  | hidden    sign-in
referrals:team_goal_end   live             403  yes  yes  404  403  404  403  403  403  403  yes  | hidden    sign-in
referrals:team_meeting    live             403  yes  yes  404  403  404  403  403  403  403  403  | hidden    sign-in
referrals:team_leave      live             403  yes  403  404  403  404  403  403  403  403  yes  | hidden    sign-in

assessments:start         referred         403  yes  403  404  403  403  403  403  403  403  403  | hidden    sign-in
assessments:assessment    live             403  yes  403  yes  403  403  403  403  403  403  yes  | hidden    sign-in
assessments:part          assessing        403  yes  403  404  403  403  403  403  403  403  403  | hidden    sign-in
assessments:rainbow       assessing        403  yes  403  404  403  403  403  403  403  403  look | hidden    sign-in
assessments:versions      live             403  yes  403  yes  403  403  403  403  403  403  yes  | hidden    sign-in
assessments:decide        assessing        403  yes  403  404  403  403  403  403  403  403  403  | hidden    sign-in
assessments:own           assessing        403  yes  403  404  403  403  403  403  403  403  yes  | hidden    sign-in
assessments:own_part      assessing        403  yes  403  404  403  403  403  403  403  403  yes  | hidden    sign-in
assessments:own_send      assessing        403  yes  403  404  403  403  403  403  403  403  yes  | hidden    sign-in
assessments:own_link      assessing        403  yes  403  404  403  403  403  403  403  403  403  | hidden    sign-in
assessments:verify        eligible         403  look 403  404  403  403  403  403  403  403  403  | hidden    sign-in
assessments:capacity      live             403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in
assessments:refuse        referred         403  yes  403  404  403  403  403  403  403  403  403  | hidden    sign-in
assessments:short_terms   -                403  yes  403  403  403  403  403  403  403  403  403  | own       sign-in
assessments:short_term    referred         403  yes  403  404  403  403  403  403  403  403  look | hidden    sign-in
assessments:end_short_term live            403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in
assessments:day_91        live             403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in
assessments:trusted       -                403  yes  403  403  403  403  403  403  403  403  403  | own       sign-in
assessments:trusted_assessments referred   403  yes  403  404  403  403  403  403  403  403  look | hidden    sign-in
assessments:trusted_check live             403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in
assessments:carers        -                403  yes  403  403  403  403  403  403  403  403  403  | own       sign-in
assessments:carer_start   referred         403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in
assessments:carer         live             403  yes  403  403  403  403  403  403  403  403  yes  | hidden    sign-in
assessments:carer_part    assessing        403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in
assessments:carer_decide  assessing        403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in
assessments:carer_letter  live             403  yes  403  403  403  403  403  403  403  403  yes  | hidden    sign-in
assessments:linked_own    -                404  404  404  404  404  404  404  404  404  404  404  | all       404
assessments:linked_own_part -                404  404  404  404  404  404  404  404  404  404  404  | all       404
assessments:linked_own_send -                404  404  404  404  404  404  404  404  404  404  404  | all       404
assessments:letter        live             403  yes  403  yes  403  403  403  403  403  403  yes  | hidden    sign-in
assessments:introduce     not_eligible     403  yes  403  404  403  403  403  403  403  403  403  | hidden    sign-in
assessments:advocacy      live             403  yes  403  yes  403  403  403  403  403  403  403  | hidden    sign-in

budgets:set               eligible         403  yes  403  404  403  403  403  403  403  403  403  | hidden    sign-in
budgets:checks            -                403  403  403  403  403  403  yes  yes  403  403  403  | own       sign-in
budgets:check             budgeted         403  403  403  403  403  403  yes  yes  403  403  403  | hidden    sign-in
budgets:versions          -                403  403  403  403  403  403  yes  yes  403  403  403  | all       sign-in
budgets:propose           -                403  403  403  403  403  403  yes  yes  403  403  403  | all       sign-in
budgets:version           -                403  403  403  403  403  403  yes  yes  403  403  403  | all       sign-in
budgets:tried             -                403  403  403  403  403  403  yes  yes  403  403  403  | own       sign-in
budgets:shown             live             403  yes  403  yes  403  403  403  403  403  403  yes  | hidden    sign-in
deployments:payment       live             403  yes  403  yes  403  403  403  403  403  403  yes  | hidden    sign-in
deployments:ask           planning         403  yes  403  yes  403  403  403  403  403  403  yes  | hidden    sign-in
deployments:ask_part      planning         403  yes  403  yes  403  403  403  403  403  403  yes  | hidden    sign-in
deployments:decide        approved         403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in
deployments:letter        live             403  yes  403  yes  403  403  403  403  403  403  yes  | hidden    sign-in
deployments:use           live             403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in
deployments:wish          live             403  yes  403  yes  403  403  403  403  403  403  yes  | hidden    sign-in
deployments:stop          live             403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in
charging:estimate         live             403  yes  403  look 403  403  403  403  403  403  look | hidden    sign-in

handovers:queue           -                403  yes  yes  403  403  403  403  403  403  403  403  | own       sign-in
handovers:reached         -                403  yes  yes  403  403  403  403  403  403  403  403  | own       sign-in
handovers:offer           budgeted         403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in
handovers:not_offered     budgeted         403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in
handovers:answer          handover_offered 403  yes  403  403  403  403  403  403  403  403  yes  | hidden    sign-in
handovers:network_answer  handover_sent    403  403  403  yes  403  yes  403  403  403  403  403  | hidden    sign-in
handovers:chase           handover_sent    403  yes  yes  403  403  403  403  403  403  403  403  | hidden    sign-in
handovers:places          -                403  403  403  look 403  yes  403  403  403  403  403  | own       sign-in
handovers:coaching        -                403  yes  yes  403  403  403  403  403  403  403  403  | own       sign-in
handovers:write_note      -                403  403  yes  403  403  403  403  403  403  403  403  | own       sign-in
handovers:thank_you       -                yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  | all       sign-in

plans:plan                live             403  yes  403  yes  403  yes  403  403  403  403  yes  | hidden    sign-in
plans:print               live             403  yes  403  yes  403  yes  403  403  403  403  yes  | hidden    sign-in
plans:versions            live             403  yes  403  yes  403  yes  403  403  403  403  yes  | hidden    sign-in
plans:talk                live             403  yes  403  yes  403  yes  403  403  403  403  yes  | hidden    sign-in
plans:read                live             403  yes  403  yes  403  yes  403  403  403  403  yes  | hidden    sign-in
plans:week                live             403  yes  403  yes  403  yes  403  403  403  403  yes  | hidden    sign-in
plans:say                 planning         403  yes  403  yes  403  403  403  403  403  403  yes  | hidden    sign-in
plans:add_goal            planning         403  yes  403  yes  403  403  403  403  403  403  yes  | hidden    sign-in
plans:goal                planning         403  yes  403  yes  403  403  403  403  403  403  yes  | hidden    sign-in
plans:add_task            planning         403  yes  403  yes  403  403  403  403  403  403  yes  | hidden    sign-in
plans:tick                planning         403  yes  403  yes  403  403  403  403  403  403  yes  | hidden    sign-in
plans:answer              planning         403  yes  403  yes  403  403  403  403  403  403  403  | hidden    sign-in
plans:add_visit           planning         403  yes  403  yes  403  403  403  403  403  403  403  | hidden    sign-in
plans:lend                planning         403  yes  403  yes  403  403  403  403  403  403  403  | hidden    sign-in
plans:end_link            planning         403  yes  403  yes  403  403  403  403  403  403  403  | hidden    sign-in
plans:what_if             planning         403  403  403  yes  403  403  403  403  403  403  403  | hidden    sign-in
plans:panel               plan_submitted   403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in
plans:linked              -                404  404  404  404  404  404  404  404  404  404  404  | all       404
plans:linked_say          -                404  404  404  404  404  404  404  404  404  404  404  | all       404
plans:linked_goal         -                404  404  404  404  404  404  404  404  404  404  404  | all       404
plans:linked_tick         planning         404  404  404  404  404  404  404  404  404  404  404  | all       404
plans:linked_agree        -                404  404  404  404  404  404  404  404  404  404  404  | all       404
plans:start               self_planning    403  yes  403  404  403  404  403  403  403  403  yes  | hidden    sign-in
plans:about               planning         403  403  403  yes  403  403  403  403  403  403  403  | hidden    sign-in
plans:about_part          planning         403  403  403  yes  403  403  403  403  403  403  403  | hidden    sign-in
plans:add_line            planning         403  403  403  yes  403  403  403  403  403  403  403  | hidden    sign-in
plans:add_details         planning         403  403  403  yes  403  403  403  403  403  403  403  | hidden    sign-in
plans:line                planning         403  403  403  yes  403  403  403  403  403  403  403  | hidden    sign-in
plans:remove_line         planning         403  403  403  yes  403  403  403  403  403  403  403  | hidden    sign-in
plans:put_back            planning         403  403  403  yes  403  403  403  403  403  403  403  | hidden    sign-in
plans:unmet               planning         403  403  403  yes  403  403  403  403  403  403  403  | hidden    sign-in
plans:papers              planning         403  look 403  look 403  look 403  403  403  403  look | hidden    sign-in
plans:add_paper           planning         403  yes  403  yes  403  403  403  403  403  403  yes  | hidden    sign-in
plans:paper               planning         403  look 403  look 403  look 403  403  403  403  look | hidden    sign-in
plans:take_paper          planning         403  yes  403  yes  403  403  403  403  403  403  yes  | hidden    sign-in
plans:agreement           planning         403  yes  403  yes  403  403  403  403  403  403  yes  | hidden    sign-in
plans:submit              planning         403  403  403  yes  403  403  403  403  403  403  403  | hidden    sign-in
plans:decide              plan_submitted   403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in
plans:send_back           plan_submitted   403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in

brokerage:board           -                403  yes  403  yes  403  yes  403  403  403  yes  403  | own       sign-in
brokerage:pathway         approved         403  look 403  yes  403  look 403  403  403  404  look | hidden    sign-in
brokerage:start_line      brokering        403  403  403  yes  403  403  403  403  403  404  403  | hidden    sign-in
brokerage:end             live             403  yes  403  yes  403  403  403  403  403  404  403  | hidden    sign-in
brokerage:parts           -                403  yes  403  yes  403  yes  403  403  403  403  403  | own       sign-in
brokerage:ask             brokering        403  403  403  yes  403  403  403  403  403  404  403  | hidden    sign-in
brokerage:answers         brokering        403  yes  403  yes  403  yes  403  403  403  404  yes  | hidden    sign-in
brokerage:ask_price       brokering        403  403  403  yes  403  403  403  403  403  404  403  | hidden    sign-in
brokerage:decide_price    brokering        403  yes  403  403  403  403  403  403  403  404  403  | hidden    sign-in
brokerage:told_answer     brokering        403  403  403  yes  403  403  403  403  403  404  403  | hidden    sign-in
brokerage:call_back       brokering        403  403  403  yes  403  403  403  403  403  404  403  | hidden    sign-in
brokerage:choose          brokering        403  yes  403  yes  403  403  403  403  403  404  yes  | hidden    sign-in
brokerage:pause           live             403  yes  403  yes  403  403  403  403  403  404  403  | hidden    sign-in
brokerage:back            suspended        403  yes  403  yes  403  403  403  403  403  404  403  | hidden    sign-in
brokerage:change          live             403  403  403  yes  403  403  403  403  403  404  403  | hidden    sign-in
brokerage:parting         in_review        403  yes  403  yes  403  403  403  403  403  404  yes  | hidden    sign-in
brokerage:answer_by_link  -                404  404  404  404  404  404  404  404  404  404  404  | all       404
brokerage:answered        -                yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  yes  | all       yes
brokerage:urgent          budgeted         403  yes  403  404  404  404  403  403  403  404  403  | hidden    sign-in

outcomes:home             live             403  yes  403  yes  403  yes  403  403  403  404  yes  | hidden    sign-in
outcomes:ask              live             403  yes  403  yes  403  403  403  403  403  404  yes  | hidden    sign-in
outcomes:licences         -                yes  403  403  403  403  403  403  403  403  403  403  | own       sign-in
outcomes:record_licence   -                yes  403  403  403  403  403  403  403  403  403  403  | all       sign-in

reviews:start             live             403  yes  403  yes  403  403  403  403  403  404  yes  | hidden    sign-in
reviews:review            in_review        403  yes  403  yes  403  look 403  403  403  404  yes  | hidden    sign-in
reviews:line              in_review        403  yes  403  yes  403  403  403  403  403  404  yes  | hidden    sign-in
reviews:voice             in_review        403  yes  403  yes  403  403  403  403  403  404  yes  | hidden    sign-in
reviews:ask               in_review        403  yes  403  yes  403  403  403  403  403  404  yes  | hidden    sign-in
reviews:by_cost           -                403  yes  403  403  403  403  403  403  403  403  403  | own       sign-in
reviews:voice_by_link     -                404  404  404  404  404  404  404  404  404  404  404  | all       404
reviews:finish            in_review        403  yes  403  403  403  403  403  403  403  404  403  | hidden    sign-in

exchange:waiting          -                403  yes  403  403  403  403  403  403  403  403  403  | own       sign-in
exchange:decide           live             403  yes  403  403  403  403  403  403  403  403  403  | hidden    sign-in
exchange:send             -                403  yes  403  403  403  403  403  403  403  403  403  | own       sign-in
exchange:out              -                403  yes  403  403  403  403  403  403  403  403  403  | own       sign-in
exchange:connections      -                yes  403  403  403  403  403  403  403  403  403  403  | own       sign-in
exchange:connect          -                yes  403  403  403  403  403  403  403  403  403  403  | own       sign-in
exchange:key              -                yes  403  403  403  403  403  403  403  403  403  403  | hidden    sign-in
exchange:end              -                yes  403  403  403  403  403  403  403  403  403  403  | hidden    sign-in

pathways:story            live             403  yes  yes  yes  403  yes  403  403  403  404  yes  | hidden    sign-in
pathways:pause            live             403  yes  403  yes  403  403  403  403  403  404  403  | hidden    sign-in
pathways:resume           suspended        403  yes  403  yes  403  403  403  403  403  404  403  | hidden    sign-in
pathways:close            live             403  yes  403  403  403  403  403  403  403  404  yes  | hidden    sign-in
pathways:stop_sharing     live             403  yes  403  403  403  403  403  403  403  403  yes  | hidden    sign-in
pathways:carry_on         taken_back       403  yes  403  404  404  404  403  403  403  404  403  | hidden    sign-in
pathways:worker           live             403  yes  403  yes  403  yes  403  403  403  404  403  | hidden    sign-in
pathways:move             live             403  yes  403  403  403  403  403  403  403  404  403  | hidden    sign-in
pathways:death            live             403  yes  403  yes  403  403  403  403  403  403  403  | hidden    sign-in

dividends:money           -                403  403  403  403  403  403  yes  yes  yes  403  403  | own       sign-in
"""

# Words that only some may ever read, on whatever page: the mark the world wrote, and who may meet it.
WORK_WITH_PEOPLE = {
    "social_worker", "handover_champion", "support_planner", "volunteer_developer", "network_manager", "provider",
    "person",
}  # fmt: skip
READERS = {
    "a person's name": WORK_WITH_PEOPLE,  # money people and investors see sums, never names (section 2)
    "who told us": {"social_worker", "handover_champion"},
    "what was said in the assessment": {"social_worker", "support_planner", "person"},
    "the baseline": {"social_worker"},  # finance and commissioners see sums made from it (section 8)
    "a sum of money": set(ROLES) - {"volunteer_developer"},  # on a page about somebody
}


@dataclass(frozen=True)
class Row:
    page: str
    stage: str
    cells: dict[str, str]
    elsewhere: str
    signed_out: str

    @property
    def senders(self) -> list[str]:
        return [role for role, cell in self.cells.items() if cell == "yes"]


def table() -> dict[str, Row]:
    """The table above by page. Raises ValueError for a row that does not fit or stands there twice."""
    found: dict[str, Row] = {}
    for line in TABLE.strip().splitlines()[1:]:
        if not line.strip():
            continue
        left, _, right = line.partition("|")
        page, stage, *cells = left.split()
        elsewhere, signed_out = right.split()
        if len(cells) != len(ROLES) or page in found:
            raise ValueError(f"The row of {page} in tests/security/access.py needs one cell a role, and stands once")
        found[page] = Row(page, stage, dict(zip(ROLES, cells, strict=True)), elsewhere, signed_out)
    return found
