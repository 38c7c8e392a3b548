// The home page: finds while somebody types, and swaps the list without loading the page again; restores what was deleted.
import { call, say } from "./site.js";

const form = document.getElementById("search");
const place = document.getElementById("found");

if (form && place) {
    const field = document.getElementById("q");
    let waiting, running;

    const address = () => {
        const query = new URLSearchParams(new FormData(form));
        for (const [name, value] of [...query])
            if (value.trim() === "")
                query.delete(name);
        return query.size ? `/?${query}` : "/";
    };

    // Filters stand in the address; the form carries them along for the next search.
    const carry = to => {
        for (const hidden of form.querySelectorAll("input[type=hidden]"))
            hidden.remove();
        for (const [name, value] of new URL(to, location).searchParams) {
            if (name === "q" || name === "page")
                continue;
            const hidden = document.createElement("input");
            Object.assign(hidden, { type: "hidden", name, value });
            form.append(hidden);
        }
    };

    const show = async (to, remember) => {
        running?.abort();
        running = new AbortController();
        const mine = running;
        place.setAttribute("aria-busy", "true");
        try {
            const answer = await fetch(to, { headers: { "X-Fragment": "list", Accept: "text/html" }, signal: mine.signal });
            if (!answer.ok)
                throw new Error(`The server answered ${answer.status}.`);
            place.innerHTML = await answer.text();
            remember?.();
            carry(to);
        } catch (error) {
            if (error.name === "AbortError")
                return;
            const notice = document.createElement("p");
            notice.className = "notice bad";
            notice.setAttribute("role", "alert");
            notice.textContent = `The list could not be loaded. ${error.message} `;
            const again = document.createElement("a");
            again.href = to;
            again.textContent = "Try again";
            notice.append(again);
            place.replaceChildren(notice);
        }
        if (mine === running)
            place.setAttribute("aria-busy", "false");
    };

    const search = () => show(address(), () => history.replaceState(null, "", address()));

    field.addEventListener("input", () => {
        clearTimeout(waiting);
        waiting = setTimeout(search, 160);
    });
    field.addEventListener("keydown", event => {
        if (event.key === "Escape" && field.value !== "") {
            event.preventDefault();
            field.value = "";
            clearTimeout(waiting);
            search();
        }
    });
    form.addEventListener("submit", event => {
        event.preventDefault();
        clearTimeout(waiting);
        const to = address();
        show(to, () => { if (to !== location.pathname + location.search) history.pushState(null, "", to); });
    });
    // Filters and pages are links to this address; others are none of ours.
    place.addEventListener("click", event => {
        const link = event.target.closest("a[href]");
        if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || new URL(link.href).pathname !== "/")
            return;
        event.preventDefault();
        const to = link.getAttribute("href");
        show(to, () => {
            history.pushState(null, "", to);
            field.value = new URL(link.href).searchParams.get("q") ?? "";
            if (link.rel === "next")
                scrollTo({ top: 0 });
        });
    });
    place.addEventListener("click", async event => {
        const button = event.target.closest("[data-restore]");
        if (!button)
            return;
        button.disabled = true;
        try {
            await call("POST", `/v1/adapters/${encodeURIComponent(button.dataset.restore)}/restore`);
            location.href = `/adapters/${button.dataset.restore}`;
        } catch (error) {
            button.disabled = false;
            say(error.message);
        }
    });
    addEventListener("popstate", () => {
        field.value = new URLSearchParams(location.search).get("q") ?? "";
        show(location.pathname + location.search);
    });
}
