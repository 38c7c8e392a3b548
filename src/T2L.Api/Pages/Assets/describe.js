// Describe a task: what is near to it while it is written, an adapter with live progress, and both answers side by side.
import { besideBase } from "./beside.js";
import { call, confirmed, debounced, el, fault, page, say, segment, time } from "./dom.js";

const at = id => document.getElementById(id);
const text = at("text"), name = at("name");
const inputs = {
    word: ["stone", "candle", "river"], list: ["red blue green", "size neck cow neck"], number: ["728", "19"], date: ["2024-03-17", "2045-12-01"], time: ["17:49", "04:33"],
    measure: ["726 m", "3 kg"], noun: ["rice", "sister"], pair: ["72 82", "90 44"], record: ["oscar,82,quito", "maria,28,munich"],
};
const beside = besideBase(at("beside"), () => adapter.digest);
let adapter = null, job = null, events = null, clock = null, ordered = 0;

// What is near, while somebody types: only the newest question counts.
let asking = null;
const look = debounced(250, lookNow);

async function lookNow() {
    asking?.abort();
    const described = text.value.trim();
    if (!described) {
        showNear(null);
        return;
    }
    const mine = asking = new AbortController();
    at("near").setAttribute("aria-busy", "true");
    try {
        const response = await fetch(`/v1/tasks/near?${new URLSearchParams({ text: described })}`, { signal: mine.signal });
        const answer = await response.json();
        if (mine.signal.aborted)
            return;
        if (!response.ok)
            throw Object.assign(new Error(answer.detail), { status: response.status });
        fault(at("near-fault"), "");
        showNear(answer);
    } catch (problem) {
        if (problem.name === "AbortError")
            return;
        showNear(null);
        fault(at("near-fault"), problem.message);
        // A model that loads is there soon.
        if (problem.status === 503)
            setTimeout(() => { if (asking === mine) lookNow(); }, 3000);
    } finally {
        if (asking === mine)
            at("near").setAttribute("aria-busy", "false");
    }
}

function showNear(near) {
    at("near-empty").hidden = near !== null || !at("near-fault").hidden;
    at("near-known").hidden = !near?.novelty;
    at("near-adapters-part").hidden = !near?.adapters.length;
    if (near?.novelty)
        showNovelty(near.novelty);
    at("near-adapters").replaceChildren(...(near?.adapters ?? []).map(found => el("li", {},
        el("a", { href: page(`${found.name}:${found.version}`) }, `${found.name}:${found.version}`),
        found.similarity === null ? null : el("span", { class: "number small quiet" }, percent(found.similarity)),
        found.description ? el("span", { class: "near-text small quiet" }, found.description) : null)));
}

function showNovelty({ score, threshold, warning, nearest }) {
    at("novelty").replaceChildren(
        el("span", { class: warning ? "badge warn" : "badge good" }, warning ? "New ground" : "Known ground"), " ",
        el("strong", {}, score.toFixed(2)),
        el("span", { class: "quiet" }, warning ? " The adapter may do something else than you mean." : " Close to what the network learned."));
    at("near-threshold").textContent = threshold === null ? "0 is a task it learned; how far other words of one lie is not known." : `0 is a task it learned; other words for one stay under ${threshold.toFixed(2)}.`;
    const [, known, mark] = at("near-known").querySelectorAll("rect");
    known.setAttribute("width", Math.min(100, 100 * (threshold ?? 0)));
    mark.setAttribute("x", Math.min(99.2, 100 * score));
    at("near-tasks").replaceChildren(...nearest.map(({ task, similarity }) => el("li", {},
        el("span", { class: "mono small" }, broken(task)), el("span", { class: "number small quiet" }, percent(similarity)))));
    beside.offer(inputs[nearest[0]?.task.split(".")[0]] ?? inputs.word);
}

// A long name breaks where its parts meet.
const broken = task => task.split(/(?<=[./_])/).flatMap(part => [part, el("wbr")]);

const percent = similarity => `${Math.round(similarity * 100)} %`;

// A name is proposed until somebody writes one.
let named = false;
const unsaid = new Set("a an and as at be by for from in into is it its of on or please say tell the then this to what which with write give me you".split(" "));
const proposed = () => text.value.toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, " ").trim().split(" ").filter(word => word && !unsaid.has(word)).slice(0, 5).join("-").slice(0, 60).replace(/-+$/, "");
const propose = () => { if (!named) name.value = proposed(); };

text.addEventListener("input", () => { wrong(text, ""); propose(); look(); });
name.addEventListener("input", () => { named = name.value !== ""; wrong(name, ""); });
for (const sample of document.querySelectorAll("[data-sample]")) {
    sample.addEventListener("click", () => {
        text.value = sample.dataset.sample;
        wrong(text, "");
        propose();
        lookNow();
        text.focus();
    });
}
text.addEventListener("keydown", event => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey))
        at("describe").requestSubmit();
});

