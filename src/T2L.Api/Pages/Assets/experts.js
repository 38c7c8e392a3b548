// The mixing desk: weights by sliders, shares at once, the mix published and tried beside the base model.
import { besideBase } from "./beside.js";
import { call, el, fault, page, say } from "./dom.js";

const at = id => document.getElementById(id);
const svg = "http://www.w3.org/2000/svg";
const desks = [...document.querySelectorAll(".desk")];
let chosen = null;
const beside = besideBase(at("beside"), () => chosen);
beside.offer(["rice", "728", "2024-03-17", "17:49", "stone", "72 82"]);

const desk = () => desks.find(one => !one.hidden);
const rows = () => [...desk().querySelectorAll("[data-adapter]")];
const slider = row => row.querySelector("input");
const weight = row => Number(slider(row).value);
const parts = () => rows().filter(row => weight(row) > 0);

function set(row, value) {
    slider(row).value = value;
}

function update() {
    const mixed = parts();
    const sum = mixed.reduce((total, row) => total + weight(row), 0);
    for (const row of rows()) {
        row.querySelector("output").textContent = weight(row).toFixed(2);
        row.querySelector(".share").textContent = weight(row) > 0 ? `${Math.round(100 * weight(row) / sum)} %` : "";
        row.classList.toggle("on", weight(row) > 0);
        slider(row).setAttribute("aria-valuetext", weight(row) > 0 ? `${weight(row).toFixed(2)}, ${Math.round(100 * weight(row) / sum)} percent of the mix` : "0, not in the mix");
    }
    at("sum").textContent = sum.toFixed(2);
    at("mix-empty").hidden = mixed.length > 1;
    at("mix-empty").textContent = mixed.length === 1 ? "One expert is no mix, but it can be tried as it is." : "Move two sliders or more.";
    at("parts").replaceChildren(...mixed.toSorted((a, b) => weight(b) - weight(a)).map(row => el("li", {}, el("span", { class: "break" }, row.dataset.name), el("span", { class: "number small quiet" }, `${Math.round(100 * weight(row) / sum)} %`))));
    at("shares").replaceChildren(...bars(mixed, sum));
    at("mix-button").disabled = mixed.length === 0;
    at("mix-button").textContent = mixed.length === 1 ? "Try it" : "Mix and save";
}

function bars(mixed, sum) {
    let x = 0;
    return mixed.map((row, place) => {
        const bar = document.createElementNS(svg, "rect");
        const width = 100 * weight(row) / sum;
        for (const [name, value] of Object.entries({ x, width: Math.max(0, width - 0.4), height: 8, class: `share-${place % 6}` }))
            bar.setAttribute(name, value);
        x += width;
        return bar;
    });
}

for (const one of desks) {
    one.addEventListener("input", event => { if (event.target.type === "range") update(); });
    one.addEventListener("click", event => {
        const preset = event.target.closest("[data-preset]")?.dataset.preset;
        if (preset === "equal")
            rows().forEach(row => set(row, 0.5));
        if (preset === "ramp")
            rows().forEach((row, place) => set(row, Math.max(0, 1 - 0.25 * place)));
        if (preset === "clear")
            rows().forEach(row => set(row, 0));
        const solo = event.target.closest("[data-solo]");
        if (solo)
            rows().forEach(row => set(row, row === solo.closest("[data-adapter]") ? 1 : 0));
        if (preset || solo)
            update();
    });
}

at("base")?.addEventListener("change", () => {
    desks.forEach(one => { one.hidden = one.dataset.base !== at("base").value; });
    update();
});

at("mix").addEventListener("submit", async event => {
    event.preventDefault();
    const mixed = parts();
    fault(at("mix-fault"), "");
    if (mixed.length === 0)
        return;
    if (mixed.length === 1) {
        offer(mixed[0].dataset.adapter, mixed[0].dataset.name, "");
        return;
    }
    at("mix-button").disabled = true;
    try {
        const { json, status } = await call("POST", "/v1/adapters/mix", {
            body: { parts: mixed.map(row => ({ adapter: row.dataset.adapter, weight: weight(row) })), name: at("mix-name").value.trim() || undefined },
        });
        const reference = `${json.name}:${json.version}`;
        offer(json.digest, reference, status === 200 ? `This very mix exists already, as ${reference}; the same mix is one version.` : "");
        say(status === 200 ? `It is ${reference}.` : `Saved as ${reference}.`);
    } catch (problem) {
        fault(at("mix-fault"), problem.message);
    } finally {
        at("mix-button").disabled = false;
    }
});

function offer(digest, name, note) {
    chosen = digest;
    beside.reset();
    at("try-what").replaceChildren(el("a", { class: "badge svf", href: page(name) }, name));
    fault(at("try-note"), note);
    at("try").hidden = false;
    at("try").scrollIntoView({ block: "nearest" });
    at("try-title").focus({ preventScroll: true });
}

update();
