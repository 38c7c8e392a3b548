// The map of adapters: points on a canvas, moved by wheel, pointer and keys; the list beside it has what is in view.
import { call, debounced, el, fault, page } from "./dom.js";

const at = id => document.getElementById(id);
const canvas = at("canvas"), brush = canvas.getContext("2d");
// The style sheet's colours as the theme has them now.
const dots = Array.from({ length: 6 }, (_, place) => el("span", { class: `dot dot-${place}`, hidden: true }));
canvas.after(...dots);
const LISTED = 40, NEAR = 14, MOST_ZOOM = 400;

let points = [], groups = [], view = { x: 0, y: 0, scale: 1 }, home = view, chosen = -1, wanted = "", drawn = 0;

async function load(encoder) {
    fault(at("map-fault"), "");
    try {
        const { json } = await call("GET", `/v1/adapters/map${encoder ? `?${new URLSearchParams({ encoder })}` : ""}`);
        show(json);
    } catch (problem) {
        fault(at("map-fault"), problem.message);
    } finally {
        at("map-loading").hidden = true;
    }
}

function show(map) {
    points = map.points;
    chosen = -1;
    at("map-empty").hidden = points.length > 0;
    at("map").hidden = points.length === 0;
    at("encoder-field").hidden = map.encoders.length < 2;
    at("encoder").replaceChildren(...map.encoders.map(digest => el("option", { value: digest, selected: digest === map.encoder }, `${digest.slice(0, 19)}…`)));
    at("sample").hidden = !map.is_sample;
    const [x, y] = map.explained.map(share => Math.round(100 * share));
    at("map-about").textContent = `${points.length.toLocaleString("en")} ${points.length === 1 ? "adapter" : "adapters"}. Left to right is ${x} % of how the tasks' embeddings differ, bottom to top ${y} %; the rest cannot be seen here.`;
    if (points.length === 0)
        return;
    // One colour for all tells nothing.
    if (new Set(points.map(point => point.base_model)).size === 1)
        at("colour").value = "team";
    colour();
    fit();
    all();
}

// Colours
function colour() {
    const by = at("colour").value;
    const team = name => name.includes("/") ? `${name.split("/")[0]}/` : "(no team)";
    const trait = point => by === "team" ? team(point.name) : point[by];
    const counts = Map.groupBy(points, trait);
    groups = [...counts.keys()].sort((a, b) => counts.get(b).length - counts.get(a).length || a.localeCompare(b));
    for (const point of points)
        point.hue = Math.min(groups.indexOf(trait(point)), dots.length - 1);
    const shown = groups.slice(0, dots.length - 1);
    at("legend").replaceChildren(
        ...shown.map((name, place) => el("li", {}, el("span", { class: `dot dot-${place}` }), name, " ", el("span", { class: "quiet small" }, counts.get(name).length.toLocaleString("en")))),
        ...groups.slice(shown.length, shown.length + 1).map(() => el("li", {}, el("span", { class: `dot dot-${dots.length - 1}` }), `${groups.length - shown.length} others`)));
    draw();
}

// Places
const width = () => canvas.clientWidth, height = () => canvas.clientHeight;
const across = point => (point.x - view.x) * view.scale + width() / 2;
const down = point => height() / 2 - (point.y - view.y) * view.scale;
const inside = point => { const x = across(point), y = down(point); return x >= 0 && y >= 0 && x <= width() && y <= height(); };

function fit() {
    const ratio = devicePixelRatio || 1;
    canvas.width = Math.max(1, Math.round(width() * ratio));
    canvas.height = Math.max(1, Math.round(height() * ratio));
    brush.setTransform(ratio, 0, 0, ratio, 0, 0);
    const xs = points.map(point => point.x), ys = points.map(point => point.y);
    const [left, right, low, high] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const scale = Math.min((width() - 60) / Math.max(right - left, 1e-6), (height() - 60) / Math.max(high - low, 1e-6));
    home = { x: (left + right) / 2, y: (low + high) / 2, scale: Math.min(scale, 1e6) };
}

function all() {
    view = { ...home };
    changed();
}

function zoom(factor, x = width() / 2, y = height() / 2) {
    const scale = Math.min(home.scale * MOST_ZOOM, Math.max(home.scale / 2, view.scale * factor));
    // What is under the pointer stays there.
    view.x += (x - width() / 2) * (1 / view.scale - 1 / scale);
    view.y -= (y - height() / 2) * (1 / view.scale - 1 / scale);
    view.scale = scale;
    changed();
}

