"use strict";
/* What the query form does without it too, by fewer keys: Ctrl+Enter sends, and a query too long for an address is
   sent in the request's body. */
(() => {
  const LONGEST = 6000; // characters, as they stand in an address
  const form = document.querySelector("form"), query = form.elements.namedItem("query");
  document.documentElement.classList.add("script");
  form.addEventListener("submit", () => {
    form.method = encodeURIComponent(query.value).length > LONGEST ? "post" : "get";
  });
  query.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
})();
