"""Who may read the outbox, who may queue a message, and what keeps a message from going twice.

- Messages are read by the responsible organisation and by an organisation that plans with the person. The person reads
  those that were for them.
- Anybody to whom the record is open, for any purpose, may queue one: a provider may write "we start on Monday" without
  reading the messages of others.
- A message about a safeguarding concern, and what became of it, is read by readers of a concern about that person, and
  by the job that sends it: anybody else may be the alleged source of harm (docs/rules/care-act.md 9).
"""

from django.db import migrations

from locallinks.foundation.shared.rls import append_only, protect

OUTCOMES = ("outbox_sentmessage", "outbox_stoprequest", "outbox_failedattempt")

# The job has no user, and acts for each organisation whose messages it sends.
CONCERN_READERS = """
  purpose <> 'concern'
  or ((select guard.viewer_id()) is null and home_id = any((select guard.organisations())::int[]))
  or exists (select 1 from concerns_concern c where c.person_id = outbox_message.person_id)
"""

MESSAGE = f"""
create policy for_me on outbox_message using (
  person_id = any((select guard.people())::bigint[]) and recipient_user_id is null);
create policy queue on outbox_message for insert with check (
  person_id = any((select guard.people())::bigint[])
  or exists (select 1 from people_share s where s.person_id = outbox_message.person_id
     and s.organisation_id = any((select guard.organisations())::int[])
     and s.starts_on <= (select guard.today()) and (s.ends_on is null or s.ends_on > (select guard.today()))));
-- For select and update only: somebody who raises a concern may queue the message about it, but must not read it back.
create policy concern_read on outbox_message as restrictive for select using ({CONCERN_READERS});
create policy concern_change on outbox_message as restrictive for update using ({CONCERN_READERS});

create function guard.keep_message() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' or old.finished_at is not null or new.finished_at is null
     or to_jsonb(new) - 'finished_at' <> to_jsonb(old) - 'finished_at' then
    raise exception 'A queued message never changes: stop it and queue another.' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger keep_message before update or delete on outbox_message for each row execute function guard.keep_message();

-- A message is sent or stopped once: a second outcome finds it finished and is refused.
create function guard.finish_message() returns trigger language plpgsql as $$
begin
  update outbox_message set finished_at = new.at where id = new.message_id and finished_at is null;
  if not found then
    raise exception 'This message has already been sent or stopped.' using errcode = 'restrict_violation';
  end if;
  return new;
end $$;
create trigger finish_message after insert on outbox_sentmessage for each row execute function guard.finish_message();
create trigger finish_message after insert on outbox_stoprequest for each row execute function guard.finish_message();
"""


def with_its_message(table: str) -> migrations.RunSQL:
    """An outcome is visible to those who see its message, and to nobody else."""
    return migrations.RunSQL(
        f"create policy with_its_message on {table} as restrictive using ("
        f"exists (select 1 from outbox_message m where m.id = {table}.message_id));",
        f"drop policy with_its_message on {table};",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("concerns", "0002_guard"),
        ("outbox", "0001_initial"),
        ("people", "0002_guard"),
    ]
    operations = [
        protect("outbox_message", purposes=("planning",), own=False),
        migrations.RunSQL(MESSAGE, migrations.RunSQL.noop),
        *(protect(table, purposes=("planning",)) for table in OUTCOMES),
        *(with_its_message(table) for table in OUTCOMES),
        *(append_only(table) for table in OUTCOMES),
    ]
