"""Rows on the screen: by tab, by mouse, copied out; and what is painted when the step changes."""

from keys_shown import KEY
from textual.geometry import Offset
from textual.widgets import Input

from tui.screens.form import Form


def painted(app) -> list[list[str]]:
    """Collect the rows of the screen at every paint from now on."""
    frames: list[list[str]] = []
    display = app._display

    def shown(screen, update):
        if update is not None:
            strips = screen._compositor.render_strips()
            frames.append(["".join(segment.text for segment in strip) for strip in strips])
        display(screen, update)

    app._display = shown
    return frames


async def test_another_step_is_painted_where_it_begins(window, begun):
    begun("written")
    async with window() as me:
        await me.open("Get your documents ready")
        frames = painted(me.app)
        for step, title, stands in (
            ("situation", "Step 1 of 10", "[ Continue ]"),
            ("documents", "Step 6 of 10", "[ ] You hold"),
        ):
            await me.app.go(step)
            first = await first_with(title, frames, me)
            assert any(row.strip().startswith(f"▸ {stands}") for row in first), first


async def first_with(title, frames, me):
    """The first paint with that title."""
    for _ in range(100):
        if found := [frame for frame in frames if title in frame[0]]:
            return found[0]
        await me.pilot.pause(0.01)
    raise AssertionError(f"{title!r} was never painted")


async def test_tab_goes_from_row_to_row_and_round(window, begun):
    begun("written")
    async with window() as me:
        await me.open("Get your documents ready")
        seen = []
        for _ in range(80):
            seen.append(me._where())
            await me.press("tab")
            if me._where() == seen[0]:
                break
        form = me._form()
        assert sorted(seen) == sorted(place.row.key for place in form.places())
        await me.press("shift+tab")
        assert me._where() == seen[-1]


async def test_a_click_does_what_the_row_under_it_means(window, begun):
    begun("written")
    async with window() as me:
        await me.open("Get your documents ready")
        await me.click("You hold your ID in the photo")
        assert me.here().startswith("[x] You hold your ID")
        await me.click("Selfie holding the ID: not ready")  # a heading
        await me.press("up")
        assert me.here().startswith("[ Check a photo: Selfie")


async def test_a_click_beside_the_answers_only_stands_there(window, begun):
    begun("answered")
    async with window() as me:
        await me.open("Look for a saved key")
        await me.click("Paper, notebooks")
        assert "(•) not looked" in me.here()
        await me.click("( ) found")
        assert "(•) found" in me.here()


async def test_what_is_selected_by_mouse_can_be_copied(window, begun):
    begun("support-reached")
    async with window() as me:
        await me.open("Reach the real support")
        rows = me.rows()
        y = next(y for y, row in enumerate(rows) if "https://help.crypto.com" in row)
        x = rows[y].index("https")
        await me.pilot.mouse_down(offset=Offset(x, y))
        await me.pilot.hover(offset=Offset(x + 22, y))
        await me.pilot.mouse_up(offset=Offset(x + 22, y))
        await me.quiet()
        assert me.app.screen.get_selected_text() == "https://help.crypto.com"


async def test_in_a_narrow_window_no_answer_is_broken(window, begun):
    begun("answered")
    async with window(size=(40, 12)) as me:
        await me.open("Look for a saved key")
        await me.stand_on("Paper, notebooks")
        me.lacks("( ) found ( )")
        assert me._inside(me._region(me.app.screen.focused))[1:] == [
            "(•) not looked  ( ) nothing",
            "( ) found",
        ]


async def test_a_step_opened_by_a_hasty_double_press_is_open(window, begun):
    begun("sent")
    async with window() as me:
        await me.rush("enter", "enter", "enter")
        await me.sees("Step 8 of 10: Wait for the review")


async def test_a_wrong_date_stays_with_what_is_wrong_until_the_date_changes(window, begun):
    begun("proved")
    async with window() as me:
        await me.open("Never need this again")
        await me.type("Try the backup again on", "2027-13-01")
        await me.press("down")
        await me.wait(minutes=1)
        await me.sees("2027-13-01", "! Write it as YYYY-MM-DD")
        await me.push("In half a year: 2027-05-24")
        await me.sees("│ 2027-05-24")
        me.lacks("Write it as")


async def test_undo_changes_the_field_that_one_stands_in(window, begun):
    begun("support-reached")
    async with window() as me:
        await me.open("Write your request")
        await me.type("E-mail of the account", "maria@example.com")
        await me.press("ctrl+z")
        assert "email" not in me.progress.texts
        me.lacks("maria@example.com")


async def test_undo_is_offered_as_soon_as_something_was_typed(window, begun):
    begun("support-reached")
    async with window() as me:
        await me.open("Write your request")
        await me.type("E-mail of the account", "m")
        await me.sees("^z Undo")
        await me.press("ctrl+z")
        me.lacks("^z Undo")


async def test_a_command_that_is_chosen_twice_is_carried_out_once(window, begun):
    begun("written")
    async with window() as me:
        await me.open("Get your documents ready")
        await me.press("ctrl+p")
        await me.rush(*"verify")
        for _ in range(100):
            if "Open the tool" in me.screen():
                break
            await me.pilot.pause(0.02)
        await me.rush("enter", "enter", "enter")
        await me.sees("Type or paste the key")
        await me.press("escape")
        await me.press("escape")
        await me.sees("Step 6 of 10")


async def test_keys_in_a_burst_reach_no_screen_that_is_still_to_come(window, begun):
    begun("written")
    async with window(size=(200, 60)) as me:
        await me.rush("enter", "escape", "enter", "escape", "up", "enter", "f3", "down", "pagedown")
        await me.rush("escape", "escape", "enter", "f2", "escape", "escape", "enter")
        assert me.app.is_running
        await me.press("escape", "escape", "escape")
        await me.sees("of 10 done")


async def test_the_row_is_in_sight_when_the_focus_comes_back_to_it(window, begun):
    begun("answered")
    async with window(size=(40, 12)) as me:
        await me.press("v")
        await me.paste(KEY)
        await me.press("enter")
        await me.stand_on("Check another key")
        await me.press("shift+tab", *["shift+tab"] * 8)
        assert isinstance(me.app.screen.focused, Input)
        me.app.screen.query_one(Form).scroll_home(animate=False, immediate=True)
        form = me.app.screen.query_one(Form)
        form.places()[-1].part.go_to(form.places()[-1].row)
        await me.press("tab")
        await me._scrolled()
        assert "Check another key" in me.here()
