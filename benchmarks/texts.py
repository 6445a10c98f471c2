"""What a shop says, in three languages. A body is an opening, a middle and a closing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bank:
    """The sentences of one language. A middle has the place of a number, an opening of names."""

    language: str
    openings: tuple[str, ...]
    middles: tuple[str, ...]
    closings: tuple[str, ...]
    headers: tuple[str, ...]
    link: str
    footer: str
    stop: str
    more: str
    thanks: str
    order: str
    call: str
    book: str
    answer: str


BANKS = (
    Bank(
        language="en_US",
        openings=(
            "Hello {{First Name}}, your parcel has left our house this morning.",
            "Good day {{First Name}}, the chair that you asked us about is here again.",
            "Dear {{First Name}}, we have changed the date of your appointment, as you asked.",
            "Hi {{First Name}}, your invoice is ready, and the amount due is {{Amount}} this time.",
            "Hello {{First Name}}, our technician will come to your house on {{Day}} at noon.",
        ),
        middles=(
            "It has the number A-{number} with our carrier, who knocks at your door within a day.",
            "Please keep the number A-{number} at hand when you call, it saves you and us time.",
            "At counter {number} somebody waits for you from nine to five, even on a Saturday.",
        ),
        closings=(
            "If anything is not as it should be, just answer this message: a person reads it.",
            "Is there something that we can do better? Tell us, we read each and every word.",
            "You need not do anything. We write again as soon as there is something to tell.",
            "Should the time not suit you, choose another one below, it takes you one minute.",
        ),
        headers=("News of your order", "Your appointment", "About your invoice"),
        link=" All of it stands on ${shop}/help as well.",
        footer="You get this as our customer",
        stop="Write no more",
        more="Tell me more",
        thanks="All is well",
        order="Look at it",
        call="Call the shop",
        book="Find a time",
        answer="We look into it, and write to you before the evening.",
    ),
    Bank(
        language="es",
        openings=(
            "Hola {{First Name}}, tu paquete ha salido de nuestra casa esta mañana.",
            "Buenos días {{First Name}}, la silla por la que preguntaste ya está aquí otra vez.",
            "Hola {{First Name}}, hemos cambiado la fecha de tu cita, tal como nos pediste.",
            "Hola {{First Name}}, tu factura está lista, y esta vez son {{Amount}} en total.",
            "Hola {{First Name}}, nuestro técnico irá a tu casa el {{Day}} al mediodía.",
        ),
        middles=(
            "Lleva el número A-{number} de la empresa de envíos, que llama a tu puerta en un día.",
            "Ten a mano el número A-{number} cuando nos llames, así ahorramos tiempo los dos.",
            "En el mostrador {number} te esperan de nueve a cinco, también los sábados.",
        ),
        closings=(
            "Si algo no está como debería, responde a este mensaje: lo lee una persona.",
            "¿Hay algo que podamos hacer mejor? Dínoslo, leemos todas y cada una de las palabras.",
            "No tienes que hacer nada. Te escribimos en cuanto haya algo que contar.",
            "Si la hora no te viene bien, elige otra aquí abajo, es cosa de un minuto.",
        ),
        headers=("Noticias de tu pedido", "Tu cita", "Sobre tu factura"),
        link=" Todo está también en ${shop}/ayuda para ti.",
        footer="Recibes esto por ser cliente",
        stop="No escribir más",
        more="Quiero saber más",
        thanks="Todo bien",
        order="Ver el pedido",
        call="Llamar a la tienda",
        book="Buscar una hora",
        answer="Lo miramos, y te escribimos antes de la noche.",
    ),
    Bank(
        language="de",
        openings=(
            "Hallo {{First Name}}, Ihr Paket hat heute früh unser Haus verlassen.",
            "Guten Tag {{First Name}}, der Stuhl, nach dem Sie fragten, ist wieder bei uns da.",
            "Hallo {{First Name}}, wir haben Ihren Termin verlegt, so wie Sie es wollten.",
            "Hallo {{First Name}}, Ihre Rechnung ist fertig, es sind diesmal {{Amount}} zu zahlen.",
            "Hallo {{First Name}}, unser Techniker kommt am {{Day}} gegen Mittag zu Ihnen.",
        ),
        middles=(
            "Beim Zusteller hat es die Nummer A-{number}, er klingelt innerhalb eines Tages.",
            "Halten Sie die Nummer A-{number} bereit, wenn Sie anrufen, das spart uns beiden Zeit.",
            "Am Schalter {number} ist von neun bis fünf jemand für Sie da, auch an Samstagen.",
        ),
        closings=(
            "Ist etwas nicht so, wie es sein soll, antworten Sie einfach: ein Mensch liest es.",
            "Können wir etwas besser machen? Sagen Sie es uns, wir lesen wirklich jedes Wort.",
            "Sie müssen nichts tun. Wir schreiben wieder, sobald es etwas zu berichten gibt.",
            "Passt Ihnen die Zeit nicht, wählen Sie unten eine andere, es dauert eine Minute.",
        ),
        headers=("Neues von Ihrer Bestellung", "Ihr Termin", "Zu Ihrer Rechnung"),
        link=" Alles steht auch auf ${shop}/hilfe für Sie.",
        footer="Sie sind unser Kunde",
        stop="Nicht mehr schreiben",
        more="Mehr dazu",
        thanks="Alles gut",
        order="Ansehen",
        call="Im Laden anrufen",
        book="Zeit finden",
        answer="Wir sehen nach und schreiben Ihnen vor dem Abend.",
    ),
)
