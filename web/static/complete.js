// complete.js offers completions under every search box while one types:
// a combobox with a list, by the pattern of the ARIA Authoring Practices.
(function () {
  'use strict';

  const pause = 90; // ms without a keystroke before completions are asked for
  const box = document.getElementById('q');
  const form = box && box.form;
  if (!form || !form.hasAttribute('data-hints')) return;

  const list = document.createElement('ul');
  list.id = 'hints';
  list.className = 'hints';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', box.labels[0].textContent);
  list.hidden = true;
  const said = document.createElement('p');
  said.className = 'unseen';
  said.setAttribute('role', 'status');
  form.appendChild(list);
  form.appendChild(said);
  const roles = { role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': 'hints', 'aria-expanded': 'false', 'aria-haspopup': 'listbox' };
  Object.keys(roles).forEach(function (name) { box.setAttribute(name, roles[name]); });

  const known = new Map(); // by what was typed
  let timer = 0;
  let running = null;
  let at = -1; // the option that is chosen by arrows
  let typed = '';

  function close() {
    clearTimeout(timer);
    if (running) running.abort();
    running = null;
    list.hidden = true;
    at = -1;
    box.setAttribute('aria-expanded', 'false');
    box.removeAttribute('aria-activedescendant');
    said.textContent = '';
  }

  function mark(to) {
    const options = list.children;
    if (options[at]) options[at].removeAttribute('aria-selected');
    at = to;
    if (options[at]) {
      options[at].setAttribute('aria-selected', 'true');
      box.setAttribute('aria-activedescendant', options[at].id);
    } else {
      box.removeAttribute('aria-activedescendant');
    }
  }

  // show draws what the server gave: what was typed, completions, what each is, where it leads.
  function show(found) {
    if (found[0] !== typed || document.activeElement !== box) return;
    mark(-1);
    list.textContent = '';
    found[1].forEach(function (text, i) {
      if (text === typed && i === 0 && found[1].length === 1) return;
      const li = document.createElement('li');
      li.id = 'hint' + i;
      li.setAttribute('role', 'option');
      li.setAttribute('data-url', found[3][i]);
      const words = document.createElement('span');
      words.lang = 'zh-CN';
      words.textContent = text;
      const kind = document.createElement('span');
      kind.className = 'kind';
      kind.textContent = found[2][i];
      li.appendChild(words);
      li.appendChild(kind);
      list.appendChild(li);
    });
    const n = list.children.length;
    list.hidden = !n;
    box.setAttribute('aria-expanded', String(n > 0));
    said.textContent = n ? n === 1 ? form.getAttribute('data-hint') : form.getAttribute('data-hints').replace('0', n) : '';
  }

  function ask() {
    typed = box.value.trim();
    if (!typed) { close(); return; }
    if (known.has(typed)) { show(known.get(typed)); return; }
    if (running) running.abort();
    const mine = running = new AbortController();
    const q = new URLSearchParams({ q: typed, lang: document.documentElement.lang.slice(0, 2) });
    fetch('/suggest?' + q, { signal: mine.signal, credentials: 'same-origin' }).then(function (r) {
      if (!r.ok) throw r.status;
      return r.json();
    }).then(function (found) {
      if (mine !== running) return;
      if (known.size > 200) known.clear();
      known.set(found[0], found);
      show(found);
    }).catch(function () { if (mine === running) close(); }); // completions can be missed
  }

  box.addEventListener('input', function (e) {
    clearTimeout(timer);
    if (!e.isComposing) timer = setTimeout(ask, pause);
  });
  box.addEventListener('compositionend', function () { clearTimeout(timer); timer = setTimeout(ask, pause); });
  box.addEventListener('blur', close);
  form.addEventListener('submit', close);
  window.addEventListener('popstate', close);

  // The Enter that chose must not search as well.
  let leaving = false;
  document.addEventListener('submit', function (e) {
    if (!leaving || e.target !== form) return;
    e.preventDefault();
    e.stopPropagation();
  }, true);
  window.addEventListener('pageshow', function () { leaving = false; });

  function choose(option) {
    const to = option.getAttribute('data-url');
    box.value = option.firstChild.textContent;
    close();
    if (form.hasAttribute('data-stay') || /^\/\?/.test(to)) form.querySelector('button').click();
    else {
      leaving = true;
      document.dispatchEvent(new CustomEvent('tiaowen-leave'));
      location.href = to;
    }
  }

  list.addEventListener('mousedown', function (e) { e.preventDefault(); }); // the box keeps the focus
  list.addEventListener('click', function (e) {
    const option = e.target.closest('li');
    if (option) choose(option);
  });

  box.addEventListener('keydown', function (e) {
    if (list.hidden || e.isComposing || e.ctrlKey || e.metaKey || e.altKey) return;
    const n = list.children.length;
    if (e.key === 'ArrowDown') mark(at + 1 < n ? at + 1 : -1);
    else if (e.key === 'ArrowUp') mark(at < 0 ? n - 1 : at - 1);
    else if (e.key === 'Enter' && at >= 0) choose(list.children[at]);
    else if (e.key === 'Escape') close();
    else return;
    e.preventDefault();
    e.stopPropagation();
  });
})();
