"""Google Alerts by mail: one mail, several articles. The mails are invented after the shape of real ones."""

from email.message import EmailMessage

import pytest

from liant.connectors.mail.alerts import spread
from liant.connectors.mail.reading import Arrival, read_message

PLAIN = """=== Actualités - 2 nouveaux résultats pour [Trois Fournils] ===

Le pain des Trois Fournils primé
L'Écho de Val-Clair
Le jury a retenu la tradition des Trois Fournils, devant
quarante boulangeries.
<https://www.google.com/url?rct=j&sa=t&url=https://www.echo.example/pain%3Fa%3D1&ct=ga&cd=x&usg=y>

Grève du blé
Le Carnet
Les Trois Fournils s'inquiètent.
<https://www.google.com/url?rct=j&sa=t&url=https://carnet.example/ble&ct=ga&cd=x&usg=z>

Voir plus de résultats
<https://www.google.com/url?rct=j&url=https://www.google.com/search%3Fq%3DTrois>

- - - - - - - - - -
Se désabonner de cette alerte Google :
<https://www.google.com/alerts/remove?source=alertsmail>
"""
ROW = """<tr itemscope itemtype="http://schema.org/Article"><td><a href="https://www.google.com/url?rct=j&amp;sa=t&amp;url={url}&amp;ct=ga" itemprop="url"><span itemprop="name">{title}</span></a>
<div itemprop="publisher" itemscope itemtype="http://schema.org/Organization"><a><span itemprop="name">{publisher}</span></a></div>
<div itemprop="description">{snippet}</div><a href="https://www.google.com/alerts/feedback">Signaler</a></td></tr>"""
HTML = f"""<html><body><table>{ROW.format(url="https://www.echo.example/pain", title="Le pain des <b>Trois Fournils</b> primé", publisher="L'Écho", snippet="Le jury a retenu&nbsp;…<br>hier")}
{ROW.format(url="https://carnet.example/ble", title="Grève du blé", publisher="Le Carnet", snippet="Ils s'inquiètent.")}</table></body></html>"""


def alert(plain=PLAIN, html=None, sender="Google Alerts <googlealerts-noreply@google.com>", **headers):
    message = EmailMessage()
    message["From"], message["To"] = sender, "us@liant.example"
    message["Subject"], message["Message-ID"] = "Alerte Google – Trois Fournils", "<a1@google.com>"
    message["Date"] = "Mon, 30 Mar 2026 10:00:00 +0000"
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(plain)
    if html:
        message.add_alternative(html, subtype="html")
    return message.as_bytes()


def read(data, known=()):
    return spread(read_message(Arrival(data, "INBOX"), {"us@liant.example"}), data, known)


@pytest.mark.parametrize("html", [None, HTML])
def test_each_article_is_an_item_under_its_own_address(html):
    first, second = read(alert(html=html))
    assert first.title == "Le pain des Trois Fournils primé"
    assert first.url.startswith("https://www.echo.example/pain")
    assert first.author.name in {"L'Écho", "L'Écho de Val-Clair"}
    assert first.text.startswith("Le jury a retenu")
    assert (second.title, second.url, second.author.handle) == (
        "Grève du blé",
        "https://carnet.example/ble",
        "carnet.example",
    )
    for one in (first, second):
        assert (one.kind, one.is_private, one.is_addressed, one.reply_to) == ("article", False, False, {})
        assert one.raw["mail"] == "<a1@google.com>|INBOX" or one.raw["mail"].endswith("|INBOX")


def test_an_article_in_two_alerts_comes_once():
    first = read(alert())
    assert read(alert(), known=first) == []
    assert [one.key for one in first] == [one.key for one in read(alert(Subject2="x"))]


def test_a_mail_that_only_says_it_is_an_alert_stays_a_mail():
    assert [one.kind for one in read(alert(sender="Google Alerts <alerts@evil.example>"))] == ["mail"]
    forged = alert(Authentication_Results="mx.liant.example; dkim=fail header.d=google.com")
    assert [one.kind for one in read(forged)] == ["mail"]
    vouched = alert(Authentication_Results="mx.liant.example; dkim=pass header.d=google.com")
    assert len(read(vouched)) == 2


@pytest.mark.parametrize(
    "plain", ["", "Confirmez votre alerte", "<https://www.google.com/url?url=javascript:alert(1)>"]
)
def test_an_alert_without_articles_stays_a_mail(plain):
    assert [one.kind for one in read(alert(plain))] == ["mail"]
