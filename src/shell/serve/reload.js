// Loads the page again when the site is another, and shows what stands in the way of the next one.
"use strict";
(() => {
  const own = Number(document.currentScript.dataset.build);
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/__ir-site/overlay.css";
  document.head.append(style);

  let panel = null;
  const hide = () => {
    panel?.remove();
    panel = null;
  };
  const show = (report) => {
    hide();
    panel = document.createElement("section");
    panel.id = "ir-site-report";
    panel.setAttribute("role", "alert");
    const heading = document.createElement("h2");
    heading.textContent = "Not built. Behind this is the last good site";
    const text = document.createElement("pre");
    text.textContent = report;
    text.tabIndex = 0;
    const close = document.createElement("button");
    close.type = "button";
    close.textContent = "Hide until the next change";
    close.addEventListener("click", hide);
    panel.append(heading, text, close);
    document.body.append(panel);
  };

  const events = new EventSource("/__ir-site/events");
  events.addEventListener("message", (event) => {
    const state = JSON.parse(event.data);
    if (state.build !== own) {
      events.close();
      location.reload();
    } else if (state.failure === null) {
      hide();
    } else {
      show(state.failure);
    }
  });
  // A page that waits in the history holds no connection: browsers allow only a few to one server.
  addEventListener("pagehide", () => events.close());
  addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
})();
