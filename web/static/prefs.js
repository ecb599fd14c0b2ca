// prefs.js runs before the page is drawn: it applies what the reader chose
// earlier on this device (theme, type size, language). No cookies.
(function () {
  'use strict';
  const root = document.documentElement;
  root.classList.add('js');
  const read = function (key) {
    try { return localStorage.getItem('tiaowen-' + key); } catch (e) { return null; }
  };
  if (read('theme')) root.setAttribute('data-theme', read('theme'));
  if (read('size')) root.setAttribute('data-size', read('size'));
  const lang = read('lang');
  const here = new URL(location.href);
  if ((lang === 'zh' || lang === 'en') && window.top === window &&
      !here.searchParams.has('lang') && root.lang.slice(0, 2) !== lang) {
    here.searchParams.set('lang', lang);
    location.replace(here.href);
  }
})();
