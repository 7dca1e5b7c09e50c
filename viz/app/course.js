"use strict";
// A page of the site inside a course: links lead to the site in a window of their own, and a learning platform that speaks
// SCORM 1.2 is told how far the learner came and with what score. Without such a platform nothing is told to anyone.
(function (ictograph) {
  const home = document.querySelector("meta[name=ictograph-home]").content;
  const MOST_PARENTS = 12;

  // What a script wrote as a link within the site leads to where the site is.
  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[href]");
    if (!link) return;
    const address = link.getAttribute("href");
    if (address.startsWith("#")) return;
    event.preventDefault();
    window.open(/^[a-z]+:/i.test(address) ? link.href : home + address, "_blank", "noopener,noreferrer");
  });

  // The platform's object, in this window or one above it, or in that of who opened it.
  function find(from) {
    let at = from;
    for (let level = 0; level < MOST_PARENTS && at; level += 1) {
      try {
        if (at.API) return at.API;
      } catch {
        return null; // another site's window
      }
      if (at.parent === at) break;
      at = at.parent;
    }
    return null;
  }
  const api = find(window) || (window.opener ? find(window.opener) : null);
  const listeners = [];
  let ended = false;
  const set = (name, value) => api && api.LMSSetValue(`cmi.core.${name}`, String(value));

  // Says a score of 0 to 100 and whether it is all done, and keeps the place in the address for the next time.
  function tell({ right, of, done }) {
    const report = { right, of, done, score: of ? Math.round((100 * right) / of) : 0 };
    for (const listener of listeners) listener(report);
    if (!api) return;
    if (of) {
      set("score.min", 0);
      set("score.max", 100);
      set("score.raw", report.score);
    }
    set("lesson_status", done ? "completed" : "incomplete");
    if (location.hash.length <= 4096) api.LMSSetValue("cmi.suspend_data", location.hash); // as much as SCORM 1.2 keeps
    api.LMSCommit("");
  }

  function end() {
    if (!api || ended) return;
    ended = true;
    set("exit", "suspend");
    api.LMSFinish("");
  }

  ictograph.course = { tell, onreport: (listener) => listeners.push(listener) };
  if (api) {
    api.LMSInitialize("");
    const place = api.LMSGetValue("cmi.suspend_data");
    if (/^#[\w=&,.%+-]*$/.test(place || "") && !location.hash) location.hash = place;
    if (!["completed", "passed"].includes(api.LMSGetValue("cmi.core.lesson_status"))) set("lesson_status", "incomplete");
    window.addEventListener("pagehide", end);
    window.addEventListener("beforeunload", end);
  }

  // The quiz reports each answer, Build it each map, a tour that its last step was seen.
  ictograph.quizDone = ({ right, of, answered }) => tell({ right, of, done: answered === of });
  ictograph.buildDone = ({ right, of, done }) => tell({ right, of, done });
  const steps = [...document.querySelectorAll(".handout > li")];
  if (steps.length) {
    const seen = new Set();
    const watch = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) if (isIntersecting) seen.add(target);
      tell({ right: seen.size, of: steps.length, done: seen.size === steps.length });
    }, { threshold: 0.25 });
    for (const step of steps) watch.observe(step);
  }
})((window.ictograph = window.ictograph || {}));
