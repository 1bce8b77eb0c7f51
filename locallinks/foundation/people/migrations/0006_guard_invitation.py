"""Row-level security for links, and the door they come in by: asked before there is a viewer."""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

DOOR = """
create function guard.invitation(of_digest text)
returns table (id bigint, person_id bigint, purpose text, about bigint, to_name text, expires_at timestamptz, ended text)
language sql stable security definer set search_path = public, pg_temp as $$
  select i.id, i.person_id, i.purpose::text, i.about, i.to_name::text, i.expires_at, e.why::text
    from people_invitation i left join people_invitationend e on e.invitation_id = i.id
   where i.digest = of_digest
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0005_invitation")]
    operations = [
        migrations.RunSQL(DOOR, "drop function guard.invitation"),
        protect("people_invitation", purposes=("planning",)),
        protect("people_invitationend", purposes=("planning",)),
        append_only("people_invitation"),
        append_only("people_invitationend"),
    ]