// Examples
function addExample() {
    const place = at("example-rows").children.length + 1;
    const row = el("div", { class: "example-row" },
        el("input", { type: "text", "aria-label": `Input of example ${place}`, placeholder: "stone", maxlength: 2048 }),
        el("input", { type: "text", "aria-label": `Answer of example ${place}`, placeholder: "enots", maxlength: 2048 }),
        el("button", { type: "button", class: "icon-button", "aria-label": `Remove example ${place}`, onclick: () => { row.remove(); at("add-example").focus(); } }, "×"));
    at("example-rows").append(row);
    return row;
}
at("add-example").addEventListener("click", () => addExample().firstChild.focus());
at("examples").addEventListener("toggle", () => { if (at("examples").open && !at("example-rows").children.length) addExample(); });

function examples() {
    const pairs = [...at("example-rows").children].map(row => [...row.querySelectorAll("input")].map(field => field.value)).filter(pair => pair.some(value => value));
    return pairs.length ? pairs.map(([input, answer]) => ({ input, answer })) : undefined;
}

// The order
function wrong(field, sentence) {
    fault(at(`${field.id}-fault`), sentence);
    sentence ? field.setAttribute("aria-invalid", "true") : field.removeAttribute("aria-invalid");
}

at("describe").addEventListener("submit", async event => {
    event.preventDefault();
    wrong(text, "");
    wrong(name, "");
    fault(at("examples-fault"), "");
    fault(at("order-fault"), "");
    at("generate").disabled = true;
    try {
        const { json } = await call("POST", "/v1/adapters", { body: { description: text.value, name: name.value.trim() || undefined, examples: examples() } });
        beside.reset();
        at("result").hidden = true;
        follow(json, true);
    } catch (problem) {
        const errors = problem.problem?.errors ?? {};
        wrong(text, errors.description?.join(" ") ?? "");
        wrong(name, errors.name?.join(" ") ?? "");
        fault(at("examples-fault"), errors.examples?.join(" ") ?? "");
        if (!errors.description && !errors.name && !errors.examples)
            fault(at("order-fault"), problem.message);
        (errors.description ? text : errors.name ? name : at("generate")).focus();
    } finally {
        at("generate").disabled = false;
    }
});

/** Shows a job from now to its end. */
function follow(state, isNew) {
    events?.close();
    clearInterval(clock);
    at("progress").hidden = false;
    fault(at("progress-fault"), "");
    fault(at("progress-note"), "");
    ordered = performance.now();
    clock = setInterval(() => tick(), 100);
    show(state);
    if (isNew) {
        history.replaceState(null, "", `/describe?job=${state.id}`);
        at("progress").scrollIntoView({ block: "nearest", behavior: moving() });
    }
    if (isOver(state))
        return;
    events = new EventSource(`/v1/jobs/${state.id}/events`);
    events.addEventListener("job", event => show(JSON.parse(event.data)));
    events.addEventListener("error", () => fault(at("progress-note"), "The connection to the server is interrupted; the job goes on. Trying again."));
    events.addEventListener("open", () => fault(at("progress-note"), ""));
}

const moving = () => matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth";

const isOver = state => ["ready", "failed", "cancelled"].includes(state.status);

function tick() {
    const seconds = (performance.now() - ordered) / 1000;
    at("elapsed").textContent = `${seconds.toFixed(1)} s`;
    if (job?.status === "queued" && seconds > 5)
        fault(at("progress-note"), "No worker has taken the job yet. It waits in the queue and is done when one is there; the server's log tells of its worker, and ./t2l worker starts another.");
}

function show(state) {
    const before = job?.id === state.id ? job.status : null;
    job = state;
    at("progress-title").textContent = { queued: "Waiting for a worker", running: "Generating", ready: "Ready", failed: "It could not be generated", cancelled: "Cancelled" }[state.status];
    at("progress-actions").hidden = isOver(state);
    if (state.status !== "queued")
        fault(at("progress-note"), state.status === "running" && state.error ? `Attempt ${state.attempts}. The one before: ${state.error}` : "");
    showSteps(state);
    if (!isOver(state) || before === state.status)
        return;
    clearInterval(clock);
    events?.close();
    fault(at("progress-fault"), state.status === "failed" ? state.error : "");
    if (state.timings_ms)
        at("elapsed").textContent = `${time(Object.values(state.timings_ms).reduce((sum, ms) => sum + ms, 0))} altogether`;
    if (state.status === "ready")
        showResult(state);
}

function showSteps(state) {
    const searches = state.progress?.stage === "search" || state.timings_ms?.search !== undefined || examples() !== undefined;
    const order = ["wait", "embed", searches ? "search" : "generate", "publish", "check"];
    const now = state.status === "queued" ? "wait" : state.progress?.stage ?? "embed";
    for (const step of at("steps").children) {
        const stage = step.dataset.stage;
        step.hidden = !order.includes(stage);
        const done = state.status === "ready" || (state.status === "running" && order.indexOf(stage) < order.indexOf(now));
        const current = !isOver(state) && stage === now;
        step.className = done ? "done" : current ? "current" : "";
        current ? step.setAttribute("aria-current", "step") : step.removeAttribute("aria-current");
        const took = state.timings_ms?.[stage];
        const round = current && state.progress?.steps ? `round ${state.progress.step} of ${state.progress.steps}` : "";
        step.querySelector(".took")?.remove();
        if (took !== undefined || round)
            step.append(el("span", { class: "took number quiet small" }, took === undefined ? round : time(took)));
    }
}

