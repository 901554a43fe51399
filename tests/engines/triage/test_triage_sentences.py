"""Clear sentences of both languages are read as a person would read them; calm ones raise no alarm."""

import json
from importlib import resources
from pathlib import Path

import pytest

from liant.engines.triage import read, read_many, say_reasons
from liant.engines.triage.phrases import parse_phrases

TRAINING = Path(__file__).resolve().parents[3] / "training" / "triage"

CLEAR = {
    "praise": [
        "Merci à toute l'équipe pour votre accueil, c'était parfait !",
        "Bravo, le meilleur pain de la ville, je recommande",
        "Thank you so much to the lovely staff, great service",
        "Best coffee in town, highly recommend",
    ],
    "complaint": [
        "Encore une baguette brûlée, c'est la deuxième fois cette semaine, inadmissible",
        "Toujours pas de réponse à ma réclamation, je demande un remboursement",
        "Votre boutique était encore fermée lundi alors que le site dit ouvert.",
        "Still waiting for my refund, absolutely terrible service",
        "My order arrived broken and nobody answers the phone. Very disappointed.",
    ],
    "question": [
        "Bonjour, à quelle heure ouvrez-vous le dimanche ?",
        "Pouvez-vous me dire quels papiers il faut apporter ?",
        "Ouverts mardi ?",
        "Open on Tuesday?",
        "What time do you open on Sunday?",
        "Could you tell me where the car park is?",
    ],
    "purchase": [
        "Bonjour, je voudrais commander un gâteau pour samedi, quel est le prix ?",
        "Je souhaiterais un devis pour refaire ma toiture",
        "I'd like to buy two tickets, how much are they?",
        "Looking to book a table for four on Friday",
    ],
    "press": [
        "Je suis journaliste au Monde et je prépare un article sur vous, une interview est-elle possible ?",
        "Merci de m'envoyer votre dossier de presse pour un reportage",
        "I'm a journalist at the BBC working on a story, could I get a comment?",
        "Please send me your press kit, our deadline is tomorrow",
    ],
    "candidate": [
        "Je postule au poste de vendeuse, vous trouverez ci-joint mon CV",
        "Bonjour, je cherche un stage de troisième dans votre entreprise",
        "I would like to apply for the job, my CV is attached",
        "Are you hiring? I am looking for a part time job",
    ],
    "solicitation": [
        "Pouvez-vous partager notre cagnotte Leetchi et faire un don ?",
        "Notre association cherche des sponsors pour sa tombola",
        "Please share our fundraiser and make a donation",
        "Our agency can boost your traffic, free audit, book a call",
    ],
    "abuse": [
        "Bande de connards, allez vous faire foutre",
        "Sale pute, je vais te tuer",
        "Fuck off you stupid cunts",
        "You are scum, I will kill you",
    ],
    "other": [
        "Le conseil municipal s'est tenu hier soir",
        "Il pleut ce matin sur la place",
        "The meeting was held last night in room B",
        "Train passengers up three per cent this year, report says",
    ],
}


@pytest.mark.parametrize(("intent", "text"), [(intent, text) for intent, texts in CLEAR.items() for text in texts])
def test_clear_sentences(intent, text):
    assert read(text).intent == intent


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Espèce de connard, abruti", "insult"),
        ("Je sais où tu habites, je vais te casser la gueule", "threat"),
        ("Sale arabe, rentre dans ton pays", "hate"),
        ("You fucking moron, you stupid bitch", "insult"),
        ("I know where you live, I will kill you", "threat"),
        ("Filthy muslims, go back to your country", "hate"),
    ],
)
def test_attacks_are_told(text, kind):
    reading = read(text)
    assert reading.conduct[kind] >= 0.5
    assert reading.intent == "abuse"


@pytest.mark.parametrize(
    "text",
    [
        "Cette tarte est une tuerie !",
        "Où jeter les ordures ménagères ?",
        "Je cherche une salopette taille 42",
        "Un bâtard au levain, s'il vous plaît",
        "Je vous attends à 14 h devant la mairie",
        "Commémoration de la rafle des juifs dimanche",
        "Les étrangers peuvent-ils voter aux élections locales ?",
        "Inadmissible, cinq semaines de retard, je suis furieux",
        "Le chemin pédestre est fermé",
        "I'd kill for another slice of that tart",
        "My phone died, can you replace the battery?",
        "We will find you a seat near the stage",
        "Is there a prayer room for muslims?",
        "Worst airline ever, I am disgusted, give me my money back",
        "Shut up and take my money",
    ],
)
def test_calm_or_angry_messages_raise_no_alarm(text):
    reading = read(text)
    assert max(reading.conduct.values()) < 0.5
    assert reading.intent != "abuse"