function pan(right, downwards) {
    view.x -= right / view.scale;
    view.y += downwards / view.scale;
    changed();
}

function changed() {
    draw();
    list();
}

// The picture
function draw() {
    cancelAnimationFrame(drawn);
    drawn = requestAnimationFrame(paint);
}

function paint() {
    const style = getComputedStyle(canvas);
    const paints = dots.map(dot => getComputedStyle(dot).backgroundColor);
    brush.clearRect(0, 0, width(), height());
    const radius = points.length > 1000 ? 3 : points.length > 200 ? 4 : 5.5;
    const dim = wanted !== "";
    for (let pass = 0; pass < 2; pass++) {
        for (const point of points) {
            // What was looked for lies on top.
            if ((dim && point.found ? 1 : 0) !== pass || !inside(point))
                continue;
            brush.globalAlpha = dim && !point.found ? 0.16 : 0.82;
            brush.fillStyle = paints[point.hue];
            brush.beginPath();
            if (point.kind === "svf")
                brush.rect(across(point) - radius * 0.9, down(point) - radius * 0.9, radius * 1.8, radius * 1.8);
            else
                brush.arc(across(point), down(point), radius, 0, 2 * Math.PI);
            brush.fill();
        }
    }
    brush.globalAlpha = 1;
    label(style);
    const point = points[chosen];
    at("tip").hidden = !point || !inside(point);
    if (!point || !inside(point))
        return;
    brush.strokeStyle = style.color;
    brush.lineWidth = 2;
    brush.beginPath();
    brush.arc(across(point), down(point), radius + 4, 0, 2 * Math.PI);
    brush.stroke();
    tip(point);
}

// Names where there is room for them.
function label(style) {
    brush.font = `12px ${style.fontFamily}`;
    brush.fillStyle = style.color;
    // No name lies on a point.
    const taken = points.length > 300 ? [] : points.filter(inside).map(point => [across(point) - 5, down(point) - 5, across(point) + 5, down(point) + 5]);
    let room = 60;
    for (const point of points) {
        if (room === 0)
            break;
        if (!inside(point) || (wanted && !point.found))
            continue;
        const [x, y, long] = [across(point), down(point), brush.measureText(point.name).width];
        const places = [[x + 12, y + 4], [x - 12 - long, y + 4], [x - long / 2, y - 12], [x - long / 2, y + 19]];
        const free = places.find(([left, low]) => left > 4 && left + long < width() - 4 && low > 14 && low < height() - 4 && !taken.some(other => left < other[2] + 6 && left + long + 6 > other[0] && low - 11 < other[3] + 2 && low + 6 > other[1]));
        if (!free)
            continue;
        const box = [free[0], free[1] - 11, free[0] + long, free[1] + 4];
        taken.push(box);
        brush.fillText(point.name, ...free);
        room--;
    }
}

function tip(point) {
    const place = at("tip");
    place.replaceChildren(el("a", { href: page(`${point.name}:${point.version}`), tabindex: "-1" }, `${point.name}:${point.version}`), point.description ? el("p", {}, point.description) : "", el("p", { class: "quiet small" }, `${point.kind} for ${point.base_model}`));
    const left = Math.max(8, Math.min(across(point) + 14, width() - place.offsetWidth - 8));
    const top = down(point) + 14 + place.offsetHeight > height() ? down(point) - 14 - place.offsetHeight : down(point) + 14;
    place.style.transform = `translate(${Math.round(left)}px, ${Math.round(Math.max(8, top))}px)`;
}

// The list
const list = debounced(120, () => {
    const shown = points.map((point, place) => ({ point, place })).filter(({ point }) => inside(point) && (!wanted || point.found));
    const far = ({ point }) => (point.x - view.x) ** 2 + (point.y - view.y) ** 2;
    shown.sort((a, b) => far(a) - far(b) || a.point.name.localeCompare(b.point.name));
    at("view-count").textContent = shown.length > LISTED ? `${LISTED} of ${shown.length.toLocaleString("en")}, the middle first` : `${shown.length}`;
    at("view").replaceChildren(...shown.slice(0, LISTED).map(({ point, place }) => el("li", { onpointerenter: () => choose(place), onfocusin: () => choose(place) },
        el("span", { class: `dot dot-${point.hue}`, "aria-hidden": "true" }),
        el("a", { href: page(`${point.name}:${point.version}`) }, `${point.name}:${point.version}`),
        point.description ? el("span", { class: "near-text quiet small" }, point.description) : null)));
    view.order = shown.map(({ place }) => place);
});

