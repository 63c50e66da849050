"""Meetings: agenda, roll call, minutes, action items; changes of series, hosts, reminders; append-only."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from folkmoot.ledger import guards

TABLES = (
    "ledger_actionitem", "ledger_hostoffer", "ledger_meeting", "ledger_remindersending", "ledger_actionchange",
    "ledger_calendaraddress", "ledger_hostanswer", "ledger_meetinglink", "ledger_meetingmark", "ledger_meetingnote",
    "ledger_meetingorder", "ledger_meetingstep", "ledger_meetingtopic", "ledger_meetingtopicchange", "ledger_seriesnoted",
    "ledger_meetingchange", "ledger_minutestext",
)  # fmt: skip


def set_guards(apps, schema_editor):
    guards.guard(schema_editor.connection, TABLES)


def lift_guards(apps, schema_editor):
    guards.unguard(schema_editor.connection, TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0008_elections"),
    ]

    operations = [
        migrations.CreateModel(
            name="ActionItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("group", models.CharField(db_index=True, max_length=200)),
                ("says_en", models.TextField(blank=True)),
                ("says_zh", models.TextField(blank=True)),
                ("owner", models.CharField(blank=True, db_index=True, max_length=500)),
                ("due", models.DateField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HostOffer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("group", models.CharField(max_length=200)),
                ("series", models.CharField(max_length=200)),
                ("day", models.DateField()),
                ("giver", models.CharField(max_length=500)),
                ("taker", models.CharField(max_length=500)),
                ("back", models.DateField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("key", models.CharField(max_length=300, unique=True)),
                ("group", models.CharField(db_index=True, max_length=200)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ReminderSending",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("key", models.CharField(db_index=True, max_length=500)),
                ("starts_at", models.DateTimeField()),
                ("ahead", models.CharField(max_length=5)),
                ("channel", models.CharField(max_length=200)),
                ("sent", models.BooleanField()),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ActionChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("state", models.CharField(max_length=10)),
                ("owner", models.CharField(blank=True, max_length=500)),
                ("due", models.DateField(null=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="ledger.actionitem"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="CalendarAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("nonce", models.CharField(blank=True, max_length=64)),
                ("digest", models.CharField(blank=True, db_index=True, max_length=64)),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="calendar_addresses",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HostAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("word", models.CharField(max_length=10)),
                (
                    "offer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answer", to="ledger.hostoffer"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="actionitem",
            name="meeting",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="actions", to="ledger.meeting"
            ),
        ),
        migrations.CreateModel(
            name="MeetingLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("kind", models.CharField(max_length=10)),
                ("url", models.CharField(max_length=2000)),
                ("title", models.CharField(blank=True, max_length=300)),
                ("held", models.BooleanField(default=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="links", to="ledger.meeting"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MeetingMark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("person", models.CharField(blank=True, max_length=500)),
                ("guest", models.CharField(blank=True, max_length=200)),
                ("organization", models.CharField(blank=True, max_length=200)),
                ("state", models.CharField(max_length=10)),
                ("holder", models.CharField(blank=True, max_length=500)),
                ("spans", models.JSONField(default=list)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="marks", to="ledger.meeting"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MeetingNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("ref", models.CharField(blank=True, max_length=60)),
                ("kind", models.CharField(max_length=10)),
                ("says_en", models.TextField(blank=True)),
                ("says_zh", models.TextField(blank=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="notes", to="ledger.meeting"
                    ),
                ),
                (
                    "undoes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undoing",
                        to="ledger.meetingnote",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MeetingOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("lines", models.JSONField()),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="ledger.meeting"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MeetingStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("word", models.CharField(max_length=10)),
                ("content", models.JSONField(default=dict)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="steps", to="ledger.meeting"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MeetingTopic",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("title_en", models.CharField(blank=True, max_length=300)),
                ("title_zh", models.CharField(blank=True, max_length=300)),
                ("text", models.TextField(blank=True)),
                ("minutes", models.PositiveSmallIntegerField(null=True)),
                ("presenter", models.CharField(blank=True, max_length=500)),
                ("by", models.CharField(max_length=500)),
                ("suggested", models.BooleanField(default=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="topics", to="ledger.meeting"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MeetingTopicChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("state", models.CharField(max_length=10)),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="changes", to="ledger.meetingtopic"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SeriesNoted",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("group", models.CharField(max_length=200)),
                ("series", models.CharField(max_length=200)),
                ("number", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("group", "series", "number"), name="series_noted_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="MeetingChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("group", models.CharField(max_length=200)),
                ("series", models.CharField(max_length=200)),
                ("number", models.PositiveIntegerField()),
                ("day", models.DateField()),
                ("does", models.CharField(max_length=10)),
                ("to", models.DateField(null=True)),
                ("time", models.CharField(blank=True, max_length=5)),
                ("minutes", models.PositiveIntegerField(null=True)),
                ("title", models.CharField(blank=True, max_length=200)),
                ("url", models.CharField(blank=True, max_length=500)),
                ("host", models.CharField(blank=True, max_length=500)),
                (
                    "undoes",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undoing",
                        to="ledger.meetingchange",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("group", "series", "number"), name="meeting_change_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="MinutesText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("who", models.CharField(max_length=200)),
                ("why", models.TextField(blank=True)),
                ("number", models.PositiveIntegerField()),
                ("says_en", models.TextField(blank=True)),
                ("says_zh", models.TextField(blank=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="ledger.meeting"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("meeting", "number"), name="minutes_version")],
            },
        ),
        migrations.RunPython(set_guards, lift_guards),
    ]
