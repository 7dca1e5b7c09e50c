// The quiz, one question at a time. Without this script every question and answer stands on the page.
"use strict";
(function () {
  const list = document.getElementById("quiz");
  const progress = document.getElementById("quiz-progress");
  if (!list || !progress) return;
  const questions = Array.from(list.children);
  const given = new Map();
  let at = 0;

  function element(tag, text) {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    return made;
  }

  function score() {
    let right = 0;
    for (const [number, choice] of given) if (choice === Number(questions[number].dataset.answer)) right += 1;
    return right + " of " + given.size + " right";
  }

  function choose(number, choice, buttons) {
    if (given.has(number)) return;
    given.set(number, choice);
    const answer = Number(questions[number].dataset.answer);
    buttons.forEach(function (button, index) {
      button.setAttribute("aria-disabled", "true");
      if (index === answer) button.classList.add("right");
      else if (index === choice) button.classList.add("wrong");
      if (index === answer) button.append(" \u2714");
      else if (index === choice) button.append(" \u2718");
    });
    const verdict = choice === answer ? "Right." : "Not so: " + buttons[answer].dataset.text + ".";
    questions[number].querySelector(".answer").open = true;
    progress.textContent = verdict + " " + score() + ".";
  }

  // Options become buttons.
  questions.forEach(function (question, number) {
    const options = Array.from(question.querySelectorAll(".options > li"));
    const buttons = options.map(function (option, index) {
      const button = element("button", option.textContent);
      button.type = "button";
      button.dataset.text = option.textContent;
      button.addEventListener("click", function () { choose(number, index, buttons); });
      option.replaceChildren(button);
      return button;
    });
  });

  const turn = element("p");
  turn.className = "quiz-turn";
  const before = element("button", "Previous question");
  const after = element("button", "Next question");
  before.type = after.type = "button";
  turn.append(before, after);
  list.after(turn);

  function show(number, say) {
    at = Math.max(0, Math.min(questions.length - 1, number));
    questions.forEach(function (question, index) { question.hidden = index !== at; });
    before.disabled = at === 0;
    after.disabled = at === questions.length - 1;
    if (!say) return;
    progress.textContent = "Question " + (at + 1) + " of " + questions.length + (given.size ? ". " + score() + "." : ".");
  }

  function turnTo(number) {
    show(number, true);
    const heading = questions[at].querySelector(".ask");
    heading.tabIndex = -1;
    heading.focus();
    history.replaceState(null, "", "#" + questions[at].id);
  }

  before.addEventListener("click", function () { turnTo(at - 1); });
  after.addEventListener("click", function () { turnTo(at + 1); });

  // Numbers choose, N and P turn, unless something is being typed or a link is held.
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest && event.target.closest("input, textarea, select")) return;
    const buttons = questions[at].querySelectorAll(".options button");
    const number = Number(event.key);
    if (number >= 1 && number <= buttons.length) buttons[number - 1].click();
    else if (event.key === "n" && !after.disabled) turnTo(at + 1);
    else if (event.key === "p" && !before.disabled) turnTo(at - 1);
  });

  function fromHash() {
    const named = questions.findIndex(function (question) { return "#" + question.id === location.hash; });
    show(named < 0 ? at : named, true);
  }
  window.addEventListener("hashchange", fromHash);
  list.classList.add("playing");
  fromHash();
  document.documentElement.dataset.ready = "yes";
})();
