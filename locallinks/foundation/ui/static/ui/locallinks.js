// Everything works without this file. It adds: the GOV.UK components' own behaviour, type-ahead for long lists,
// a warning before leaving a page with something typed and not sent, and a form that is not sent while there is no
// connection: what was typed stays in its boxes, and the browser stores nothing of it.

const address = (name) => document.querySelector(`meta[name="${name}"]`)?.content;

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) document.body.classList.add("govuk-frontend-supported");

const govuk = address("ll-govuk");
if (govuk) import(govuk).then(({ initAll }) => initAll()).catch(() => {});

function loadScript(src) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = src;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

// Type-ahead: the select stays in the page, hidden, and is what is sent.
const lists = document.querySelectorAll("select[data-autocomplete]");
if (lists.length && address("ll-autocomplete")) {
  loadScript(address("ll-autocomplete")).then(() => {
    for (const list of lists) {
      const { id } = list;
      const describedBy = list.getAttribute("aria-describedby");
      window.accessibleAutocomplete.enhanceSelectElement({
        selectElement: list,
        name: "",
        defaultValue: list.value ? undefined : "",
        showAllValues: list.options.length < 60,
        confirmOnBlur: false,
        tNoResults: () => "Nothing found with that name",
        onConfirm(chosen) {
          const match = [...list.options].find((option) => option.text === chosen);
          if (match) match.selected = true;
          list.dispatchEvent(new Event("change", { bubbles: true }));
        },
      });
      const box = document.getElementById(id);
      if (describedBy && box && box !== list) box.setAttribute("aria-describedby", describedBy);
      // Text that is not in the list clears the answer, so that the form asks again.
      box?.addEventListener("change", () => {
        const match = [...list.options].find((option) => option.text === box.value.trim());
        list.value = match ? match.value : "";
      });
    }
  }).catch(() => {});
}

// Without a connection a form is not sent, and says so. This listener comes before the next block, which then still warns.
function sayNotSent(form) {
  const old = form.querySelector(".ll-offline");
  if (old) old.remove();
  const words = document.createElement("div");
  words.className = "ll-notice ll-notice--important ll-offline";
  words.setAttribute("role", "alert");
  words.tabIndex = -1;
  for (const [name, text] of [
    ["ll-notice__title", "You are not connected, so nothing was sent"],
    ["govuk-body", "What you typed is still here. Leave this page open, and press the button again when you are back."],
  ]) {
    const line = document.createElement("p");
    line.className = name;
    line.textContent = text;
    words.append(line);
  }
  form.prepend(words);
  words.focus();
}

for (const form of document.querySelectorAll("form[method=post]")) {
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    sayNotSent(form);
  });
}
window.addEventListener("online", () => {
  for (const words of document.querySelectorAll(".ll-offline")) words.remove();
});

// Leaving with something typed and not sent: the browser asks first.
for (const form of document.querySelectorAll("form[data-warn-unsaved]")) {
  let typed = false;
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
  window.addEventListener("beforeunload", (event) => {
    if (typed) event.preventDefault();
  });
}

// Where somebody else saved first, move the focus to the list of differences.
document.querySelector(".ll-stale")?.focus();

// Show print buttons, which work only with script.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
