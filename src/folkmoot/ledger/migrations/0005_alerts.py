"""Notices of alerts, and who was told of them; append-only."""

import django.db.models.deletion
from django.db import migrations, models

from folkmoot.ledger import guards

TABLES = ("ledger_alertnotice", "ledger_alertsending")


def set_guards(apps, schema_editor):
    guards.guard(schema_editor.connection, TABLES)


def lift_guards(apps, schema_editor):
    guards.unguard(schema_editor.connection, TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0004_delivery'),
    ]

    operations = [
        migrations.CreateModel(
            name='AlertNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('who', models.CharField(max_length=200)),
                ('why', models.TextField(blank=True)),
                ('alert', models.CharField(db_index=True, max_length=200)),
                ('thing', models.CharField(blank=True, max_length=500)),
                ('state', models.CharField(max_length=10)),
                ('title_en', models.TextField(blank=True)),
                ('title_zh', models.TextField(blank=True)),
                ('says_en', models.TextField(blank=True)),
                ('says_zh', models.TextField(blank=True)),
                ('value', models.FloatField(null=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='AlertSending',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('who', models.CharField(max_length=200)),
                ('why', models.TextField(blank=True)),
                ('channel', models.CharField(max_length=200)),
                ('sent', models.BooleanField()),
                ('notice', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sendings', to='ledger.alertnotice')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.RunPython(set_guards, lift_guards),
    ]
