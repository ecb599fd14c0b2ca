// mine.js keeps favourite clauses and recent searches in this browser alone and
// shows them on the search page, with one switch that clears them.
(function () {
  'use strict';

  const most = { fav: 200, recent: 10 };
  const say = function (text) { document.dispatchEvent(new CustomEvent('tiaowen-say', { detail: text })); };

  function read(name) {
    try {
      const kept = JSON.parse(localStorage.getItem('tiaowen-' + name) || '[]');
      return Array.isArray(kept) ? kept.filter(function (x) { return Array.isArray(x) && /^\/($|[^\/])/.test(x[0]) && typeof x[1] === 'string'; }) : [];
    } catch (e) { return []; }
  }

  function write(name, list) {
    try {
      if (list.length) localStorage.setItem('tiaowen-' + name, JSON.stringify(list.slice(0, most[name])));
      else localStorage.removeItem('tiaowen-' + name);
    } catch (e) { /* a private window keeps nothing */ }
  }

  const without = function (list, url) { return list.filter(function (x) { return x[0] !== url; }); };

  document.querySelectorAll('[data-fav][data-name]').forEach(function (button) {
    const url = button.getAttribute('data-fav');
    const on = function () { return read('fav').some(function (x) { return x[0] === url; }); };
    button.setAttribute('aria-pressed', on());
    button.addEventListener('click', function () {
      write('fav', on() ? without(read('fav'), url) : [[url, button.getAttribute('data-name')]].concat(read('fav')));
      button.setAttribute('aria-pressed', on());
    });
  });

  function show() {
    const box = document.getElementById('mine');
    if (!box) return;
    box.textContent = '';
    const put = function (tag, text, into) {
      const e = document.createElement(tag);
      if (text) e.textContent = text;
      (into || box).appendChild(e);
      return e;
    };
    ['recent', 'fav'].forEach(function (name) {
      const list = read(name);
      if (!list.length) return;
      put('h2', box.getAttribute('data-' + name));
      const ul = put('ul');
      ul.lang = 'zh-CN';
      list.forEach(function (x) { put('a', x[1], put('li', '', ul)).href = x[0]; });
    });
    box.hidden = !box.firstChild;
    if (box.hidden) return;
    const clear = put('button', box.getAttribute('data-clear'));
    clear.type = 'button';
    clear.addEventListener('click', function () {
      write('fav', []);
      write('recent', []);
      const said = box.getAttribute('data-cleared');
      show();
      say(said);
      document.getElementById('q').focus();
    });
  }

  // A search is kept when it was meant: sent, or something of it opened.
  function remember() {
    const q = new URLSearchParams(location.search).get('q');
    if (location.pathname !== '/' || !q) return;
    const url = '/?q=' + encodeURIComponent(q);
    write('recent', [[url, q]].concat(without(read('recent'), url)));
  }
  const results = document.getElementById('results');
  if (results) {
    document.getElementById('search').addEventListener('submit', function () { setTimeout(remember, 0); });
    document.addEventListener('click', function (e) {
      if (e.target.closest('#results .answer a, #results .hit a')) remember();
    });
    remember();
  }
  document.addEventListener('tiaowen-drawn', show);
  show();
})();
