"""What came first is told by rows, not clocks: an agreement names the plan it agrees to, a sending its step."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# What was recorded before is read as it was read until now, by its clock.
TABLES = ("plans_planagreement", "plans_plansubmission", "plans_planapproval", "plans_planreturn")
FILL = f"""
{"".join(f"alter table {table} disable trigger user;" for table in TABLES)}
update plans_planagreement a set plan_version = case when a.at >= p.changed_at then p.content_version else 0 end
  from plans_plan p where p.id = a.plan_id;
update plans_plansubmission s set step_id = t.id from plans_plan p, pathways_step t
 where p.id = s.plan_id and t.pathway_id = p.pathway_id and t.event = 'submit' and t.at = s.at;
update plans_planapproval s set step_id = t.id from plans_plan p, pathways_step t
 where p.id = s.plan_id and t.pathway_id = p.pathway_id and t.event = 'approve' and t.at = s.at;
update plans_planreturn r set submission_id = (
  select s.id from plans_plansubmission s where s.plan_id = r.plan_id and s.at <= r.at order by s.at desc, s.id desc limit 1);
set constraints all immediate;
{"".join(f"alter table {table} enable trigger user;" for table in TABLES)}
"""


class Migration(migrations.Migration):
    dependencies = [
        ("pathways", "0009_steps_of_a_way_by_event"),
        ("plans", "0007_guard_papers"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="plan",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="plan",
            name="update_update",
        ),
        migrations.AddField(
            model_name="plan",
            name="content_version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="planagreement",
            name="plan_version",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="planapproval",
            name="step",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pathways.step"
            ),
        ),
        migrations.AddField(
            model_name="planhistory",
            name="content_version",
            field=models.PositiveIntegerField(default=1, editable=False),
        ),
        migrations.AddField(
            model_name="planreturn",
            name="submission",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.plansubmission"
            ),
        ),
        migrations.AddField(
            model_name="plansubmission",
            name="step",
            field=models.OneToOneField(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pathways.step"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "plans_planhistory" ("about_me", "advice", "changed_at", "content_version", "contingency", "good_week", "home_id", "id", "number", "pathway_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_on", "started_at", "version", "way", "wellbeing", "what_if", "what_matters", "writers") VALUES (NEW."about_me", NEW."advice", NEW."changed_at", NEW."content_version", NEW."contingency", NEW."good_week", NEW."home_id", NEW."id", NEW."number", NEW."pathway_id", NEW."person_id", NOW(), \'insert\', NEW."id", NEW."review_on", NEW."started_at", NEW."version", NEW."way", NEW."wellbeing", NEW."what_if", NEW."what_matters", NEW."writers"); RETURN NULL;',
                    hash="c9324aa6ad97ecbfd2ef5d47920de22461dcb432",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_8b340",
                    table="plans_plan",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="plan",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "plans_planhistory" ("about_me", "advice", "changed_at", "content_version", "contingency", "good_week", "home_id", "id", "number", "pathway_id", "person_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "review_on", "started_at", "version", "way", "wellbeing", "what_if", "what_matters", "writers") VALUES (NEW."about_me", NEW."advice", NEW."changed_at", NEW."content_version", NEW."contingency", NEW."good_week", NEW."home_id", NEW."id", NEW."number", NEW."pathway_id", NEW."person_id", NOW(), \'update\', NEW."id", NEW."review_on", NEW."started_at", NEW."version", NEW."way", NEW."wellbeing", NEW."what_if", NEW."what_matters", NEW."writers"); RETURN NULL;',
                    hash="aaa1bf307a5de5504c3a7f5d553e3c4bab265761",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ee9c7",
                    table="plans_plan",
                    when="AFTER",
                ),
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(model_name="planagreement", name="plan_version", field=models.PositiveIntegerField()),
        *(
            migrations.AlterField(
                model_name=name,
                name="step",
                field=models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT, related_name="+", to="pathways.step"
                ),
            )
            for name in ("planapproval", "plansubmission")
        ),
        migrations.AlterField(
            model_name="planreturn",
            name="submission",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.plansubmission"
            ),
        ),
    ]
