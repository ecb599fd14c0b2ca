// embed.js is the widget: <tiaowen-search> finds clauses from any page.
//
//   <script src="https://SERVER/embed.js" defer></script>
//   <tiaowen-search></tiaowen-search>
//
// Attributes: server, document, section, lang (zh, en), placeholder, shortcut
// ("/", "ctrl+k"; ctrl takes Cmd too), mode (inline, button), theme (light,
// dark, auto), open-with-query (words to start with; empty takes ?tiaowen= of
// the page's address).
// Events: tiaowen-answer (detail is what the server found), tiaowen-select
// (detail is {clause, url}; preventDefault keeps the page from following it).
// Looks: --tiaowen-accent, -ink, -soft, -paper, -rule, -match, -font, -radius,
// -width, and the parts button, box, input, panel, status, answers, hits,
// result, path, title, text, mark, tag, more, close.
//
// It leaves no global name, sets no cookie, and writes no style or script into
// the page: under a strict policy it needs script-src, style-src and
// connect-src for SERVER alone.
(function () {
  'use strict';

  const home = new URL(document.currentScript ? document.currentScript.src : location.href).origin;
  const pause = 180; // ms without a keystroke before a search is sent
  let told = false; // the console knows that the server does not allow this site

  const words = {
    zh: { search: '检索条文', placeholder: '问一句，或输入词语、条号', close: '关闭', answers: '回答', likely: '可能相关，原文没有直接写明', hits: '相关条文',
      nothing: '没有找到相关条文', refused: '没有直接的回答', more: '查看全部结果', busy: '正在检索……', passage: '正文',
      away: '暂时连不上服务，恢复后自动继续。', denied: '检索服务不允许本站使用，请联系管理员。', many: '请求太频繁，稍后自动重试。', failed: '服务出错，稍后自动重试。', bad: '无法检索这样的内容。',
      found: (n) => '共 ' + n + ' 条',
      forbid: '禁止', require: '要求', permit: '允许', encourage: '鼓励' },
    en: { denied: 'The search server does not let this site use it. Please tell its administrator.', search: 'Search clauses', placeholder: 'Question, words or clause number', close: 'Close', answers: 'Answer', likely: 'Possibly related; the text does not say so directly', hits: 'Clauses found',
      nothing: 'Nothing found', refused: 'No direct answer', more: 'All results', busy: 'Searching…', passage: 'Passage',
      away: 'The server cannot be reached. The search resumes automatically.', many: 'Too many requests. The search will be retried shortly.',
      failed: 'The server failed. The search will be retried shortly.', bad: 'This cannot be searched for.',
      found: (n) => n + ' found',
      forbid: 'Forbidden', require: 'Required', permit: 'Permitted', encourage: 'Encouraged' }
  };

  // make builds an element; text is only ever text.
  function make(tag, part, text) {
    const e = document.createElement(tag);
    if (part) { e.className = part; e.setAttribute('part', part); }
    if (text !== undefined) e.textContent = text;
    return e;
  }

  function label(clause) {
    return clause.name === clause.title ? clause.name : [clause.name, clause.title].filter(Boolean).join('　');
  }

  class TiaowenSearch extends HTMLElement {
    static get observedAttributes() { return ['lang', 'placeholder', 'document', 'section', 'theme']; }

    constructor() {
      super();
      this._root = this.attachShadow({ mode: 'open' });
      this._failures = 0;
    }

    connectedCallback() {
      if (!this._built) this._build();
      this._keys = (e) => this._key(e);
      document.addEventListener('keydown', this._keys);
      this._online = () => this._retry();
      window.addEventListener('online', this._online);
      let query = this.getAttribute('open-with-query');
      if (query === '') query = new URL(location.href).searchParams.get('tiaowen');
      if (query) this.open(query);
    }

    disconnectedCallback() {
      document.removeEventListener('keydown', this._keys);
      window.removeEventListener('online', this._online);
      this._stop();
    }

    attributeChangedCallback(name) {
      if (!this._built) return;
      this._name();
      if ((name === 'document' || name === 'section') && this._query) this._search(this._query);
    }

    get _server() { return (this.getAttribute('server') || home).replace(/\/+$/, ''); }

    get _modal() { return this.getAttribute('mode') === 'button'; }

    get _words() {
      const near = this.closest('[lang]');
      const lang = (near && near.getAttribute('lang')) || navigator.language || 'zh';
      return words[lang.slice(0, 2) === 'zh' ? 'zh' : 'en'];
    }

    _build() {
      this._built = true;
      const link = document.createElement('link');
      link.rel = 'stylesheet';
      link.href = this._server + '/embed.css';
      const frame = make('div', 'frame');
      frame.hidden = true; // until the style is there
      link.onload = link.onerror = () => { frame.hidden = false; };

      this._button = make('button', 'button');
      this._button.type = 'button';
      this._button.setAttribute('aria-haspopup', 'dialog');
      this._veil = make('div', 'veil');
      this._sheet = make('div', 'sheet');
      this._form = make('form', 'box');
      this._form.setAttribute('role', 'search');
      this._input = make('input', 'input');
      this._input.type = 'search';
      this._input.maxLength = 2000;
      this._input.autocomplete = 'off';
      this._input.spellcheck = false;
      this._input.setAttribute('enterkeyhint', 'search');
      this._close = make('button', 'close');
      this._close.type = 'button';
      this._panel = make('div', 'panel');
      this._status = make('p', 'status');
      this._status.setAttribute('role', 'status');
      this._results = make('div', 'results');

      this._form.append(this._input, this._close);
      this._panel.append(this._status, this._results);
      this._sheet.append(this._form, this._panel);
      if (this._modal) {
        this._sheet.setAttribute('role', 'dialog');
        this._sheet.setAttribute('aria-modal', 'true');
        this._sheet.classList.add('modal');
        this._veil.append(this._sheet);
        frame.append(this._button, this._veil);
        this._veil.hidden = true;
      } else {
        this._close.hidden = true;
        frame.append(this._sheet);
      }
      this._panel.hidden = true;
      this._root.append(link, frame);
      this._name();

      this._button.addEventListener('click', () => this.open());
      this._close.addEventListener('click', () => this.close());
      this._veil.addEventListener('click', (e) => { if (e.target === this._veil) this.close(); });
      this._input.addEventListener('compositionstart', () => { this._composing = true; clearTimeout(this._timer); });
      this._input.addEventListener('compositionend', () => { this._composing = false; this._typed(); });
      this._input.addEventListener('input', (e) => { if (!e.isComposing) this._typed(); });
      this._input.addEventListener('focus', () => { if (this._query) this._panel.hidden = false; });
      this._form.addEventListener('submit', (e) => {
        e.preventDefault();
        clearTimeout(this._timer);
        this._search(this._input.value.trim());
      });
      this._sheet.addEventListener('keydown', (e) => this._move(e));
      this._sheet.addEventListener('focusout', (e) => {
        if (!this._modal && !this._sheet.contains(e.relatedTarget)) this._panel.hidden = true;
      });
      this._results.addEventListener('click', (e) => this._choose(e));
    }

    // _name puts every label into the reader's language.
    _name() {
      const w = this._words;
      const hint = this.getAttribute('placeholder') || w.placeholder;
      this._button.textContent = this.getAttribute('placeholder') || w.search;
      this._input.placeholder = hint;
      this._input.setAttribute('aria-label', hint);
      this._form.setAttribute('aria-label', hint);
      if (this._modal) this._sheet.setAttribute('aria-label', hint);
      this._close.textContent = w.close;
    }

    // open shows the widget, with words to search for when given, and takes the focus.
    open(query) {
      if (this._modal && this._veil.hidden) {
        this._before = document.activeElement;
        this._veil.hidden = false;
      }
      if (typeof query === 'string' && query) {
        this._input.value = query;
        this._search(query);
        if (!this._modal) return;
      }
      this._input.focus();
      this._input.select();
    }

    // close hides the widget and gives the focus back to where it was.
    close() {
      this._panel.hidden = !this._modal || !this._query;
      if (!this._modal || this._veil.hidden) return;
      this._veil.hidden = true;
      const to = this._before === this || !this._before || this._before === document.body ? this._button : this._before;
      to.focus();
    }

    _typed() {
      clearTimeout(this._timer);
      if (this._composing) return;
      this._timer = setTimeout(() => this._search(this._input.value.trim()), pause);
    }

    _stop() {
      clearTimeout(this._timer);
      clearTimeout(this._again);
      if (this._running) this._running.abort();
      this._running = null;
    }

    _retry() { if (this._failures && !this._denied) this._search(this._query); }

    // _search asks the server once; a newer search always takes the place of an older one.
    _search(query) {
      this._stop();
      this._query = query;
      if (this._denied) { this._panel.hidden = !query; return; }
      if (!query) {
        this._failures = 0;
        this._panel.hidden = true;
        this._results.textContent = this._status.textContent = '';
        return;
      }
      const w = this._words;
      const q = new URLSearchParams({ q: query, lang: w === words.zh ? 'zh' : 'en' });
      ['document', 'section'].forEach((name) => {
        if (this.getAttribute(name)) q.set(name, this.getAttribute(name));
      });
      const mine = this._running = new AbortController();
      let allowed = false; // an answer was given to the page, if a broken one
      this._panel.hidden = false;
      this._results.setAttribute('aria-busy', 'true');
      if (!this._results.firstChild) this._status.textContent = w.busy;
      fetch(this._server + '/embed/find?' + q, { signal: mine.signal, credentials: 'omit', mode: 'cors' }).then((r) => {
        allowed = true;
        this._kept = false;
        if (!r.ok) throw r.status;
        return r.json();
      }).then((found) => {
        if (mine !== this._running) return;
        this._running = null;
        this._failures = 0;
        this._show(found);
      }).catch((reason) => {
        if (mine !== this._running) return;
        this._running = null;
        if (reason >= 400 && reason < 500 && reason !== 429) {
          this._status.textContent = w.bad;
          return;
        }
        this._status.textContent = reason === 429 ? w.many : typeof reason === 'number' ? w.failed : w.away;
        const again = () => {
          const wait = Math.min(30000, 1000 * Math.pow(2, this._failures++));
          this._again = setTimeout(() => this._search(query), wait);
        };
        if (allowed) again();
        else this._reach().then((up) => {
          if (this._query !== query || this._running) return;
          // Twice in a row: once may be a connection that was lost just before the server was back.
          if (up && this._kept) { this._deny(); return; }
          this._kept = up;
          again();
        });
      });
    }

    // _reach tells whether the server answers at all: a browser does not say why it keeps an answer from a page.
    _reach() {
      if (new URL(this._server, location.href).origin === location.origin) return Promise.resolve(false);
      return fetch(this._server + '/embed.css', { mode: 'no-cors', credentials: 'omit', cache: 'no-store' }).then(() => true, () => false);
    }

    // _deny stops: the server is there and does not allow this site. The console says once what to set.
    _deny() {
      this._status.textContent = this._words.denied;
      this._denied = true;
      if (told) return;
      told = true;
      console.error('tiaowen: ' + this._server + ' does not allow ' + location.origin + '. Start the server with --allow-origin ' + location.origin);
    }

    _show(found) {
      const w = this._words;
      const out = document.createDocumentFragment();
      const answer = found.answer;
      if (answer && answer.answers.length) {
        const likely = answer.grade === 'likely';
        const list = make('section', likely ? 'answers likely' : 'answers');
        list.append(make('h2', 'head', likely ? w.likely : w.answers));
        const at = {}; // one article for each clause
        answer.answers.forEach((a) => {
          if (!at[a.clause.id]) list.append(at[a.clause.id] = this._clause(a.clause));
          const p = make('p', 'quote');
          p.lang = 'zh-CN';
          if (a.norm) p.append(make('span', 'tag', w[a.norm]));
          p.append(document.createTextNode(a.text));
          at[a.clause.id].append(p);
        });
        out.append(list);
      } else if (answer && answer.reason) {
        out.append(make('p', 'refusal', w.refused + (/[。.]$/.test(w.refused) ? ' ' : '：') + answer.reason));
      }
      const hits = found.result.hits;
      if (hits.length) {
        const list = make('section', 'hits');
        list.append(make('h2', 'head', w.hits));
        hits.forEach((hit) => {
          const e = this._clause(hit.clause);
          const p = make('p', 'text');
          p.lang = 'zh-CN';
          hit.parts.forEach((part) => { p.append(part.match ? make('mark', 'mark', part.text) : document.createTextNode(part.text)); });
          e.append(p);
          list.append(e);
        });
        out.append(list);
        if (found.result.total > hits.length) {
          const more = make('a', 'more', w.more);
          const q = new URLSearchParams({ q: this._query });
          if (this.getAttribute('document')) q.set('document', this.getAttribute('document'));
          if (this.getAttribute('section')) q.set('section', this.getAttribute('section'));
          more.href = this._server + '/?' + q;
          more.target = '_blank';
          more.rel = 'noopener';
          out.append(more);
        }
      }
      this._status.textContent = hits.length ? w.found(found.result.total) : w.nothing;
      this._results.textContent = '';
      this._results.append(out);
      this._results.setAttribute('aria-busy', 'false');
      this._panel.scrollTop = 0;
      this.dispatchEvent(new CustomEvent('tiaowen-answer', { bubbles: true, composed: true, detail: found }));
    }

    // _clause is the head of a result: the section context, and the clause as a link.
    _clause(clause) {
      const e = make('article', 'result');
      const path = [clause.document.title].concat(clause.path.map((s) => s.name)).join(' › ');
      const a = make('a', 'title', label(clause) || this._words.passage);
      a.href = this._server + clause.url;
      a.target = '_blank';
      a.rel = 'noopener';
      a.lang = 'zh-CN';
      a._clause = clause;
      const p = make('p', 'path', path);
      p.lang = 'zh-CN';
      e.append(p, a);
      return e;
    }

    _choose(e) {
      const a = e.target.closest('a');
      if (!a || !a._clause) return;
      const go = this.dispatchEvent(new CustomEvent('tiaowen-select', { bubbles: true, composed: true, cancelable: true,
        detail: { clause: a._clause, url: a.href } }));
      if (!go) e.preventDefault();
    }

    // _move walks the results by arrows, keeps Tab inside the dialog, and closes by Esc.
    _move(e) {
      if (e.isComposing || this._composing) return;
      const links = Array.prototype.slice.call(this._results.querySelectorAll('a'));
      const at = this._root.activeElement;
      if (e.key === 'Escape') {
        if (!this._modal && this._panel.hidden) return;
        e.preventDefault();
        e.stopPropagation();
        if (at !== this._input) this._input.focus();
        else this.close();
      } else if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
        const to = links.indexOf(at) + (e.key === 'ArrowDown' ? 1 : -1);
        e.preventDefault();
        if (to < 0) this._input.focus();
        else if (links[to]) links[to].focus();
      } else if (e.key === 'Tab' && this._modal) {
        const stops = [this._input, this._close].concat(this._panel.hidden ? [] : links);
        const i = stops.indexOf(at);
        e.preventDefault();
        stops[(i + (e.shiftKey ? -1 : 1) + stops.length) % stops.length].focus();
      }
    }

    // _key opens the widget by its shortcut.
    _key(e) {
      const shortcut = this.getAttribute('shortcut');
      if (!shortcut || e.isComposing || e.defaultPrevented) return;
      const keys = shortcut.toLowerCase().split('+');
      const key = keys.pop() || '+';
      const at = e.composedPath()[0];
      const field = at && (/^(INPUT|SELECT|TEXTAREA)$/.test(at.tagName) || at.isContentEditable);
      const held = e.ctrlKey || e.metaKey;
      if (e.key.toLowerCase() !== key || held !== keys.indexOf('ctrl') >= 0 || e.altKey !== keys.indexOf('alt') >= 0 || (field && !held && !e.altKey)) return;
      e.preventDefault();
      this.open();
    }
  }

  if (!customElements.get('tiaowen-search')) customElements.define('tiaowen-search', TiaowenSearch);
})();
