"""Claims of accounts, disputes with their rulings, and imports of who is who; all append-only."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from folkmoot.ledger import guards

TABLES = ("ledger_batch", "ledger_claim", "ledger_dispute", "ledger_ruling")


def set_guards(apps, schema_editor):
    guards.guard(schema_editor.connection, TABLES)


def lift_guards(apps, schema_editor):
    guards.unguard(schema_editor.connection, TABLES)


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0002_append_only'),
    ]

    operations = [
        migrations.CreateModel(
            name='Batch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('who', models.CharField(max_length=200)),
                ('why', models.TextField(blank=True)),
                ('name', models.CharField(max_length=500)),
                ('digest', models.CharField(max_length=64)),
                ('form', models.CharField(max_length=20)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='identitycorrection',
            name='batch',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='ledger.batch'),
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('who', models.CharField(max_length=200)),
                ('why', models.TextField(blank=True)),
                ('account', models.CharField(db_index=True, max_length=500)),
                ('uid', models.CharField(blank=True, max_length=100)),
                ('how', models.CharField(max_length=20)),
                ('held', models.BooleanField()),
                ('nonce', models.CharField(max_length=64, null=True, unique=True)),
                ('correction', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='claims', to='ledger.identitycorrection')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='claims', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Dispute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('who', models.CharField(max_length=200)),
                ('why', models.TextField(blank=True)),
                ('kind', models.CharField(max_length=20)),
                ('person', models.CharField(max_length=500)),
                ('about', models.CharField(max_length=500)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disputes', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Ruling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('who', models.CharField(max_length=200)),
                ('why', models.TextField(blank=True)),
                ('granted', models.BooleanField()),
                ('correction', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rulings', to='ledger.identitycorrection')),
                ('dispute', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ruling', to='ledger.dispute')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.RunPython(set_guards, lift_guards),
    ]
