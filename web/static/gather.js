// gather.js puts clauses of all documents into the basket, which stays in this
// browser. Other scripts hear tiaowen-say to tell the reader something.
(function () {
  'use strict';

  const key = 'tiaowen-basket';
  const most = 500; // clauses
  const header = document.getElementById('basket');
  if (!header) return;
  const wording = function (name) { return header.getAttribute('data-' + name); };
  const say = function (text) { document.dispatchEvent(new CustomEvent('tiaowen-say', { detail: text })); };

  // The basket is a list of {id, note}. A private window keeps it for the page alone.
  let mine = read();
  function read() {
    try {
      const kept = JSON.parse(localStorage.getItem(key) || '[]');
      return Array.isArray(kept) ? kept.filter(function (c) { return c && typeof c.id === 'string'; }) : [];
    } catch (e) { return mine || []; }
  }
  function write() {
    try {
      if (mine.length) localStorage.setItem(key, JSON.stringify(mine));
      else localStorage.removeItem(key);
    } catch (e) { /* kept for this page */ }
    show();
  }

  const place = function (id) { return mine.findIndex(function (c) { return c.id === id; }); };

  // idsOf names the clauses that a button adds: those of its own, or of a section of the page.
  function idsOf(button) {
    const name = button.getAttribute('data-add');
    const range = button.getAttribute('data-section');
    if (!range) return [name];
    const ends = range.split('-');
    return Array.prototype.slice.call(document.querySelectorAll('section.clause'), Number(ends[0]), Number(ends[1]))
      .map(function (e) { return name + '/' + e.id.slice(1); });
  }

  // show makes the count and the buttons of the page say what the basket holds.
  function show() {
    const n = header.querySelector('.n');
    n.hidden = !mine.length;
    n.textContent = mine.length;
    document.querySelectorAll('[data-add]').forEach(function (b) {
      const within = idsOf(b).every(function (id) { return place(id) >= 0; });
      if ((b.getAttribute('aria-pressed') === 'true') === within) return;
      b.setAttribute('aria-pressed', String(within));
      const word = b.getAttribute('data-word') || b.textContent;
      b.setAttribute('data-word', word);
      b.textContent = within ? wording('added') : word;
    });
  }

  document.addEventListener('click', function (e) {
    const b = e.target.closest('[data-add]');
    if (!b) return;
    mine = read(); // another window may have changed it
    const ids = idsOf(b);
    if (b.getAttribute('aria-pressed') === 'true') {
      mine = mine.filter(function (c) { return ids.indexOf(c.id) < 0; });
    } else {
      const more = ids.filter(function (id) { return place(id) < 0; });
      if (mine.length + more.length > most) { say(wording('full')); return; }
      more.forEach(function (id) { mine.push({ id: id, note: '' }); });
    }
    write();
    say(header.firstChild.textContent + ' ' + mine.length);
  });
  window.addEventListener('storage', function (e) { if (e.key === key) { mine = read(); show(); } });
  document.addEventListener('tiaowen-drawn', show);
  show();

  // For the page of the basket.
  window.tiaowenBasket = {
    most: most,
    read: function () { mine = read(); return mine; },
    write: function (list) { mine = list; write(); },
    say: say
  };
})();
