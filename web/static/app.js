// app.js makes the pages quicker to use: instant search, filters in place,
// copying, keys. Without it every page still works by links and forms.
(function () {
  'use strict';

  const pause = 180; // ms without a keystroke before a search is sent
  const whole = '<!--whole-->'; // ends every part the server sends
  const $ = function (id) { return document.getElementById(id); };
  const box = $('q');
  const said = $('said');
  const framed = document.body.classList.contains('bare');

  // A part of a page that is fetched and put in place. Only the newest request
  // counts; a failed one is tried again, later and later, until it succeeds.
  function region(id) {
    let running = null;
    let again = 0;
    let failures = 0;
    let wanted = '';
    let then = null; // what is to be done with the part that is wanted

    function load(url, done) {
      wanted = url;
      then = done;
      clearTimeout(again);
      if (running) running.abort();
      const mine = running = new AbortController();
      $(id).setAttribute('aria-busy', 'true');
      const address = new URL(url, location.href);
      address.searchParams.set('part', id);
      fetch(address.href, { signal: mine.signal, credentials: 'same-origin', headers: { Accept: 'text/html' } }).then(function (r) {
        if (r.status === 429 || r.status >= 500) throw r.status;
        return r.text();
      }).then(function (text) {
        if (mine !== running) return;
        if (text.trim().slice(-whole.length) !== whole) throw 'half';
        const fresh = new DOMParser().parseFromString(text, 'text/html').getElementById(id);
        if (!fresh) throw 'half';
        running = null;
        failures = 0;
        trouble('');
        const held = holding($(id));
        $(id).parentNode.replaceChild(document.importNode(fresh, true), $(id));
        hold($(id), held);
        if (done) done($(id));
        document.dispatchEvent(new CustomEvent('tiaowen-drawn'));
      }).catch(function (reason) {
        if (mine !== running) return; // a newer request has taken over
        running = null;
        trouble(reason === 429 ? '429' : typeof reason === 'number' ? 'failed' : 'away');
        const wait = Math.min(30000, 1000 * Math.pow(2, failures++));
        again = setTimeout(function () { load(url, done); }, wait);
      });
    }
    window.addEventListener('online', function () {
      if (failures) load(wanted, then);
    });
    return { load: load };
  }

  // The focus survives what is put in place: it goes to the element that is the
  // same to people (its id, its name and value, its words), else to the place.
  const words = function (e) { return e.textContent.replace(/\d+/g, '').trim(); };

  function holding(root) {
    const e = document.activeElement;
    if (!e || e === root || !root.contains(e)) return e === root ? { tag: '' } : null;
    if (e.closest('.pager')) return { tag: '' };
    const same = Array.prototype.slice.call(root.querySelectorAll(e.tagName));
    return { tag: e.tagName, id: e.id, name: e.name, value: e.value, words: words(e), at: same.indexOf(e) };
  }

  function hold(root, held) {
    if (!held) return;
    const same = held.tag ? Array.prototype.slice.call(root.querySelectorAll(held.tag)) : [];
    const by = function (test) { return same.filter(test)[0]; };
    const e = held.id && by(function (x) { return x.id === held.id; }) ||
      held.name && by(function (x) { return x.name === held.name && x.value === held.value; }) ||
      held.words && by(function (x) { return words(x) === held.words; }) ||
      same[Math.min(held.at, same.length - 1)] || root;
    if (e === root) root.tabIndex = -1;
    e.focus({ preventScroll: held.tag !== '' });
  }

  // heard puts the counts of the filters in place and tells those who hear the page what is there.
  function heard(part) {
    Array.prototype.forEach.call(part.querySelectorAll('template[data-for]'), function (t) {
      const to = $(t.getAttribute('data-for'));
      const held = holding(to);
      to.textContent = '';
      to.appendChild(document.importNode(t.content, true));
      hold(to, held);
    });
    const found = part.querySelector('.count, .nothing');
    if ($('live')) $('live').textContent = found ? found.textContent : '';
  }

  function trouble(kind) {
    const p = $('trouble');
    if (p) p.textContent = kind ? p.getAttribute('data-' + kind) : '';
  }

  document.addEventListener('tiaowen-copy', function (e) { copyAll(e.detail); });
  document.addEventListener('tiaowen-say', function (e) { say(e.detail); });
  function say(text) {
    said.textContent = text;
    said.classList.toggle('shown', !!text);
    clearTimeout(say.timer);
    say.timer = setTimeout(function () { said.classList.remove('shown'); said.textContent = ''; }, 2500);
  }

  // Instant search, on the search page alone.
  const form = $('search');
  const instant = $('results') && region('results');
  let composing = false;
  let timer = 0;
  let open = false; // whether the present history entry is still being typed
  let at = location.pathname + location.search; // what the results show or are about to

  function address() {
    const q = new URLSearchParams();
    new FormData(form).forEach(function (value, key) { if (value.trim()) q.set(key, value.trim()); });
    if (!q.has('q') && !q.has('exact')) ['section', 'norm', 'kind', 'year', 'sort'].forEach(function (name) { q.delete(name); });
    const s = q.toString();
    return '/' + (s ? '?' + s : '');
  }

  function go(url, how) {
    if (url === at && how !== 'back') return;
    at = url;
    if (!framed && how !== 'back') history[how === 'replace' ? 'replaceState' : 'pushState'](null, '', url);
    instant.load(url, function (part) {
      document.title = part.getAttribute('data-title');
      const found = $('count') || part.querySelector('.nothing');
      $('live').textContent = found ? found.textContent : ''; // for readers who hear the page
    });
  }

  // match makes the form say what an address says.
  function match(url) {
    const asked = new URL(url, location.href).searchParams;
    Array.prototype.forEach.call(form.elements, function (field) {
      if (!field.name || field.name === 'lang') return;
      if (field.type === 'checkbox') field.checked = asked.get(field.name) === field.value;
      else field.value = asked.get(field.name) || '';
    });
  }

  function typed() {
    clearTimeout(timer);
    if (composing) return;
    timer = setTimeout(function () {
      go(address(), open ? 'replace' : 'push');
      open = true;
    }, pause);
  }

  if (instant) {
    document.addEventListener('tiaowen-leave', function () { clearTimeout(timer); }); // a search now would call the way to the next page off
    box.addEventListener('compositionstart', function () { composing = true; clearTimeout(timer); });
    box.addEventListener('compositionend', function () { composing = false; typed(); });
    document.addEventListener('input', function (e) { if (e.target.form === form && !e.isComposing) typed(); });
    form.addEventListener('submit', function (e) {
      e.preventDefault();
      clearTimeout(timer);
      go(address(), open ? 'replace' : 'push');
      open = false;
    });
    window.addEventListener('popstate', function () {
      clearTimeout(timer);
      open = false;
      match(location.href);
      go(location.pathname + location.search, 'back');
    });
    if (!box.value && !framed && matchMedia('(hover: hover)').matches) box.focus();
  }

  // Filters and pages of lists: forms marked data-live, links marked data-swap.
  const list = $('list') && region('list');

  function formURL(f) {
    const q = new URLSearchParams();
    new FormData(f).forEach(function (value, key) { if (value.trim()) q.set(key, value.trim()); });
    return f.getAttribute('action') + '?' + q.toString();
  }

  function swap(url, how) {
    if (instant) {
      clearTimeout(timer);
      open = false;
      go(url, how || 'push');
      match(url);
      return;
    }
    history.replaceState(null, '', url);
    list.load(url, heard);
  }

  document.addEventListener('change', function (e) {
    const f = e.target.form;
    if (f && f.hasAttribute('data-live')) swap(formURL(f));
  });
  document.addEventListener('input', function (e) {
    const f = e.target.form;
    if (!f || !f.hasAttribute('data-live') || e.target.type !== 'search' || e.isComposing) return;
    clearTimeout(timer);
    timer = setTimeout(function () { swap(formURL(f)); }, pause);
  });
  document.addEventListener('compositionend', function (e) {
    const f = e.target.form;
    if (f && f.hasAttribute('data-live')) swap(formURL(f));
  });
  document.addEventListener('submit', function (e) {
    if (!e.target.hasAttribute('data-live')) return;
    e.preventDefault();
    swap(formURL(e.target));
  });

  function copy(text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    return new Promise(function (resolve, reject) { // plain http inside an office
      const area = document.createElement('textarea');
      area.value = text;
      area.className = 'unseen';
      document.body.appendChild(area);
      area.select();
      const ok = document.execCommand('copy');
      area.remove();
      if (ok) resolve(); else reject(new Error('copy'));
    });
  }

  // source is the citation of what a button copies, and where it can be read.
  function source(button) {
    const url = button.getAttribute('data-url');
    return '\n——' + button.getAttribute('data-source') + (url ? '\n' + new URL(url, location.href).href : '');
  }

  function copyAll(text) {
    copy(text).then(function () { say(said.getAttribute('data-copied')); }, function () { say(said.getAttribute('data-copy-failed')); });
  }

  const keep = function (key, value) {
    try {
      if (value) localStorage.setItem('tiaowen-' + key, value);
      else localStorage.removeItem('tiaowen-' + key);
    } catch (e) { /* a private window keeps nothing */ }
  };

  document.addEventListener('click', function (e) {
    if (e.defaultPrevented || e.button || e.metaKey || e.ctrlKey || e.shiftKey || e.altKey) return;
    const link = e.target.closest('a[data-swap]');
    if (link) {
      e.preventDefault();
      swap(link.getAttribute('href'));
      if (link.closest('.pager')) window.scrollTo(0, 0);
      return;
    }
    const lang = e.target.closest('a[data-lang]');
    if (lang) {
      keep('lang', lang.getAttribute('data-lang'));
      const to = new URL(location.href); // with what has been typed since
      to.searchParams.set('lang', lang.getAttribute('data-lang'));
      lang.href = to.href;
      return;
    }
    const button = e.target.closest('button');
    if (!button) return;
    if (button.hasAttribute('data-match')) leap(Number(button.getAttribute('data-match')));
    if (button.hasAttribute('data-print')) window.print();
    if (button.hasAttribute('data-copy') || button.hasAttribute('data-copy-from')) {
      let text = button.getAttribute('data-copy');
      if (text === null) {
        const lines = [];
        $(button.getAttribute('data-copy-from')).querySelectorAll('p').forEach(function (p) { lines.push(p.textContent.trim()); });
        text = lines.join('\n') + source(button);
      }
      copyAll(text);
    }
    if (button.hasAttribute('data-copy-url')) copyAll(new URL(button.getAttribute('data-copy-url'), location.href).href);
    if (button.hasAttribute('data-copy-answer')) {
      const found = button.closest('.answer').querySelectorAll('a.quote, blockquote.text p');
      copyAll(Array.prototype.map.call(found, function (e) { return e.textContent.trim(); }).join('\n') + source(button));
    }
    if (button.hasAttribute('data-pref')) prefer(button);
    if (button.hasAttribute('data-sizes')) resize(button);
  });

  // The words that were searched for, one after the other.
  let spot = -1;
  function leap(step) {
    const marks = document.querySelectorAll('mark.found');
    const n = marks.length;
    if (!n) return;
    if (spot >= 0) marks[spot].classList.remove('now');
    spot = spot < 0 ? (step > 0 ? 0 : n - 1) : (spot + step + n) % n;
    marks[spot].classList.add('now');
    marks[spot].scrollIntoView({ block: 'center' });
    say(spot + 1 + ' / ' + n);
  }

  // Display: dark or light, type in three sizes.
  const root = document.documentElement;
  function isOn(name) {
    const theme = root.getAttribute('data-theme');
    return theme ? theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  }
  function prefer(button) {
    const name = button.getAttribute('data-pref');
    const on = !isOn(name);
    const value = on ? 'dark' : 'light';
    root.setAttribute('data-' + name, value);
    keep(name, value);
    button.setAttribute('aria-pressed', on);
  }
  document.querySelectorAll('[data-pref]').forEach(function (b) { b.setAttribute('aria-pressed', isOn(b.getAttribute('data-pref'))); });

  const sizes = ['', 'large', 'huge'];
  function resize(button) {
    const next = (sizes.indexOf(root.getAttribute('data-size') || '') + 1) % sizes.length;
    if (sizes[next]) root.setAttribute('data-size', sizes[next]); else root.removeAttribute('data-size');
    keep('size', sizes[next]);
    say(button.getAttribute('data-sizes').split('|')[next]);
  }

  document.querySelectorAll('[data-keep]').forEach(function (input) {
    const key = input.getAttribute('data-keep');
    try { if (localStorage.getItem('tiaowen-' + key) === 'off') input.checked = false; } catch (e) { /* nothing kept */ }
    input.addEventListener('change', function () { keep(key, input.checked ? '' : 'off'); });
  });

  // Keys: / and Ctrl+K to the box, arrows through the results, Esc back.
  function rove(step) {
    const links = Array.prototype.slice.call(document.querySelectorAll('[data-hit]'));
    const i = links.indexOf(document.activeElement);
    const to = i < 0 ? (step > 0 ? 0 : -1) : i + step;
    if (to < 0) { if (box) box.focus(); return; }
    if (links[to]) links[to].focus();
  }

  document.addEventListener('keydown', function (e) {
    if (e.isComposing || composing) return;
    const field = /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName) && e.target.type !== 'checkbox';
    const plain = !e.ctrlKey && !e.metaKey && !e.altKey && !e.shiftKey;
    if (box && ((e.key === '/' && plain && !field) || ((e.ctrlKey || e.metaKey) && !e.shiftKey && !e.altKey && e.key.toLowerCase() === 'k'))) {
      e.preventDefault();
      box.focus();
      box.select();
    } else if ((e.key === 'ArrowDown' || e.key === 'ArrowUp') && plain) {
      const hit = document.activeElement && document.activeElement.hasAttribute('data-hit');
      if (!hit && !(e.target === box && e.key === 'ArrowDown')) return;
      e.preventDefault();
      rove(e.key === 'ArrowDown' ? 1 : -1);
    } else if (e.key === 'Escape' && box && document.activeElement !== box && !field) {
      box.focus();
    } else if ((e.key === 'ArrowLeft' || e.key === 'ArrowRight') && plain && !field) {
      const next = document.querySelector(e.key === 'ArrowLeft' ? 'a[rel=prev]' : 'a[rel=next]');
      if (next && document.body.classList.contains('clause-page')) next.click();
    }
  });
})();
