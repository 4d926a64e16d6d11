"""Parts of a journey that several stories share; each begins and ends on a step."""

from __future__ import annotations

from walking import Walk

MAIL = "maria@example.com"


async def say_what_happened(me: Walk, what: str, product: str = "The Crypto.com App") -> None:
    await me.choose(what)
    await me.choose(product)


async def find_nothing(me: Walk) -> None:
    await me.tick("I saved nothing")
    await me.go_on()


async def ask_in_the_chat(me: Walk) -> None:
    await me.choose("Ask support in the chat")
    await me.go_on()


async def reach_support(me: Walk) -> None:
    await me.tick_all()
    await me.go_on()


async def write_request(me: Walk) -> None:
    await me.choose("2FA Issues")
    await me.write("E-mail of the account", MAIL)
    await me.write("Account details", "Maria Fernanda Gonzalez, Spain")
    await me.write("What happened, in a few sentences", "I left it in a taxi.")
    await me.tick("My request is ready")
    await me.go_on()


async def get_documents_ready(me: Walk) -> None:
    """Every point of every document, and the note's date as it is asked."""
    await me.tick_all()
    await me.write("Date written on it", "today")


async def up_to_documents(me: Walk, what: str = "My phone is lost") -> None:
    """From the first start to the documents, asking in the chat."""
    await say_what_happened(me, what)
    await me.go_on()
    await find_nothing(me)
    await ask_in_the_chat(me)
    await reach_support(me)
    await write_request(me)


async def send(me: Walk, case_number: str = "CS-1042") -> None:
    await me.choose("In-app Live Chat")
    await me.write("Case number", case_number)
    await me.push("Mark as sent")
    await me.go_on()


async def match_a_device(me: Walk, key: str, code: str) -> None:
    """In the verify tool: a key, then the code that another device shows; back to the step."""
    await me.press("f2")
    await me.paste(key)
    await me.press("enter")
    await me.press(*code, "enter")
    await me.sees("Match: the device shows a code of this key.")
    await me.press("escape", "escape")
