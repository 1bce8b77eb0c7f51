"""The pages of accounts."""

from locallinks.foundation.accounts.views.cover import Cover as Cover
from locallinks.foundation.accounts.views.cover import EndCover as EndCover
from locallinks.foundation.accounts.views.delegations import Delegations as Delegations
from locallinks.foundation.accounts.views.delegations import EndDelegation as EndDelegation
from locallinks.foundation.accounts.views.duty_rota import Duty as Duty
from locallinks.foundation.accounts.views.joining import AddMember as AddMember
from locallinks.foundation.accounts.views.joining import Asked as Asked
from locallinks.foundation.accounts.views.joining import Confirm as Confirm
from locallinks.foundation.accounts.views.joining import EndMembership as EndMembership
from locallinks.foundation.accounts.views.joining import Members as Members
from locallinks.foundation.accounts.views.joining import ShutAccount as ShutAccount
from locallinks.foundation.accounts.views.joining import Waiting as Waiting
from locallinks.foundation.accounts.views.joining import You as You
from locallinks.foundation.accounts.views.signing_in import CarryOn as CarryOn
from locallinks.foundation.accounts.views.signing_in import ChangePassword as ChangePassword
from locallinks.foundation.accounts.views.signing_in import GivePassword as GivePassword
from locallinks.foundation.accounts.views.signing_in import SignIn as SignIn
from locallinks.foundation.accounts.views.signing_in import SignOut as SignOut
from locallinks.foundation.accounts.views.signing_in import first_page as first_page
from locallinks.foundation.accounts.views.signing_in import locked_out as locked_out
