// Asks the base model and an adapter the same question and shows both answers side by side.
import { call, el, fault, time } from "./dom.js";

const MOST_SHOWN = 20;
let base;

async function baseModel() {
    base ??= (await call("GET", "/v1/models")).json.data.find(model => !model.parent).id;
    return base;
}

async function answer(model, prompt) {
    const start = performance.now();
    const { json } = await call("POST", "/v1/completions", { body: { model, prompt, max_tokens: 64 } });
    return { text: json.choices[0].text, ms: performance.now() - start };
}

/**
 * Brings a try-it-out box to life. `model` gives the adapter's reference when a question is asked; `inputs` are questions to offer.
 * Answers how to offer others.
 */
export function besideBase(root, model) {
    const form = root.querySelector("form");
    const prompt = form.querySelector("input");
    const button = form.querySelector("button");
    const wrong = root.querySelector("[data-fault]");
    const table = root.querySelector("table");
    const rows = table.tBodies[0];
    const chips = root.querySelector("[data-inputs]");

    async function ask() {
        const text = prompt.value;
        if (!text.trim()) {
            prompt.focus();
            return;
        }
        fault(wrong, "");
        const cells = [el("td", { "aria-busy": "true", class: "answer" }, "…"), el("td", { "aria-busy": "true", class: "answer" }, "…")];
        const row = el("tr", {}, el("th", { scope: "row", class: "answer" }, text), cells);
        rows.prepend(row);
        table.hidden = false;
        while (rows.rows.length > MOST_SHOWN)
            rows.lastChild.remove();
        button.disabled = true;
        try {
            const answers = await Promise.all([baseModel().then(name => answer(name, text)), answer(model(), text)]);
            const differ = answers[0].text !== answers[1].text;
            answers.forEach(({ text: said, ms }, place) => cells[place].replaceChildren(
                said === "" ? el("span", { class: "quiet" }, "(nothing)") : el("span", { class: place === 1 && differ ? "said-text differs" : "said-text" }, said),
                el("span", { class: "quiet small took" }, time(ms))));
            cells.forEach(cell => cell.removeAttribute("aria-busy"));
            prompt.select();
        } catch (problem) {
            row.remove();
            table.hidden = rows.rows.length === 0;
            fault(wrong, problem.status === 503 ? `${problem.message} Try again in a moment.` : problem.message);
        } finally {
            button.disabled = false;
        }
    }

    form.addEventListener("submit", event => { event.preventDefault(); ask(); });
    return {
        offer(inputs) {
            chips.replaceChildren(...inputs.map(input => el("li", {}, el("button", {
                type: "button", class: "slim mono", onclick: () => { prompt.value = input; ask(); },
            }, input))));
        },
        reset() {
            rows.replaceChildren();
            table.hidden = true;
            fault(wrong, "");
        },
    };
}
