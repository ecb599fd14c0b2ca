// admin.js: how far an upload is, and how far a job. Without it the forms work
// as they are, and a link shows a job anew.
(function () {
  'use strict';

  // An upload is sent in the background, so that its progress can be shown.
  document.querySelectorAll('form[data-upload]').forEach(function (form) {
    form.addEventListener('submit', function (event) {
      event.preventDefault();
      const sending = form.querySelector('.sending'), bar = form.querySelector('progress'), said = form.querySelector('[role=status]');
      const button = form.querySelector('button');
      const request = new XMLHttpRequest();
      const query = new URLSearchParams();
      ['replace', 'strict'].forEach(function (name) {
        const field = form.elements[name];
        if (field && (field.type !== 'checkbox' || field.checked)) query.set(name, field.value);
      });
      const files = new FormData();
      Array.from(form.elements.file.files).forEach(function (file) { files.append('file', file); });
      request.open('POST', '/api/v1/admin/imports' + (query.toString() ? '?' + query : ''));
      request.setRequestHeader('X-CSRF-Token', form.elements.form.value);
      request.upload.onprogress = function (e) {
        if (!e.lengthComputable) return;
        bar.value = e.loaded / e.total;
        said.textContent = Math.floor(100 * e.loaded / e.total) + ' %';
      };
      function fail(detail) {
        button.disabled = false;
        said.textContent = form.dataset.failed + (detail ? ' ' + detail : '');
      }
      request.onerror = function () { fail(''); };
      request.onload = function () {
        let answer = {};
        try { answer = JSON.parse(request.responseText); } catch (e) { /* an answer of a proxy */ }
        if (request.status !== 202) { fail(answer.detail); return; }
        const lang = new URLSearchParams(location.search).get('lang');
        location.assign('/admin/jobs/' + answer.id + (lang ? '?lang=' + encodeURIComponent(lang) : ''));
      };
      sending.hidden = false;
      button.disabled = true;
      request.send(files);
    });
  });

  // A job that runs is asked for once a second; when it has ended the page shows its reports.
  const job = document.querySelector('[data-job]');
  if (job) {
    const bar = document.querySelector('progress.far'), step = job.querySelector('.step');
    const ask = function () {
      fetch(job.dataset.job, { headers: { Accept: 'application/json' } }).then(function (r) {
        if (!r.ok) throw new Error(r.status);
        return r.json();
      }).then(function (now) {
        if (now.state !== 'waiting' && now.state !== 'running') { location.reload(); return; }
        if (now.total) {
          bar.max = now.total;
          bar.value = now.done;
          step.textContent = now.done + '/' + now.total;
        }
        setTimeout(ask, 1000);
      }).catch(function () { setTimeout(ask, 3000); });
    };
    setTimeout(ask, 1000);
  }
})();
