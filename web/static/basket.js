// basket.js is the page of the basket: order, notes, and what is made of it. A
// link names its clauses for others.
(function () {
  'use strict';

  const basket = window.tiaowenBasket;
  const most = basket.most;
  const say = basket.say;
  let mine = basket.read();
  const read = function () { return basket.read(); };
  const write = function () { basket.write(mine); };
  const place = function (id) { return mine.findIndex(function (c) { return c.id === id; }); };

  const main = document.querySelector('main.basket');
  const named = document.querySelector('#list[data-named]');

  function query(list) {
    const q = new URLSearchParams({ clauses: list.map(function (c) { return c.id; }).join(',') });
    let last = list.length;
    while (last > 0 && !list[last - 1].note) last--;
    list.slice(0, last).forEach(function (c) { q.append('note', c.note); });
    return q;
  }

  // draw fetches the basket as the server draws it, and puts the focus back.
  function draw(focus) {
    const q = query(mine);
    const lang = new URLSearchParams(location.search).get('lang');
    if (lang) q.set('lang', lang);
    q.set('part', 'list');
    return fetch('/basket?' + q, { credentials: 'same-origin', headers: { Accept: 'text/html' } }).then(function (r) {
      if (!r.ok) throw r.status;
      return r.text();
    }).then(function (text) {
      const fresh = new DOMParser().parseFromString(text, 'text/html').getElementById('list');
      const old = document.getElementById('list');
      old.parentNode.replaceChild(document.importNode(fresh, true), old);
      main.classList.add('editable');
      const to = focus && document.querySelector(focus);
      if (to) to.focus();
    });
  }

  if (named) {
    const shared = document.querySelector('.shared');
    if (shared) shared.hidden = false;
  } else {
    draw().catch(function () { window.addEventListener('online', function () { draw(); }); });
  }

  function address() { return new URL('/basket?' + query(mine), location.href).href; }

  const does = {
    keep: function () {
      mine = read();
      document.querySelectorAll('.items [data-id]').forEach(function (li) {
        const id = li.getAttribute('data-id');
        const note = li.querySelector('textarea').value;
        if (place(id) < 0 && mine.length < most) mine.push({ id: id, note: note });
      });
      write();
      location.href = main.querySelector('.shared a').href;
    },
    clear: function () { mine = []; write(); draw('.mark'); },
    remove: function (id) {
      const i = place(id);
      mine.splice(i, 1);
      write();
      const next = mine[Math.min(i, mine.length - 1)];
      draw(next ? 'li[data-id="' + next.id + '"] [data-basket=remove]' : '.mark');
    },
    up: function (id) { move(id, -1, 'up'); },
    down: function (id) { move(id, 1, 'down'); },
    copy: function () {
      const out = [];
      document.querySelectorAll('.items [data-id]').forEach(function (li) {
        const note = li.querySelector('textarea').value;
        out.push(li.querySelector('blockquote').textContent.trim() + '\n——' + li.querySelector('.cite').textContent.trim() + (note ? '\n' + note : ''));
      });
      document.dispatchEvent(new CustomEvent('tiaowen-copy', { detail: out.join('\n\n') }));
    },
    link: function (_, b) {
      const to = named ? new URL(b.getAttribute('data-address'), location.href).href : address();
      document.dispatchEvent(new CustomEvent('tiaowen-copy', { detail: to }));
    }
  };

  function move(id, step, name) {
    const i = place(id);
    if (i + step < 0 || i + step >= mine.length) return;
    mine.splice(i + step, 0, mine.splice(i, 1)[0]);
    write();
    draw('li[data-id="' + id + '"] [data-basket=' + name + ']').then(function () { say(i + step + 1 + ' / ' + mine.length); });
  }

  main.addEventListener('click', function (e) {
    const b = e.target.closest('[data-basket]');
    if (!b) return;
    const li = b.closest('li');
    does[b.getAttribute('data-basket')](li && li.getAttribute('data-id'), b);
  });
  main.addEventListener('change', function (e) {
    const li = e.target.closest('li[data-id]');
    const i = li ? place(li.getAttribute('data-id')) : -1;
    if (i < 0 || e.target.tagName !== 'TEXTAREA') return;
    mine[i].note = e.target.value.trim();
    write();
    document.querySelectorAll('.files a').forEach(function (a) { // they carry the notes
      const to = new URL(a.href);
      to.searchParams.delete('note');
      query(mine).getAll('note').forEach(function (note) { to.searchParams.append('note', note); });
      a.href = to.href;
    });
  });
})();