function choose(place) {
    if (place === chosen)
        return;
    chosen = place;
    draw();
}

function nearest(x, y) {
    let best = -1, distance = NEAR ** 2;
    points.forEach((point, place) => {
        const away = (across(point) - x) ** 2 + (down(point) - y) ** 2;
        if (away < distance && (!wanted || point.found))
            [best, distance] = [place, away];
    });
    return best;
}

const open = place => { if (points[place]) location.href = page(`${points[place].name}:${points[place].version}`); };

// Pointer: one drags, two pinch, a short press picks.
const fingers = new Map();
let moved = 0;
canvas.addEventListener("pointerdown", event => {
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, { x: event.offsetX, y: event.offsetY });
    moved = 0;
});
canvas.addEventListener("pointermove", event => {
    const finger = fingers.get(event.pointerId);
    if (!finger) {
        const under = nearest(event.offsetX, event.offsetY);
        canvas.classList.toggle("over", under >= 0);
        if (under >= 0)
            choose(under);
        return;
    }
    const before = [...fingers.values()].map(({ x, y }) => ({ x, y }));
    const [dx, dy] = [event.offsetX - finger.x, event.offsetY - finger.y];
    [finger.x, finger.y] = [event.offsetX, event.offsetY];
    moved += Math.abs(dx) + Math.abs(dy);
    if (fingers.size === 1)
        pan(dx, dy);
    else {
        const now = [...fingers.values()];
        const span = pair => Math.hypot(pair[0].x - pair[1].x, pair[0].y - pair[1].y) || 1;
        zoom(span(now) / span(before), (now[0].x + now[1].x) / 2, (now[0].y + now[1].y) / 2);
    }
});
canvas.addEventListener("pointerup", event => {
    fingers.delete(event.pointerId);
    if (moved > 6)
        return;
    const under = nearest(event.offsetX, event.offsetY);
    if (under >= 0 && under === chosen && event.pointerType === "mouse")
        open(under);
    else
        choose(under);
});
canvas.addEventListener("pointercancel", event => fingers.delete(event.pointerId));
canvas.addEventListener("wheel", event => {
    event.preventDefault();
    zoom(Math.exp(-Math.max(-120, Math.min(120, event.deltaY)) * 0.003), event.offsetX, event.offsetY);
}, { passive: false });

// Keys
const step = 60;
const keys = {
    ArrowLeft: () => pan(step, 0), ArrowRight: () => pan(-step, 0), ArrowUp: () => pan(0, step), ArrowDown: () => pan(0, -step),
    "+": () => zoom(1.4), "=": () => zoom(1.4), "-": () => zoom(1 / 1.4), "0": () => all(),
    n: () => go(1), p: () => go(-1), Enter: () => open(chosen), Escape: () => choose(-1),
};
canvas.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || !keys[event.key])
        return;
    event.preventDefault();
    keys[event.key]();
});

function go(by) {
    const order = view.order ?? [];
    if (order.length === 0)
        return;
    const place = order.indexOf(chosen);
    choose(order[(place < 0 ? (by > 0 ? 0 : order.length - 1) : place + by + order.length) % order.length]);
    const point = points[chosen];
    at("view-count").textContent = `${point.name}:${point.version}${point.description ? `, ${point.description}` : ""}`;
}

at("zoom-in").addEventListener("click", () => zoom(1.5));
at("zoom-out").addEventListener("click", () => zoom(1 / 1.5));
at("zoom-all").addEventListener("click", all);
at("colour").addEventListener("change", () => { colour(); list(); });
at("encoder").addEventListener("change", () => load(at("encoder").value));
at("find").addEventListener("input", () => {
    wanted = at("find").value.trim().toLowerCase();
    for (const point of points)
        point.found = wanted !== "" && `${point.name} ${point.description ?? ""}`.toLowerCase().includes(wanted);
    changed();
});
new ResizeObserver(() => { if (points.length) { const kept = { ...view }; fit(); view = kept; changed(); } }).observe(canvas);
new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
document.fonts?.ready.then(draw);
load();
