"""What changes the records of people: details, sharing, links, who may decide, safety notes and merging."""

from locallinks.foundation.people.actions.deciding import end_decider as end_decider
from locallinks.foundation.people.actions.deciding import record_decider as record_decider
from locallinks.foundation.people.actions.invitations import end_invitation as end_invitation
from locallinks.foundation.people.actions.invitations import end_used_invitation as end_used_invitation
from locallinks.foundation.people.actions.invitations import invite as invite
from locallinks.foundation.people.actions.records import DETAILS as DETAILS
from locallinks.foundation.people.actions.records import add_relationship as add_relationship
from locallinks.foundation.people.actions.records import change_details as change_details
from locallinks.foundation.people.actions.records import record_death as record_death
from locallinks.foundation.people.actions.records import start_record as start_record
from locallinks.foundation.people.actions.safety import check_safety_note as check_safety_note
from locallinks.foundation.people.actions.safety import record_safety_note as record_safety_note
from locallinks.foundation.people.actions.sharing import agree_to_share as agree_to_share
from locallinks.foundation.people.actions.sharing import close_record as close_record
from locallinks.foundation.people.actions.sharing import close_shares as close_shares
from locallinks.foundation.people.actions.sharing import end_reading_on as end_reading_on
from locallinks.foundation.people.actions.sharing import give_access as give_access
from locallinks.foundation.people.actions.sharing import open_share as open_share
from locallinks.foundation.people.actions.sharing import withdraw_agreement as withdraw_agreement
