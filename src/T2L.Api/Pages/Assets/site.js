// What every page has: copy buttons, tabs, dialogs, the key that leads to the search box.

/** Says something to everybody: on the page for a moment, and to screen readers. */
export function say(text) {
    const place = document.getElementById("said");
    place.textContent = text;
    clearTimeout(say.timer);
    say.timer = setTimeout(() => { place.textContent = ""; }, 4000);
}

/** Calls the API. Answers what came back; a problem is thrown with its sentence. */
export async function call(method, address, { body, headers = {} } = {}) {
    const response = await fetch(address, {
        method,
        headers: body === undefined ? headers : { "Content-Type": "application/json", ...headers },
        body: body === undefined ? undefined : JSON.stringify(body),
    });
    const json = (response.headers.get("Content-Type") ?? "").includes("json") ? await response.json() : null;
    if (!response.ok)
        throw Object.assign(new Error(json?.detail ?? `The server answered ${response.status}.`), { status: response.status, problem: json });
    return { json, headers: response.headers, status: response.status };
}

document.addEventListener("click", async event => {
    const button = event.target.closest("[data-copy]");
    if (!button)
        return;
    const text = button.dataset.copy || document.getElementById(button.dataset.copyFrom).textContent;
    try {
        await navigator.clipboard.writeText(text);
        say("Copied.");
    } catch {
        say("The browser does not allow copying here; select the text instead.");
    }
});

document.addEventListener("keydown", event => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey)
        return;
    const search = document.getElementById("q");
    if (!search)
        return;
    event.preventDefault();
    search.focus();
    search.select();
});

// Tabs: arrows move, Home and End jump, only the chosen tab is a stop of the Tab key.
for (const list of document.querySelectorAll("[role=tablist]")) {
    const tabs = [...list.querySelectorAll("[role=tab]")];
    const choose = (chosen, focus) => {
        for (const tab of tabs) {
            const selected = tab === chosen;
            tab.setAttribute("aria-selected", selected);
            tab.tabIndex = selected ? 0 : -1;
            document.getElementById(tab.getAttribute("aria-controls")).hidden = !selected;
        }
        if (focus)
            chosen.focus();
    };
    list.hidden = false;
    choose(tabs.find(tab => tab.getAttribute("aria-selected") === "true") ?? tabs[0], false);
    list.addEventListener("click", event => { const tab = event.target.closest("[role=tab]"); if (tab) choose(tab, false); });
    list.addEventListener("keydown", event => {
        const at = tabs.indexOf(document.activeElement);
        const to = { ArrowRight: (at + 1) % tabs.length, ArrowLeft: (at + tabs.length - 1) % tabs.length, Home: 0, End: tabs.length - 1 }[event.key];
        if (at < 0 || to === undefined)
            return;
        event.preventDefault();
        choose(tabs[to], true);
    });
}

// Dialogs: data-opens names one; a click on the backdrop closes it as Escape does.
document.addEventListener("click", event => {
    const opener = event.target.closest("[data-opens]");
    if (opener)
        document.getElementById(opener.dataset.opens).showModal();
    if (event.target.closest("[data-closes]"))
        event.target.closest("dialog").close();
    if (event.target instanceof HTMLDialogElement)
        event.target.close();
});
