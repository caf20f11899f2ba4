"use strict";
(() => {
  // Search and paging of the list of clusters: the data lies in the page, nothing is fetched.
  const data = document.getElementById("data");
  if (data) {
    const all = JSON.parse(data.textContent);
    const body = document.querySelector("#clusters tbody");
    const query = document.getElementById("q");
    const country = document.getElementById("country");
    const trade = document.getElementById("trade");
    const count = document.getElementById("count");
    const label = document.getElementById("page");
    const previous = document.getElementById("previous");
    const next = document.getElementById("next");
    const size = 100;
    let page = 0;
    const cell = (tag, text, name) => {
      const element = document.createElement(tag);
      element.textContent = text ?? "";
      if (name) element.className = name;
      return element;
    };
    const show = () => {
      const words = query.value.toLowerCase().split(/\s+/).filter(Boolean);
      const found = all.filter((row) =>
        (!country.value || row.country === country.value) &&
        (!trade.value || row.trade === trade.value) &&
        words.every((word) => row.search.includes(word)));
      const pages = Math.max(1, Math.ceil(found.length / size));
      page = Math.min(page, pages - 1);
      body.replaceChildren(...found.slice(page * size, (page + 1) * size).map((row) => {
        const line = document.createElement("tr");
        const head = document.createElement("th");
        head.scope = "row";
        if (row.page) {
          const link = cell("a", row.name);
          link.href = row.page;
          head.append(link);
        } else {
          head.textContent = row.name;
        }
        line.append(head, cell("td", row.province), cell("td", row.country),
          cell("td", row.documents, "num"), cell("td", row.observations, "num"));
        return line;
      }));
      count.textContent = `${found.length.toLocaleString("en")} of ${all.length.toLocaleString("en")} clusters`;
      label.textContent = pages > 1 ? `page ${page + 1} of ${pages}` : "";
      previous.disabled = page === 0;
      next.disabled = page >= pages - 1;
    };
    query.value = new URLSearchParams(location.search).get("q") ?? "";
    for (const input of [query, country, trade]) input.addEventListener("input", () => { page = 0; show(); });
    document.getElementById("filter").addEventListener("submit", (event) => event.preventDefault());
    previous.addEventListener("click", () => { page -= 1; show(); });
    next.addEventListener("click", () => { page += 1; show(); });
    show();
  }
  // Keyboard steps from figure to figure of an article.
  const marks = [...document.querySelectorAll(".article mark[tabindex]")];
  if (marks.length) {
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
      const step = { n: 1, p: -1 }[event.key];
      if (!step) return;
      const at = marks.indexOf(document.activeElement);
      const to = marks[(at < 0 ? (step > 0 ? 0 : marks.length - 1) : at + step + marks.length) % marks.length];
      to.focus();
      to.scrollIntoView({ block: "center" });
    });
  }
})();