@pytest.mark.parametrize(
    ("text", "tone"),
    [
        ("Merci, c'était délicieux, on adore", "positive"),
        ("Service lamentable, je suis très déçu", "negative"),
        ("La réunion est à 15 h en salle B", "neutral"),
        ("Absolutely love it, thank you", "positive"),
        ("Terrible, rude staff, never again", "negative"),
        ("😡😡", "negative"),
        ("😍👏", "positive"),
    ],
)
def test_tone(text, tone):
    assert read(text).tone == tone


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bonjour, êtes-vous ouverts demain ?", "fr"),
        ("cest pas normal jai rien recu", "fr"),
        ("merci", "fr"),
        ("Hello, are you open tomorrow?", "en"),
        ("thanks", "en"),
        ("Ich möchte gerne wissen, wann Sie morgen geöffnet haben", "de"),
        ("Hola, quiero saber a qué hora abren mañana, gracias", "es"),
        ("Buongiorno, vorrei sapere quando siete aperti, grazie", "it"),
        ("Добрый день, когда вы открываетесь?", "ru"),
        ("مرحبا متى تفتحون غدا", "ar"),
        ("明日は何時に開きますか", "ja"),
        ("ok", None),
        ("Gribouille", None),
        ("bravo", None),
    ],
)
def test_language(text, language):
    assert read(text).language == language


def test_the_language_that_is_given_is_believed():
    assert read("pain", lang="en").language == "en"
    assert read("pain", lang="fr-CA").language == "fr"
    assert read("pain", lang=" ").language is None


def test_reasons_are_said_in_both_languages():
    reading = read("Baguette brûlée, deux fois cette semaine, c'est inadmissible")
    french, english = say_reasons(reading, "fr"), say_reasons(reading, "en")
    assert french[0].startswith("Ressemble à une réclamation à cause de «\u00a0")
    assert "«\u00a0brûlée\u00a0»" in french[0]
    assert english[0].startswith("Reads like a complaint because of “")
    assert all(sentence.endswith(".") and "!" not in sentence for sentence in french + english)


def test_a_negation_turns_a_word_of_feeling():
    good, bad = read("Le service est bon."), read("Le service n'est pas bon.")
    assert bad.sentiment < good.sentiment
    assert read("Jamais déçue").intent == "praise"


def test_phrases_are_read_from_sections():
    phrases = parse_phrases("[praise 2]\n(très |)bon*\n# note\n", "fr")
    assert {(p.folded, p.is_prefix, p.weight) for p in phrases} == {("bon", True, 2.0), ("tres bon", True, 2.0)}
    with pytest.raises(ValueError, match="line 1"):
        parse_phrases("bon", "fr")


@pytest.mark.parametrize(("lang", "floor"), [("fr", 0.66), ("en", 0.6)])
def test_sentences_kept_from_training_are_read_as_well_as_the_card_says(lang, floor):
    lines = (TRAINING / f"{lang}.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["split"] == "test"]
    readings = read_many([row["text"] for row in rows])
    right = sum(reading.intent == row["intent"] for reading, row in zip(readings, rows, strict=True))
    alarms = sum(
        max(reading.conduct.values()) >= 0.5
        for reading, row in zip(readings, rows, strict=True)
        if row["intent"] != "abuse"
    )
    assert right >= floor * len(rows)
    assert alarms <= 0.02 * len(rows)


def test_train_and_test_share_no_topic_and_no_sentence():
    for lang in ("fr", "en"):
        rows = [json.loads(line) for line in (TRAINING / f"{lang}.jsonl").read_text("utf-8").splitlines()]
        parts = [{row["topic"] for row in rows if row["split"] == split} for split in ("train", "test")]
        assert parts[0].isdisjoint(parts[1])
        assert len({row["text"].lower() for row in rows}) == len(rows)


def test_the_weights_stay_small():
    assert (resources.files("liant.engines.triage") / "data" / "weights.npz").stat().st_size < 3_000_000
