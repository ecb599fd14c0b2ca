// reader.js is for the page of a clause: it reads the words aloud with a voice
// of the browser, and writes down what is wrong with them.
(function () {
  'use strict';

  const say = function (text) { document.dispatchEvent(new CustomEvent('tiaowen-say', { detail: text })); };

  // Read aloud. The button appears where the browser has a Chinese voice.
  const button = document.querySelector('[data-aloud]');
  const speech = window.speechSynthesis;
  let voice = null;
  let reading = 0; // numbers the readings: what ends late belongs to another one
  const start = button ? button.textContent : '';

  function look() {
    voice = speech.getVoices().filter(function (v) { return /^(zh|cmn)/i.test(v.lang); })[0] || null;
    button.hidden = !voice;
  }

  function show(on) {
    button.setAttribute('aria-pressed', on);
    button.textContent = on ? button.getAttribute('data-stop') : start;
  }

  // Sentences one by one: some voices fall silent in a long text.
  function read(sentences, mine) {
    if (mine !== reading) return;
    if (!sentences.length) { show(false); return; }
    const u = new SpeechSynthesisUtterance(sentences[0]);
    u.voice = voice;
    u.lang = voice.lang;
    const next = function () { read(sentences.slice(1), mine); };
    u.onend = next;
    u.onerror = next;
    speech.speak(u);
  }

  if (button && speech) {
    look();
    if (speech.addEventListener) speech.addEventListener('voiceschanged', look);
    else speech.onvoiceschanged = look;
    button.addEventListener('click', function () {
      reading++;
      speech.cancel();
      if (button.getAttribute('aria-pressed') === 'true') { show(false); return; }
      const text = [];
      document.getElementById(button.getAttribute('data-aloud')).querySelectorAll('p').forEach(function (p) { text.push(p.textContent); });
      show(true);
      read((text.join('\n').match(/[^。！？；\n]+[。！？；]?/g) || []).filter(function (s) { return s.trim(); }), reading);
    });
    window.addEventListener('pagehide', function () { speech.cancel(); });
  }

  // A report for whoever looks after the texts, as a mail or as a file.
  const form = document.querySelector('[data-report]');
  if (!form) return;
  let picked = '';
  document.addEventListener('selectionchange', function () {
    const s = document.getSelection();
    const words = document.getElementById('words');
    if (s.rangeCount && words.contains(s.anchorNode) && String(s).trim()) picked = String(s).trim();
  });
  form.addEventListener('submit', function (e) { e.preventDefault(); });
  form.addEventListener('click', function (e) {
    const as = e.target.getAttribute('data-report-as');
    if (!as) return;
    const label = form.getAttribute('data-labels').split('|');
    const lines = [label[0] + form.getAttribute('data-name'), label[1] + new URL(form.getAttribute('data-url'), location.href).href];
    const marked = picked || (document.querySelector('#words mark') || { textContent: '' }).textContent;
    if (marked) lines.push(label[2] + marked);
    lines.push(label[3] + form.querySelector('textarea').value.trim());
    if (as === 'mail') {
      location.href = 'mailto:' + encodeURIComponent(form.getAttribute('data-to')).replace('%40', '@') +
        '?subject=' + encodeURIComponent(form.getAttribute('data-subject')) + '&body=' + encodeURIComponent(lines.join('\r\n'));
      return;
    }
    const a = document.createElement('a');
    a.href = URL.createObjectURL(new Blob(['\uFEFF' + lines.join('\r\n') + '\r\n'], { type: 'text/plain;charset=utf-8' }));
    a.download = form.getAttribute('data-file');
    document.body.appendChild(a);
    a.click();
    a.remove();
    setTimeout(function () { URL.revokeObjectURL(a.href); }, 10000);
    say(a.download);
  });
})();
