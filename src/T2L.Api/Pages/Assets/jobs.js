// The table of jobs looks after itself: soon while something moves, seldom while nothing does, never while nobody looks.
import { call, confirmed, say } from "./dom.js";

const SOON = 1000, LATER = 5000;
const place = document.getElementById("jobs");
const live = document.getElementById("live");
let timer, shown = place.innerHTML, busy = false;

const moves = () => place.querySelector("[data-moving]")?.dataset.moving === "true";

async function refresh() {
    if (busy || document.hidden || document.querySelector("dialog[open]")) {
        plan();
        return;
    }
    busy = true;
    try {
        const response = await fetch(location.href, { headers: { "X-Fragment": "jobs", Accept: "text/html" } });
        if (!response.ok)
            throw new Error(`The server answered ${response.status}.`);
        put(await response.text());
        live.textContent = "";
    } catch {
        live.textContent = "The server does not answer; trying again.";
    } finally {
        busy = false;
        plan();
    }
}

// Whoever has the focus in the table keeps it, and what is unfolded stays so.
function put(html) {
    if (html === shown)
        return;
    shown = html;
    const focused = place.contains(document.activeElement) ? document.activeElement.id || document.activeElement.getAttribute("href") : null;
    const unfolded = new Set([...place.querySelectorAll("details[open] > summary")].map(summary => summary.textContent));
    // From this server, where every text was encoded when it was written.
    place.innerHTML = html;
    for (const summary of place.querySelectorAll("details > summary"))
        summary.parentElement.open = unfolded.has(summary.textContent);
    if (focused)
        (document.getElementById(focused) ?? place.querySelector(`a[href="${CSS.escape(focused)}"]`))?.focus();
}

function plan() {
    clearTimeout(timer);
    timer = setTimeout(refresh, moves() ? SOON : LATER);
}

place.addEventListener("click", async event => {
    const button = event.target.closest("[data-cancel]");
    if (!button)
        return;
    document.getElementById("cancel-text").textContent = button.dataset.task;
    if (!await confirmed(document.getElementById("cancel-dialog")))
        return;
    try {
        await call("POST", `/v1/jobs/${button.dataset.cancel}/cancel`);
        say("The job is cancelled.");
    } catch (problem) {
        say(problem.message);
    }
    refresh();
});

document.addEventListener("visibilitychange", () => { if (!document.hidden) refresh(); });
plan();
