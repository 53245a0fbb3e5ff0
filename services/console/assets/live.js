// Live pages over one connection per browser: the tab that holds the lock listens, the others hear it by BroadcastChannel.
// The server says only "list X changed"; the page fetches again through its own authorised GET (hx-trigger="mb:worklist from:body").
(() => {
  const url = document.body.dataset.live;
  if (!url || !window.EventSource) return;
  const channel = new BroadcastChannel("mantelbrug-live");
  const ANYTHING = "*"; // a stream begins with it: whatever a page shows may have changed before it listened
  const listened = () => [...document.querySelectorAll("[hx-trigger*='mb:']")].flatMap((e) => e.getAttribute("hx-trigger").match(/mb:[\w-]+/g));
  const hear = (name) => { for (const event of name === ANYTHING ? new Set(listened()) : ["mb:" + name]) window.htmx?.trigger(document.body, event); };
  const tell = (name) => { hear(name); channel.postMessage(name); };
  channel.onmessage = (message) => hear(message.data);

  // The browser reconnects by itself after a broken connection, not after an answer that is no stream (a server that restarts): that is ours.
  const listen = () => new Promise(() => {
    let wait = 1000;
    const open = () => {
      const source = new EventSource(url);
      source.onopen = () => { wait = 1000; };
      source.onerror = () => {
        if (source.readyState !== EventSource.CLOSED) return;
        setTimeout(open, wait * (0.75 + Math.random() / 2));
        wait = Math.min(wait * 2, 60000);
      };
      source.addEventListener("changed", (event) => tell(event.data));
    };
    open();
  });
  if (navigator.locks) navigator.locks.request("mantelbrug-live", listen);
  else listen();
})();

// A form that is on its way is sent once: a double click must not ask twice. Pages without JavaScript rely on the idempotency key in the form.
const SENT_FOR = 10000; // a form whose answer is a download leaves the page standing, and may be sent again
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[hx-post]") || form.method !== "post") return;
  if (form.dataset.sent) { event.preventDefault(); return; }
  const button = event.submitter;
  const release = () => { delete form.dataset.sent; button?.classList.remove("nl-button--busy"); };
  form.dataset.sent = "1";
  button?.classList.add("nl-button--busy");
  setTimeout(release, SENT_FOR);
  window.addEventListener("pageshow", release, { once: true }); // back from the next page: the form lives again
});

// htmx does nothing visible with a failed request: say so, and go to the login when the session is over.
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 401) window.location.reload();
  else document.querySelector("[data-request-failed]")?.removeAttribute("hidden");
});
document.addEventListener("htmx:sendError", () => document.querySelector("[data-request-failed]")?.removeAttribute("hidden"));
document.addEventListener("htmx:beforeRequest", () => document.querySelector("[data-request-failed]")?.setAttribute("hidden", ""));

// Pages for print, confirm dialogs and the error summary: behaviour by attribute, never inline.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-print],[data-opens],[data-closes]");
  if (!button) return;
  if (button.matches("[data-print]")) window.print();
  if (button.dataset.opens) {
    const dialog = document.getElementById(button.dataset.opens);
    if (dialog?.showModal) { event.preventDefault(); dialog.showModal(); }
  }
  if (button.matches("[data-closes]")) button.closest("dialog")?.close();
});
document.querySelector("[data-error-summary]")?.focus();
