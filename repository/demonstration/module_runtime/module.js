/* Turns the one long page into pages, checks the quiz, and tells the course site (SCORM 1.2 or
   2004) about place, score and completion. Without a course site, all but the keeping works. */
(function () {
  "use strict";

  var body = document.body;
  var labels = JSON.parse(body.getAttribute("data-labels"));
  var mastery = Number(body.getAttribute("data-mastery"));
  var pages = [].slice.call(document.querySelectorAll(".page"));
  var links = [].slice.call(document.querySelectorAll(".contents a"));
  var quiz = document.querySelector("form.quiz");
  var began = Date.now();
  var current = 0;
  var seen = {};

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (_, name) { return values[name]; });
  }

  /* --- the course site ------------------------------------------------------------------- */

  function lookUp(name, from) {
    var place = from;
    for (var depth = 0; place && depth < 20; depth += 1) {
      try {
        if (place[name]) { return place[name]; }
      } catch (refused) { return null; /* a window of another origin: no API to be had there */ }
      if (place.parent === place) { return null; }
      place = place.parent;
    }
    return null;
  }

  function find(name) {
    return lookUp(name, window) || (window.opener ? lookUp(name, window.opener) : null);
  }

  var SCORM_2004 = {
    begin: "Initialize", get: "GetValue", set: "SetValue", save: "Commit", end: "Terminate",
    place: "cmi.location", seen: "cmi.suspend_data", exit: "cmi.exit", time: "cmi.session_time",
    score: "cmi.score", duration: function (seconds) { return "PT" + seconds + "S"; }
  };
  var SCORM_1_2 = {
    begin: "LMSInitialize", get: "LMSGetValue", set: "LMSSetValue", save: "LMSCommit",
    end: "LMSFinish", place: "cmi.core.lesson_location", seen: "cmi.suspend_data",
    exit: "cmi.core.exit", time: "cmi.core.session_time", score: "cmi.core.score",
    duration: function (seconds) {
      function two(number) { return (number < 10 ? "0" : "") + number; }
      var hours = Math.floor(seconds / 3600);
      return (hours < 10 ? "000" : hours < 100 ? "00" : "0") + hours + ":" +
        two(Math.floor(seconds / 60) % 60) + ":" + two(seconds % 60);
    }
  };

  function connect() {
    var wanted = body.getAttribute("data-scorm") === "1.2"
      ? [["API", SCORM_1_2], ["API_1484_11", SCORM_2004]]
      : [["API_1484_11", SCORM_2004], ["API", SCORM_1_2]];
    for (var i = 0; i < wanted.length; i += 1) {
      var api = find(wanted[i][0]);
      if (api && String(api[wanted[i][1].begin]("")) === "true") {
        return { api: api, words: wanted[i][1] };
      }
    }
    return null;
  }

  var site = connect();

  function get(name) { return site ? String(site.api[site.words.get](name) || "") : ""; }
  function set(name, value) { if (site) { site.api[site.words.set](name, String(value)); } }
  function save() { if (site) { site.api[site.words.save](""); } }

  function is2004() { return site && site.words === SCORM_2004; }

  function reportStart() {
    if (!site) { return; }
    if (is2004()) {
      if (get("cmi.completion_status") !== "completed") { set("cmi.completion_status", "incomplete"); }
    } else if (/^(not attempted|browsed|)$/.test(get("cmi.core.lesson_status"))) {
      set("cmi.core.lesson_status", "incomplete");
    }
  }

  function reportRead() {
    if (!site || quiz) { return; }
    set(is2004() ? "cmi.completion_status" : "cmi.core.lesson_status", "completed");
    if (is2004()) { set("cmi.success_status", "passed"); set("cmi.score.scaled", "1"); }
    save();
  }

  function reportScore(percent) {
    if (!site) { return; }
    var before = parseFloat(get(site.words.score + ".raw"));
    if (before > percent) { percent = before; }
    set(site.words.score + ".min", 0);
    set(site.words.score + ".max", 100);
    set(site.words.score + ".raw", percent);
    var passed = percent >= mastery ? "passed" : "failed";
    if (is2004()) {
      set("cmi.score.scaled", percent / 100);
      set("cmi.success_status", passed);
      set("cmi.completion_status", "completed");
    } else {
      set("cmi.core.lesson_status", passed);
    }
    save();
  }

  function leave() {
    if (!site) { return; }
    set(site.words.time, site.words.duration(Math.round((Date.now() - began) / 1000)));
    set(site.words.exit, "suspend");
    save();
    site.api[site.words.end]("");
    site = null;
  }

  /* --- pages ----------------------------------------------------------------------------- */

  function indexOf(id) {
    for (var i = 0; i < pages.length; i += 1) { if (pages[i].id === id) { return i; } }
    return -1;
  }

  function show(index, focus) {
    current = index;
    seen[index] = true;
    pages.forEach(function (page, i) { page.hidden = i !== index; });
    links.forEach(function (link, i) {
      if (i === index) { link.setAttribute("aria-current", "page"); } else { link.removeAttribute("aria-current"); }
    });
    back.disabled = index === 0;
    next.disabled = index === pages.length - 1;
    where.textContent = fill(labels.page_of, { n: index + 1, all: pages.length });
    set(site ? site.words.place : "", pages[index].id);
    set(site ? site.words.seen : "", Object.keys(seen).join(","));
    if (site && is2004()) { set("cmi.progress_measure", Object.keys(seen).length / pages.length); }
    save();
    if (Object.keys(seen).length === pages.length) { reportRead(); }
    if (focus) {
      var heading = pages[index].querySelector("h2");
      heading.setAttribute("tabindex", "-1");
      heading.focus();
      window.scrollTo(0, 0);
    }
  }

  function button(label, quiet, action) {
    var made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    if (quiet) { made.setAttribute("data-quiet", ""); }
    made.addEventListener("click", action);
    return made;
  }

  var bar = document.querySelector(".bar");
  var back = button(labels.previous, true, function () { show(current - 1, true); });
  var where = document.createElement("span");
  var next = button(labels.next, false, function () { show(current + 1, true); });
  bar.appendChild(back);
  bar.appendChild(where);
  bar.appendChild(next);
  bar.hidden = pages.length < 2;

  document.addEventListener("click", function (event) {
    var link = event.target.closest ? event.target.closest("a[href^='#']") : null;
    var index = link ? indexOf(link.getAttribute("href").slice(1)) : -1;
    if (index >= 0) { event.preventDefault(); show(index, true); }
  });

  /* --- quiz ------------------------------------------------------------------------------ */

  function chosen(question) {
    return [].slice.call(question.querySelectorAll("input")).filter(function (i) { return i.checked; });
  }

  function isRight(question) {
    return [].slice.call(question.querySelectorAll("input")).every(function (input) {
      return input.checked === input.hasAttribute("data-right");
    });
  }

  function judge(question) {
    var right = isRight(question);
    var verdict = question.querySelector(".verdict");
    var word = document.createElement("strong");
    var text = document.createElement("p");
    verdict.setAttribute("data-right", right ? "yes" : "no");
    verdict.textContent = "";
    word.textContent = (right ? labels.right : labels.wrong) + " ";
    text.appendChild(word);
    text.appendChild(document.createTextNode(question.querySelector(".reason").textContent));
    verdict.appendChild(text);
    verdict.hidden = false;
    return right;
  }

  function check(event) {
    event.preventDefault();
    var questions = [].slice.call(quiz.querySelectorAll(".question"));
    var result = quiz.querySelector(".result");
    var open = questions.map(function (q, i) { return chosen(q).length ? 0 : i + 1; }).filter(Boolean);
    if (open.length) {
      result.textContent = fill(labels.unanswered, { open: open.join(", ") });
      questions[open[0] - 1].querySelector("input").focus();
      return;
    }
    var right = questions.filter(judge).length;
    var percent = Math.round(100 * right / questions.length);
    result.textContent = fill(labels.score, { right: right, all: questions.length, percent: percent }) +
      " " + (percent >= mastery ? labels.passed : fill(labels.failed, { mastery: mastery }));
    again.hidden = false;
    reportScore(percent);
  }

  var again = button(labels.again, true, function () {
    quiz.reset();
    [].slice.call(quiz.querySelectorAll(".verdict")).forEach(function (v) { v.hidden = true; });
    quiz.querySelector(".result").textContent = "";
    again.hidden = true;
    quiz.querySelector("input").focus();
  });

  if (quiz) {
    [].slice.call(quiz.querySelectorAll(".why")).forEach(function (why) { why.hidden = true; });
    var submit = quiz.querySelector("button[type=submit]");
    submit.hidden = false;
    submit.parentNode.insertBefore(again, submit.nextSibling);
    again.hidden = true;
    quiz.addEventListener("submit", check);
  }

  /* --- begin ----------------------------------------------------------------------------- */

  document.getElementById("main").setAttribute("data-paged", "");
  document.querySelector(".kept").textContent = site ? labels.kept : labels.not_kept;
  reportStart();
  get(site ? site.words.seen : "").split(",").forEach(function (n) { if (n !== "" && n < pages.length) { seen[n] = true; } });
  var from = indexOf(get(site ? site.words.place : "") || location.hash.slice(1));
  show(from < 0 ? 0 : from, false);
  window.addEventListener("pagehide", leave);
}());
