"""All pages of the console. Tests go through this table: a page that is not in it cannot be reached."""

from bot.web.console import (
    advisors,
    drafting,
    editing,
    fields,
    figures,
    flow_page,
    group,
    links,
    numbers,
    papers,
    signing,
    versions,
)
from bot.web.console.visit import Page

PAGES = (
    Page("/", "signed_in", signing.home),
    Page("/inloggen", "anyone", signing.sign_in),
    Page("/account", "signed_in", signing.account, signing.sign_out),
    Page("/teksten", "admin", editing.tree),
    Page("/teksten/bestand", "admin", editing.show, editing.save),
    Page("/teksten/velden", "admin", fields.show, fields.save),
    Page("/teksten/velden/voorbeeld", "admin", None, fields.preview),
    Page("/teksten/voorbeeld", "admin", None, editing.preview),
    Page("/concept", "admin", drafting.show, drafting.decide),
    Page("/versies", "admin", versions.history),
    Page("/versies/{number:int}", "admin", versions.show, versions.roll_back),
    Page("/cijfers", "admin", figures.show, figures.add),
    Page("/vragen", "admin", flow_page.show),
    Page("/statistiek", "admin", numbers.show),
    Page("/adviseurs", "admin", advisors.show, advisors.change),
    Page("/groep", "advisor", group.show),
    Page("/groep/bestand", "advisor", None, papers.export),
    Page("/links", "advisor", links.show, links.make),
    Page("/links/{number:int}", "advisor", links.show_one, links.change),
    Page("/links/{number:int}/qr", "advisor", links.qr),
)
