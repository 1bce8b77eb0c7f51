"""Row-level security for links, and the door they come in by: asked before there is a viewer."""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

DOOR = """
-- A link is worth what it stands on: somebody alive, whoever made it still planning with people there (or still let
-- in), and for a network a share that is open to more than reading.
create function guard.invitation(of_digest text)
returns table (id bigint, person_id bigint, purpose text, about bigint, to_name text, expires_at timestamptz, ended text)
language sql stable security definer set search_path = public, pg_temp as $$
  select i.id, i.person_id, i.purpose::text, i.about, i.to_name::text, i.expires_at,
    case
      when e.why is not null then e.why::text
      when exists (select 1 from people_death d where d.person_id = i.person_id) then 'died'
      when i.organisation_id is null and not exists (
        select 1 from people_grant g where g.person_id = i.person_id and g.user_id = i.made_by_id
          and g.starts_on <= guard.today() and (g.ends_on is null or g.ends_on > guard.today())) then 'not_shared'
      when i.organisation_id is not null and not exists (
        select 1 from accounts_membership m join accounts_user u on u.id = m.user_id and u.is_active
         where m.user_id = i.made_by_id and m.organisation_id = i.organisation_id and m.agreed
          and m.role in ('social_worker', 'support_planner')
          and m.starts_on <= guard.today() and (m.ends_on is null or m.ends_on > guard.today())) then 'maker_left'
      when i.organisation_id <> i.home_id and not exists (
        select 1 from people_share s where s.id = i.share_id and s.starts_on <= guard.today()
          and (s.ends_on is null or s.ends_on > guard.today())
          and (s.read_only_from is null or s.read_only_from > guard.today())) then 'not_shared'
    end
    from people_invitation i left join people_invitationend e on e.invitation_id = i.id
   where i.digest = of_digest
$$;
"""

# In one's own name, on the ground where one stands oneself: a link on somebody else's would outlive one's own.
GROUND = """
  made_by_id = nullif(current_setting('app.viewer', true), '')::bigint
  and expires_at <= made_at + interval '366 days'
  and case when organisation_id is null then person_id = any((select guard.people())::bigint[])
    else organisation_id = any((select guard.organisations())::int[])
      and (organisation_id = home_id or exists (
        select 1 from people_share s where s.id = share_id and s.organisation_id = people_invitation.organisation_id
          and s.person_id = people_invitation.person_id)) end
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0005_invitation"), ("accounts", "0005_asked_and_confirmed")]
    operations = [
        migrations.RunSQL(DOOR, "drop function guard.invitation"),
        protect("people_invitation", purposes=("planning",), extra_check=GROUND),
        protect("people_invitationend", purposes=("planning",)),
        append_only("people_invitation"),
        append_only("people_invitationend"),
    ]
