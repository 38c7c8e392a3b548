// The page of an adapter: promote, roll back, release and delete, each after a question, through the API that everybody uses. What a caller may not do has no button.
import { call, say } from "./site.js";

const section = document.getElementById("alias-section");
const dialog = document.getElementById("move-dialog");
const go = document.getElementById("move-go");
const fault = document.getElementById("move-fault");
const lines = document.getElementById("move-lines");
const adapter = section.dataset.adapter;
const base = `/v1/adapters/${encodeURIComponent(adapter)}`;
let move;

const tell = (place, error) => {
    place.textContent = error.message;
    place.hidden = false;
};

// What the log says of it is the proof that it happened.
const showLines = async () => {
    const { json } = await call("GET", `/v1/audit?adapter=${encodeURIComponent(adapter)}&limit=3`);
    lines.replaceChildren(...json.items.map(line => {
        const item = document.createElement("li");
        const from = line.details?.from ? ` from version ${line.details.from}` : "";
        item.textContent = `${new Date(line.at).toLocaleTimeString()}  ${line.actor}  ${line.action}  ${line.details?.alias ?? ""}${from} to version ${line.version}`;
        return item;
    }));
    lines.hidden = false;
};

const ask = next => {
    move = next;
    fault.hidden = lines.hidden = true;
    go.hidden = false;
    go.disabled = false;
    go.textContent = move.kind === "rollback" ? "Roll back" : move.from ? "Move" : "Promote";
    document.getElementById("move-title").textContent = move.kind === "rollback" ? `Roll ${move.alias} back?` : `Promote to ${move.alias}?`;
    document.getElementById("move-sentence").textContent = move.from
        ? `${move.alias} of ${adapter} moves from version ${move.from} to version ${move.to}. Requests that arrive afterwards are answered by version ${move.to}.`
        : `${adapter} gets the alias ${move.alias}, which points at version ${move.to}.`;
    dialog.showModal();
};

section.addEventListener("click", event => {
    const button = event.target.closest("[data-move]");
    if (button)
        ask({ kind: button.dataset.move, to: button.dataset.to, ...button.closest("[data-alias]").dataset });
});

document.getElementById("promote")?.addEventListener("submit", event => {
    event.preventDefault();
    const alias = new FormData(event.target).get("alias").trim();
    const known = section.querySelector(`[data-alias="${CSS.escape(alias)}"]`)?.dataset;
    if (known?.from === section.dataset.version)
        say(`${alias} points at version ${known.from} already.`);
    else
        ask({ kind: "set", alias, tag: known?.tag, from: known?.from, to: section.dataset.version });
});

go.addEventListener("click", async () => {
    go.disabled = true;
    fault.hidden = true;
    const address = `${base}/aliases/${encodeURIComponent(move.alias)}`;
    const headers = move.tag ? { "If-Match": `"${move.tag}"` } : { "If-None-Match": "*" };
    try {
        if (move.kind === "rollback")
            await call("POST", `${address}/rollback`, { headers });
        else
            await call("PUT", address, { headers, body: { version: Number(move.to) } });
        document.getElementById("move-title").textContent = "Done";
        go.hidden = true;
        say(`${move.alias} points at version ${move.to}.`);
        await showLines();
        dialog.querySelector("[data-closes]").textContent = "Close";
        dialog.addEventListener("close", () => location.reload(), { once: true });
    } catch (error) {
        go.disabled = false;
        tell(fault, error);
    }
});

// One request; the page that is loaded anew shows what came of it, and a refusal stands where it was asked for.
const change = async (button, place, method, address, { body, then = () => location.reload() } = {}) => {
    button.disabled = true;
    place.hidden = true;
    try {
        await call(method, address, { body });
        then();
    } catch (error) {
        button.disabled = false;
        tell(place, error);
    }
};

const quality = document.getElementById("quality-section").dataset.address;

document.getElementById("check-again")?.addEventListener("click", event =>
    change(event.target, document.getElementById("check-fault"), "POST", `${quality}/checks`));

document.getElementById("release")?.addEventListener("submit", event => {
    event.preventDefault();
    const reason = new FormData(event.target).get("reason").trim();
    change(event.target.querySelector("[type=submit]"), document.getElementById("release-fault"), "POST", `${quality}/release`, { body: { reason } });
});

document.getElementById("delete-go")?.addEventListener("click", event =>
    change(event.target, document.getElementById("delete-fault"), "DELETE", event.target.dataset.address, { then: () => { location.href = `/?deleted=true&name=${encodeURIComponent(adapter)}`; } }));
