// study.js: practising in the browser. A quiz that marks and shows the clause,
// and cards that come back when they are about to be forgotten (SM-2, Wozniak
// 1990, with four grades as in Anki). Progress stays in localStorage.
(function () {
  'use strict';

  const root = document.getElementById('practice');
  if (!root) return;
  const word = function (key) { return root.getAttribute('data-' + key); };
  const lang = new URLSearchParams(location.search).get('lang');
  const store = 'tiaowen-cards';
  const day = 86400000; // ms
  const perDay = 20; // new cards a session
  let kit = null;
  // What is kept of this kit alone: the quiz as it stands, and the book of wrong answers.
  const own = 'tiaowen-quiz:' + word('kit').replace(/[?&]lang=\w*/, '');

  // make builds an element: make('p', {class: 'x'}, 'text', child…).
  function make(tag, attributes) {
    const e = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) {
      if (name === 'click') e.addEventListener('click', attributes[name]);
      else e.setAttribute(name, attributes[name]);
    });
    for (let i = 2; i < arguments.length; i++) {
      if (arguments[i] !== null) e.append(arguments[i]);
    }
    return e;
  }
  // fill puts children in place of those an element has; the method for it is newer than browsers of 2019.
  function fill(e, children) {
    while (e.firstChild) e.removeChild(e.firstChild);
    Array.prototype.forEach.call(children, function (child) { if (child) e.append(child); });
  }
  const letter = function (i) { return String.fromCharCode(65 + i); };

  function answerOf(q) {
    switch (q.kind) {
      case 'single': case 'multiple': case 'case': case 'order':
        return q.right.map(function (i) { return letter(i) + '. ' + q.options[i]; }).join('\n');
      case 'judge':
        return q.options[q.right[0]];
      case 'match':
        return q.left.map(function (l, i) { return l + ' — ' + q.options[q.right[i]]; }).join('\n');
      case 'short': case 'define':
        return q.answers.map(function (a, i) { return (i + 1) + '. ' + a; }).join('\n');
    }
    return q.answers.join('；');
  }

  function clauseOf(q) {
    return make('p', { class: 'why' }, q.explanation + ' ', make('a', { href: q.url + (lang ? '?lang=' + lang : '') }, q.cite));
  }

  const panel = make('div', { class: 'panel' });
  const tabs = make('div', { class: 'tabs', role: 'group' });
  const stage = make('section', { 'aria-live': 'polite' });
  let keys = function () {};

  function draw() {
    fill(stage, arguments);
    const first = stage.querySelector('[data-focus]');
    if (first) first.focus();
  }

  // Quiz.

  // read gives the marks of a form: option indexes, or the words typed.
  function read(q, form) {
    if (q.kind === 'match' || q.kind === 'order') return Array.from(form.querySelectorAll('select')).map(function (s) { return Number(s.value); });
    if (q.kind === 'blank') return [form.querySelector('input').value];
    return Array.from(form.querySelectorAll('input:checked')).map(function (i) { return Number(i.value); });
  }

  const digits = '零一二三四五六七八九';
  // plain makes 3日, ３日 and 三日 one, and drops marks and blanks.
  function plain(s) {
    return s.normalize('NFKC').replace(/两/g, '二').replace(/十/g, function (_, at, all) {
      const before = /[一二三四五六七八九]/.test(all[at - 1] || ''), after = /[一二三四五六七八九]/.test(all[at + 1] || '');
      return before ? (after ? '' : '0') : (after ? '1' : '10');
    }).replace(/[零一二三四五六七八九]/g, function (d) { return digits.indexOf(d); }).replace(/[\s、，。；：“”"‘’（）()《》]/g, '').toLowerCase();
  }

  function isRight(q, given) {
    if (q.kind === 'blank') return plain(given[0]) === plain(q.answers[0]);
    return given.length === q.right.length && given.every(function (g, i) { return g === q.right[i]; });
  }

  function fields(q) {
    const box = make('div');
    if (q.kind === 'blank') {
      box.append(make('input', { type: 'text', 'aria-label': word('answer'), autocomplete: 'off', 'data-focus': '' }));
    } else if (byReader(q)) {
      box.append(make('textarea', { 'aria-label': word('answer'), 'data-focus': '' }));
    } else if (q.kind === 'match') {
      q.left.forEach(function (l, i) {
        const select = make('select', { 'aria-label': l }, make('option', { value: '-1' }, '—'));
        q.options.forEach(function (o, j) { select.append(make('option', { value: j }, letter(j) + '. ' + o)); });
        if (i === 0) select.setAttribute('data-focus', '');
        box.append(make('p', { class: 'pair' }, make('span', {}, l), select));
      });
    } else if (q.kind === 'order') {
      q.options.forEach(function (o, i) { box.append(make('p', {}, letter(i) + '. ' + o)); });
      q.options.forEach(function (_, place) {
        const select = make('select', { 'aria-label': String(place + 1) }, make('option', { value: '-1' }, '—'));
        q.options.forEach(function (o, j) { select.append(make('option', { value: j }, letter(j))); });
        if (place === 0) select.setAttribute('data-focus', '');
        box.append(make('span', { class: 'place' }, (place + 1) + '. ', select, ' '));
      });
    } else {
      q.options.forEach(function (o, i) {
        const input = make('input', { type: q.kind === 'multiple' ? 'checkbox' : 'radio', name: 'answer', value: i });
        if (i === 0) input.setAttribute('data-focus', '');
        box.append(make('label', { class: 'option' }, input, make('span', {}, (q.kind === 'judge' ? '' : letter(i) + '. ') + o)));
      });
    }
    return box;
  }

  // byReader tells what no program can mark: the reader says whether it was right.
  function byReader(q) { return q.kind === 'short' || q.kind === 'define'; }

  function kept() {
    try { return JSON.parse(localStorage.getItem(own)) || {}; } catch (e) { return {}; }
  }
  function keep(change) {
    const now = Object.assign(kept(), change);
    try { localStorage.setItem(own, JSON.stringify(now)); } catch (e) { /* a private window keeps nothing */ }
  }
  // note puts a question into the book of wrong answers, or takes it out.
  function note(q, ok) {
    const book = (kept().book || []).filter(function (id) { return id !== q.id; });
    keep({ book: ok ? book : book.concat(q.id) });
  }
  function wrongOnes() {
    const book = kept().book || [];
    return kit.questions.filter(function (q) { return book.indexOf(q.id) >= 0; });
  }
  // forget clears what is kept of this kit, and asks first.
  function forget() {
    if (!confirm(word('sure'))) return;
    const all = progress();
    kit.questions.forEach(function (q) { delete all[q.id]; });
    save(all);
    try { localStorage.removeItem(own); } catch (e) { /* nothing was kept */ }
    start(location.hash.slice(1));
  }

  let clock = 0;

  // quiz asks questions; run is a session that was left, to go on with.
  function quiz(questions, run, minutes) {
    let at = 0, right = 0, points = 0, until = minutes ? Date.now() + minutes * 60000 : 0;
    const missed = [];
    if (run) {
      at = run.at; right = run.right; points = run.points; until = run.until;
      questions.forEach(function (q) { if (run.missed.indexOf(q.id) >= 0) missed.push(q); });
    }
    const worth = questions.reduce(function (sum, q) { return sum + q.points; }, 0);
    const timer = make('p', { class: 'hint', role: 'timer' });
    clearInterval(clock);
    if (until) clock = setInterval(tick, 1000);

    function tick() {
      const left = Math.ceil((until - Date.now()) / 1000);
      timer.textContent = left > 0 ? word('left') + ' ' + Math.floor(left / 60) + ':' + String(left % 60).padStart(2, '0') : word('timeup');
      if (left <= 0) { at = questions.length; clearInterval(clock); score(); }
    }
    function remember() {
      keep({ run: { ids: questions.map(function (q) { return q.id; }), at: at, right: right, points: points, until: until, missed: missed.map(function (q) { return q.id; }) } });
    }

    function next() {
      if (at === questions.length) return score();
      const q = questions[at];
      const form = make('form', {}, make('p', { class: 'hint' }, (at + 1) + ' / ' + questions.length + '　' + word('worth').replace('%d', q.points)), until ? timer : null, make('p', { class: 'stem' }, q.stem), fields(q));
      const foot = make('div', { class: 'buttons' }, make('button', { type: 'submit', class: 'main' }, byReader(q) ? word('show') : word('check')));
      form.append(foot);
      form.addEventListener('submit', function (e) {
        e.preventDefault();
        if (form.classList.contains('marked')) return;
        const given = byReader(q) ? null : read(q, form);
        if (given && (!given.length || given[0] === '' || given.indexOf(-1) >= 0)) return; // nothing answered yet
        form.classList.add('marked');
        form.querySelectorAll('input, select, textarea').forEach(function (i) { i.disabled = true; });
        if (byReader(q)) return judge(q, form, foot);
        settle(q, form, foot, isRight(q, given), given);
      });
      keys = function (e) { // a letter or a digit ticks an option
        const n = /^[1-6]$/.test(e.key) ? Number(e.key) - 1 : 'abcdef'.indexOf(e.key.toLowerCase());
        const input = n < 0 || e.key.length !== 1 || q.kind === 'blank' || byReader(q) ? null : form.querySelectorAll('input')[n];
        if (input && !input.disabled) { input.click(); input.focus(); e.preventDefault(); }
      };
      draw(form);
      if (until) tick();
    }

    // judge lets the reader mark an answer that no program can mark.
    function judge(q, form, foot) {
      form.append(make('p', { class: 'answer' }, answerOf(q)));
      const mark = function (ok) { return function () { settle(q, form, foot, ok, null); }; };
      fill(foot, [make('button', { type: 'button', click: mark(true), 'data-focus': '' }, word('knew')), make('button', { type: 'button', click: mark(false) }, word('missed'))]);
      form.append(foot);
      foot.querySelector('button').focus();
    }

    function settle(q, form, foot, ok, given) {
      if (ok) { right++; points += q.points; } else missed.push(q);
      note(q, ok);
      form.querySelectorAll('label.option').forEach(function (label, i) {
        if ((q.right || []).indexOf(i) >= 0) label.classList.add('right');
        else if (given && given.indexOf(i) >= 0) label.classList.add('wrong');
      });
      form.append(make('p', { class: 'verdict' }, ok ? word('right') : word('wrong')));
      if (!ok && given) form.append(make('p', { class: 'answer' }, word('answer') + '：' + answerOf(q)));
      if (!ok || q.altered) form.append(clauseOf(q));
      at++;
      remember();
      fill(foot, [make('button', { type: 'button', class: 'main', click: next }, word('next'))]);
      form.append(foot);
      foot.querySelector('button').focus();
    }

    function score() {
      keys = function () {};
      clearInterval(clock);
      keep({ run: null });
      const buttons = make('div', { class: 'buttons' });
      if (missed.length) buttons.append(make('button', { type: 'button', class: 'main', 'data-focus': '', click: function () { quiz(missed); } }, word('retry')));
      buttons.append(make('button', { type: 'button', 'data-focus': '', click: function () { quiz(kit.questions); } }, word('restart')));
      buttons.append(limit(), make('button', { type: 'button', click: forget }, word('forget')));
      draw(make('p', { class: 'verdict', id: 'score' }, word('score') + ' ' + right + ' / ' + questions.length + '　' + word('points') + ' ' + points + ' / ' + worth),
        until && until <= Date.now() ? make('p', { class: 'hint' }, word('timeup')) : null, buttons);
    }
    next();
  }

  // limit begins the quiz again with a time limit.
  function limit() {
    const select = make('select', { 'aria-label': word('limit') }, make('option', { value: '' }, word('limit')));
    [5, 10, 20, 30, 45, 60, 90].forEach(function (n) { select.append(make('option', { value: n }, String(n))); });
    select.addEventListener('change', function () { if (select.value) quiz(kit.questions, null, Number(select.value)); });
    return select;
  }

  // begin goes on with the quiz that was left, or begins one.
  function begin() {
    const run = kept().run;
    const by = {};
    kit.questions.forEach(function (q) { by[q.id] = q; });
    if (run && run.at > 0 && run.ids.every(function (id) { return by[id]; })) return quiz(run.ids.map(function (id) { return by[id]; }), run);
    quiz(kit.questions);
  }

  // book asks what was answered wrong, until it is answered right.
  function book() {
    const list = wrongOnes();
    if (list.length) return quiz(list);
    keys = function () {};
    draw(make('p', { class: 'verdict' }, word('nobook')), make('div', { class: 'buttons' }, limit(), make('button', { type: 'button', click: forget }, word('forget'))));
  }

  // Cards.

  function progress() {
    try { return JSON.parse(localStorage.getItem(store)) || {}; } catch (e) { return {}; }
  }
  function save(all) {
    try { localStorage.setItem(store, JSON.stringify(all)); } catch (e) { /* a private window keeps nothing */ }
  }

  // grade gives a card its next day: [interval in days, ease, due in ms].
  // Grades are 1 again, 2 hard, 3 good, 4 easy.
  function grade(card, g, now) {
    let days = card ? card[0] : 0, ease = card ? card[1] : 2.5;
    if (g === 1) { days = 0; ease = Math.max(1.3, ease - 0.2); }
    else if (days === 0) days = g === 4 ? 4 : 1;
    else { days = g === 2 ? days * 1.2 : g === 3 ? days * ease : days * ease * 1.3; ease = Math.max(1.3, ease + (g === 2 ? -0.15 : g === 4 ? 0.15 : 0)); }
    return [Math.min(3650, Math.round(days * 10) / 10), Math.round(ease * 100) / 100, g === 1 ? now : now + Math.round(days * day)];
  }

  function cards() {
    const all = progress(), now = Date.now();
    const due = kit.questions.filter(function (q) { return all[q.id] && all[q.id][2] <= now; });
    const fresh = kit.questions.filter(function (q) { return !all[q.id]; }).slice(0, perDay);
    const queue = due.concat(fresh);

    function next() {
      if (!queue.length) {
        keys = function () {};
        draw(make('p', { class: 'verdict', id: 'done' }, word('done')), make('div', { class: 'buttons' },
          make('button', { type: 'button', click: forget }, word('forget'))));
        return;
      }
      const q = queue.shift();
      const front = make('div', {}, make('p', { class: 'hint' }, word('due') + ' ' + (queue.length + 1)), make('p', { class: 'stem' }, q.stem));
      if (q.kind === 'match') q.left.forEach(function (l) { front.append(make('p', {}, l)); });
      if (q.options && q.kind !== 'judge') {
        q.options.forEach(function (o, i) { front.append(make('p', {}, letter(i) + '. ' + o)); });
      }
      const show = make('button', { type: 'button', class: 'main', 'data-focus': '', click: reveal }, word('show'));
      const foot = make('div', { class: 'buttons' }, show);
      keys = function (e) { if (e.key === ' ' && document.activeElement.tagName !== 'BUTTON') { e.preventDefault(); reveal(); } };
      draw(front, foot, make('p', { class: 'hint' }, word('keys')));

      function reveal() {
        const mark = function (g) {
          return function () {
            const kept = progress();
            kept[q.id] = grade(kept[q.id], g, Date.now());
            save(kept);
            if (g === 1) queue.push(q);
            next();
          };
        };
        front.append(make('p', { class: 'answer verdict', id: 'back' }, answerOf(q)), clauseOf(q));
        fill(foot, ['again', 'hard', 'good', 'easy'].map(function (name, i) {
          return make('button', { type: 'button', click: mark(i + 1) }, (i + 1) + ' ' + word(name));
        }));
        foot.children[2].focus();
        keys = function (e) { if (/^[1-4]$/.test(e.key)) { e.preventDefault(); mark(Number(e.key))(); } };
      }
    }
    next();
  }

  function start(which) {
    location.replace('#' + which);
    Array.from(tabs.children).forEach(function (b) { b.setAttribute('aria-pressed', String(b.value === which)); });
    clearInterval(clock);
    if (which === 'cards') cards(); else if (which === 'book') book(); else begin();
  }

  document.addEventListener('keydown', function (e) {
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
    const at = e.target;
    if (at.tagName === 'TEXTAREA' || at.tagName === 'SELECT' || at.tagName === 'INPUT' && at.type !== 'radio' && at.type !== 'checkbox') return;
    keys(e);
  });

  fetch(word('kit'), { credentials: 'same-origin' }).then(function (r) {
    if (!r.ok) throw r.status;
    return r.json();
  }).then(function (k) {
    kit = k;
    ['quiz', 'book', 'cards'].forEach(function (name) {
      tabs.append(make('button', { type: 'button', value: name, click: function () { start(name); } }, word(name)));
    });
    panel.append(tabs, stage);
    root.append(panel);
    root.hidden = false;
    start(['#cards', '#book'].indexOf(location.hash) >= 0 ? location.hash.slice(1) : 'quiz');
  }).catch(function () {
    root.hidden = false;
    root.append(make('p', { class: 'notice', role: 'alert' }, word('failed')));
  });
})();
