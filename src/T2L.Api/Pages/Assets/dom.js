// What the pages that make things share. Text goes into the page as text only: nothing here reads markup.

export { call, say } from "./site.js";

/** An element. Attributes that are null or false are left out; `on…` are listeners; children are text or nodes. */
export function el(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
        if (value === null || value === undefined || value === false)
            continue;
        if (key.startsWith("on"))
            element.addEventListener(key.slice(2), value);
        else
            element.setAttribute(key, value === true ? "" : value);
    }
    element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
    return element;
}

/** Calls a function when nothing has asked for it again for a while. */
export function debounced(ms, run) {
    let timer;
    return (...given) => {
        clearTimeout(timer);
        timer = setTimeout(run, ms, ...given);
    };
}

/** Milliseconds as a person reads them. */
export const time = ms => ms < 1000 ? `${Math.round(ms * 10) / 10} ms` : `${(ms / 1000).toFixed(1)} s`;

/** A name inside an address: a slash is part of it. */
export const segment = name => encodeURIComponent(name);

/** The page of an adapter. */
export const page = reference => `/adapters/${encodeURIComponent(reference).replaceAll("%2F", "/").replaceAll("%3A", ":").replaceAll("%40", "@")}`;

/** Fills a place that tells of a failure; an empty text hides it. */
export function fault(place, text) {
    place.textContent = text;
    place.hidden = !text;
}

/** Asks with a dialog of the page whether to go on. */
export function confirmed(dialog) {
    return new Promise(resolve => {
        dialog.returnValue = "";
        dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
        dialog.showModal();
    });
}
