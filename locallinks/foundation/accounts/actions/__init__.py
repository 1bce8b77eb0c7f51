"""What changes accounts: roles, passwords, cover, duty, teams and delegations."""

from locallinks.foundation.accounts.actions.cover import arrange_cover as arrange_cover
from locallinks.foundation.accounts.actions.cover import end_cover as end_cover
from locallinks.foundation.accounts.actions.delegations import end_delegation as end_delegation
from locallinks.foundation.accounts.actions.delegations import record_delegation as record_delegation
from locallinks.foundation.accounts.actions.duty_rota import set_duty as set_duty
from locallinks.foundation.accounts.actions.joining import add_member as add_member
from locallinks.foundation.accounts.actions.joining import answer_role as answer_role
from locallinks.foundation.accounts.actions.joining import close_account as close_account
from locallinks.foundation.accounts.actions.joining import confirm_role as confirm_role
from locallinks.foundation.accounts.actions.joining import end_membership as end_membership
from locallinks.foundation.accounts.actions.neighbourhood_teams import add_partner as add_partner
from locallinks.foundation.accounts.actions.neighbourhood_teams import end_partner as end_partner
from locallinks.foundation.accounts.actions.neighbourhood_teams import make_team as make_team
from locallinks.foundation.accounts.actions.passwords import change_password as change_password
from locallinks.foundation.accounts.actions.passwords import give_password as give_password
from locallinks.foundation.accounts.actions.passwords import note_password_read as note_password_read
from locallinks.foundation.accounts.actions.setting_up import MadeAdministrator as MadeAdministrator
from locallinks.foundation.accounts.actions.setting_up import set_up_administrator as set_up_administrator
from locallinks.foundation.accounts.actions.sign_ins import forget_old_sign_ins as forget_old_sign_ins
