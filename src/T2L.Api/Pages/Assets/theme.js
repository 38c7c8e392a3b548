// Runs before the first paint, so that a remembered theme does not flash the other one.
(() => {
    const key = "t2l-theme";
    const root = document.documentElement;
    const read = () => { try { return localStorage.getItem(key); } catch { return null; } };
    const dark = () => (root.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";

    root.dataset.scripted = ""; // shows what needs scripts
    const remembered = read();
    if (remembered === "dark" || remembered === "light")
        root.dataset.theme = remembered;

    document.addEventListener("DOMContentLoaded", () => {
        const button = document.getElementById("theme");
        const name = () => button.setAttribute("aria-label", dark() ? "Use the light theme" : "Use the dark theme");
        button.hidden = false;
        name();
        button.addEventListener("click", () => {
            root.dataset.theme = dark() ? "light" : "dark";
            try { localStorage.setItem(key, root.dataset.theme); } catch { /* a private window remembers nothing */ }
            name();
        });
    });
})();