at("cancel").addEventListener("click", async () => {
    at("cancel").disabled = true;
    try {
        show((await call("POST", `/v1/jobs/${job.id}/cancel`)).json);
        at("generate").focus();
    } catch (problem) {
        say(problem.message);
    } finally {
        at("cancel").disabled = false;
    }
});

// What came of it
async function showResult(state) {
    try {
        adapter = (await call("GET", `/v1/adapters/${state.adapter}`)).json;
    } catch (problem) {
        fault(at("progress-fault"), problem.status === 404 ? "The adapter was made, and somebody has deleted it since." : problem.message);
        return;
    }
    const reference = `${adapter.name}:${adapter.version}`;
    at("result-link").textContent = reference;
    at("result-link").href = at("result-page").href = page(reference);
    at("result-badges").replaceChildren(el("span", { class: `badge ${adapter.kind}` }, adapter.kind), el("span", { class: "badge" }, adapter.base_model), ...(adapter.rank ? [el("span", { class: "badge" }, `rank ${adapter.rank}`)] : []));
    fault(at("result-note"), note(state));
    offer(false);
    if (state.novelty?.nearest?.length)
        beside.offer(inputs[state.novelty.nearest[0].task.split(".")[0]] ?? inputs.word);
    at("result").hidden = false;
    at("result-title").focus({ preventScroll: true });
    at("result").scrollIntoView({ block: "nearest", behavior: moving() });
    say(`Saved as ${reference}.`);
}

function note(state) {
    if (state.name && adapter.name !== state.name)
        return `These very bytes were published before, as ${adapter.name}:${adapter.version}. The same bytes are one version, so there is no second one under ${state.name}.`;
    if (state.search)
        return `The examples brought ${state.search.exact_before} → ${state.search.exact_after} of ${state.search.examples} answered exactly.`;
    return state.novelty?.warning ? "This is new ground for the network: try it before you trust it. Examples help, and so do other words." : "";
}

// What can be done with it now; what this caller may not do is not on the page.
function offer(isGone) {
    fault(at("result-fault"), "");
    at("undo").hidden = !isGone;
    for (const button of [at("discard"), at("promote")])
        if (button)
            button.hidden = isGone;
}

at("promote")?.addEventListener("click", async () => {
    const reference = `${adapter.name}:${adapter.version}`;
    const aliases = `/v1/adapters/${segment(adapter.name)}/aliases`;
    fault(at("result-fault"), "");
    try {
        at("promote").disabled = true; // a second press meanwhile would ask twice
        const now = await pointsAt(aliases, "champion").finally(() => {
            at("promote").disabled = false;
            at("promote").focus();
        });
        const before = now ? `, instead of version ${now.version}` : "";
        at("promote-text").textContent = `Requests for ${adapter.name}@champion are answered by version ${adapter.version} from then on${before}. The move stands in the audit log and can be rolled back.`;
        if (!await confirmed(at("promote-dialog")))
            return;
        // What was asked is what is done: not over a move that somebody else made meanwhile.
        await call("PUT", `${aliases}/champion`, { headers: now ? { "If-Match": now.tag } : { "If-None-Match": "*" }, body: { version: adapter.version } });
        say(`${reference} is champion.`);
        at("promote").hidden = true;
        at("result-badges").append(el("span", { class: "badge alias" }, "champion"));
    } catch (problem) {
        fault(at("result-fault"), problem.message);
    }
});

// Where an alias points, and the tag of its last move; null where there is none, which is looked up in the list because asking for it would be an error.
async function pointsAt(aliases, alias) {
    const { items } = (await call("GET", aliases)).json;
    if (!items.some(item => item.alias === alias))
        return null;
    const { json, headers } = await call("GET", `${aliases}/${alias}`);
    return { version: json.version, tag: headers.get("ETag") };
}

at("discard")?.addEventListener("click", () => change("DELETE", `/v1/adapters/${segment(`${adapter.name}:${adapter.version}`)}`, "is discarded", true));
at("undo").addEventListener("click", () => change("POST", `/v1/adapters/${segment(`${adapter.name}:${adapter.version}`)}/restore`, "is back", false));

async function change(method, address, done, isGone) {
    try {
        await call(method, address);
        say(`${adapter.name}:${adapter.version} ${done}.`);
        offer(isGone);
        (isGone ? at("undo") : at("discard")).focus();
    } catch (problem) {
        fault(at("result-fault"), problem.message);
    }
}

// A page that is loaded again goes on where it was.
propose();
const before = new URLSearchParams(location.search).get("job");
if (before && /^[0-9a-f-]{36}$/.test(before)) {
    call("GET", `/v1/jobs/${before}`).then(({ json }) => {
        if (!text.value)
            text.value = json.description;
        [name.value, named] = [json.name ?? "", json.name !== null];
        propose();
        follow(json, false);
        lookNow();
    }, problem => fault(at("order-fault"), problem.message));
} else if (text.value.trim()) {
    lookNow();
}
