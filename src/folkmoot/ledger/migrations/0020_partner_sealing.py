"""Contacts and notes of partners are sealed where they are kept."""

from django.db import migrations, models

from folkmoot.ledger.partner_sealing import opened, sealed

FIELDS = {"PartnerContact": ("name", "mail", "role"), "PartnerNote": ("says",)}


def _each(apps, change):
    for table, fields in FIELDS.items():
        rows = apps.get_model("ledger", table).objects
        for row in rows.all():
            for field in fields:
                setattr(row, field, change(getattr(row, field)))
            row.save(update_fields=fields)


def seal(apps, _editor):
    _each(apps, sealed)


def unseal(apps, _editor):
    _each(apps, opened)


class Migration(migrations.Migration):
    """Seal what is there; sealed words are longer than plain ones."""

    dependencies = (("ledger", "0019_partners"),)

    operations = (
        *(migrations.AlterField("partnercontact", field, models.TextField()) for field in ("name", "mail", "role")),
        migrations.RunPython(seal, unseal),
    )
