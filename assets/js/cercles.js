/* Cercles: small improvements for pages that all work without it. Words come from the page's data attributes. */
(function () {
  'use strict';
  var doc = document, root = doc.documentElement, KEY = 'cercles-theme';

  function stored() {
    try { return localStorage.getItem(KEY) || 'auto'; } catch (e) { return 'auto'; }
  }
  function applyTheme(theme) {
    if (theme === 'light' || theme === 'dark') root.setAttribute('data-theme', theme);
    else root.removeAttribute('data-theme');
  }
  applyTheme(stored()); // at once, in <head>: no flash
  root.classList.add('js');

  function each(selector, fn, from) {
    Array.prototype.forEach.call((from || doc).querySelectorAll(selector), fn);
  }
  function make(tag, className, text) {
    var el = doc.createElement(tag);
    if (className) el.className = className;
    if (text) el.textContent = text;
    return el;
  }

  /* <button type="button" data-theme-switch hidden data-auto="…" data-light="…" data-dark="…"> */
  function themeSwitch(button) {
    var order = ['auto', 'light', 'dark'];
    function show() { button.textContent = button.getAttribute('data-' + stored()) || stored(); }
    button.addEventListener('click', function () {
      var next = order[(order.indexOf(stored()) + 1) % 3];
      try { localStorage.setItem(KEY, next); } catch (e) { /* private mode: this page only */ }
      applyTheme(next);
      button.textContent = button.getAttribute('data-' + next) || next;
    });
    show();
    button.hidden = false;
  }

  /* <input type="password" data-reveal="Afficher" data-reveal-hide="Masquer"> */
  function reveal(input) {
    var button = make('button', 'reveal', input.getAttribute('data-reveal'));
    var wrap = make('span', 'reveal-wrap');
    button.type = 'button';
    if (input.id) button.setAttribute('aria-controls', input.id);
    function set(shown) {
      input.type = shown ? 'text' : 'password';
      button.textContent = input.getAttribute(shown ? 'data-reveal-hide' : 'data-reveal');
    }
    input.parentNode.insertBefore(wrap, input);
    wrap.appendChild(input);
    wrap.appendChild(button);
    button.addEventListener('click', function () { set(input.type === 'password'); });
    if (input.form) input.form.addEventListener('submit', function () { set(false); });
  }

  /* <time datetime="…" data-relative>: only what happened less than an hour ago moves; the server said the rest. */
  function relativeTimes() {
    if (!window.Intl || !Intl.RelativeTimeFormat) return;
    var format = new Intl.RelativeTimeFormat(root.lang || 'fr', { numeric: 'always' });
    each('time[data-relative]', function (el) {
      var minutes = Math.round((Date.now() - Date.parse(el.getAttribute('datetime'))) / 60000);
      if (!(minutes >= 1)) return;
      if (minutes < 60) el.textContent = format.format(-minutes, 'minute');
      else if (el.hasAttribute('data-moved') && minutes < 1440) el.textContent = format.format(-Math.round(minutes / 60), 'hour');
      else return;
      el.setAttribute('data-moved', '');
    });
  }

  /* <form data-guard>: the browser asks before unsent text is left behind (data-guard="unsent": it came back refused). */
  function dirty(form) {
    if (form.getAttribute('data-guard') === 'unsent') return true;
    return Array.prototype.some.call(form.elements, function (f) {
      if (/^(hidden|submit|button|reset|password)$/.test(f.type)) return false;
      if (f.type === 'checkbox' || f.type === 'radio') return f.checked !== f.defaultChecked;
      if (f.type === 'file') return f.files && f.files.length > 0;
      if (f.tagName === 'TEXTAREA' || f.tagName === 'INPUT') return f.value !== f.defaultValue;
      return false;
    });
  }
  function guard(event) {
    var unsent = Array.prototype.some.call(doc.querySelectorAll('form[data-guard]:not([data-sent]):not([data-kept])'), dirty);
    if (unsent) { event.preventDefault(); event.returnValue = ''; }
  }

  /* One send a form. Buttons are marked, never disabled, so the pressed one keeps its name and value. */
  function once(event) {
    var form = event.target;
    if (event.defaultPrevented || form.hasAttribute('data-again') || form.target) return;
    if (form.getAttribute('data-sent')) { event.preventDefault(); return; }
    form.setAttribute('data-sent', '1');
    each('button:not([type=button])', function (b) { b.setAttribute('aria-disabled', 'true'); }, form);
    setTimeout(function () { again(form); }, 15000); // the network failed: let them try again (the _key keeps it single)
  }
  function again(form) {
    form.removeAttribute('data-sent');
    each('[aria-disabled]', function (b) { b.removeAttribute('aria-disabled'); }, form);
  }

  /* <input data-count="120" data-count-left="{n} caractères restants" data-count-over="{n} caractères de trop"> */
  function counter(field) {
    var max = parseInt(field.getAttribute('data-count'), 10);
    if (!max) return;
    var seen = make('p', 'counter'), said = make('p', 'visually-hidden');
    seen.setAttribute('aria-hidden', 'true');
    said.setAttribute('role', 'status');
    field.insertAdjacentElement('afterend', said);
    field.insertAdjacentElement('afterend', seen);
    function update() {
      var left = max - Array.from(field.value).length, over = left < 0;
      var text = (field.getAttribute(over ? 'data-count-over' : 'data-count-left') || '{n}').replace('{n}', Math.abs(left).toLocaleString(document.documentElement.lang));
      seen.textContent = text;
      seen.classList.toggle('counter-over', over);
      said.textContent = over || left === 20 || left === 10 || left === 0 ? text : '';
    }
    field.addEventListener('input', update);
    update();
  }

  /* <input data-similar="/address?title=" data-similar-title="…">: threads that answer already, while a title is typed. */
  function similar(field) {
    var place = make('aside', 'similar'), heading = make('h2', '', field.getAttribute('data-similar-title'));
    var list = make('div'), asked = '', timer, request;
    place.hidden = true;
    heading.id = 'similar-heading';
    place.setAttribute('aria-labelledby', heading.id);
    place.setAttribute('aria-live', 'polite');
    place.appendChild(heading);
    place.appendChild(list);
    field.closest('.field').insertAdjacentElement('afterend', place);
    function ask() {
      var title = field.value.trim();
      if (title === asked) return;
      asked = title;
      if (request) request.abort();
      if (title.length < 8) { place.hidden = true; return; }
      request = new XMLHttpRequest();
      request.open('GET', field.getAttribute('data-similar') + encodeURIComponent(title));
      request.responseType = 'document';
      request.onload = function () {
        var found = this.status === 200 && this.response && this.response.querySelector('[data-similar-list]');
        place.hidden = !found || !found.children.length;
        if (place.hidden) return;
        list.replaceChildren.apply(list, Array.prototype.map.call(found.childNodes, function (n) { return doc.importNode(n, true); }));
        each('a', function (a) { a.target = '_blank'; a.rel = 'noopener'; }, list); // what is being written stays
      };
      request.send();
    }
    field.addEventListener('input', function () { clearTimeout(timer); timer = setTimeout(ask, 400); });
    ask();
  }

  /* <div data-files="/address">: files are sent as soon as they are chosen, dropped or pasted; the form then holds their ids. */
  function files(place) {
    var input = place.querySelector('input[type=file]'), kept = place.querySelector('[data-files-kept]'), form = input.form;
    var text = form.querySelector('textarea.writing'), said = make('div', 'files-said'), sending = 0, wanted = false;
    said.setAttribute('role', 'status');
    kept.insertAdjacentElement('afterend', said);
    function say(what, file) { return place.getAttribute('data-files-' + what).replace('{name}', file.name); }
    function show(row) {
      var box = row.querySelector('[data-markdown]'), hint = row.querySelector('.hint:not(.error)'), button;
      if (!box || !text) return;
      button = make('button', 'button-link', place.getAttribute('data-files-insert'));
      button.type = 'button';
      button.addEventListener('click', function () {
        var at = text.selectionEnd, lead = at && text.value[at - 1] !== '\n' ? '\n\n' : '';
        text.setRangeText(lead + box.getAttribute('data-markdown') + '\n', at, at, 'end');
        text.dispatchEvent(new Event('input', { bubbles: true }));
        text.focus();
      });
      hint.replaceChildren(button);
    }
    function sendOne(file) {
      var line = make('p', 'hint', say('sending', file)), bar = make('progress'), data = new FormData(), request = new XMLHttpRequest();
      function end(error) {
        sending -= 1;
        if (error) { line.className = 'error'; line.textContent = error; wanted = false; } else line.remove();
        if (!sending && wanted) { wanted = false; if (form.requestSubmit) form.requestSubmit(); else form.submit(); }
      }
      said.appendChild(line);
      sending += 1;
      if (file.size > +place.getAttribute('data-files-heaviest')) { end(say('heavy', file)); return; }
      bar.setAttribute('aria-label', line.textContent);
      line.appendChild(bar);
      data.append('_csrf', form.elements._csrf.value);
      data.append('files', file, file.name || 'image.png');
      request.open('POST', place.getAttribute('data-files'));
      request.responseType = 'document';
      request.upload.onprogress = function (e) { if (e.lengthComputable) bar.value = e.loaded / e.total; };
      request.onerror = request.ontimeout = function () { end(say('failed', file)); };
      request.onload = function () {
        var found = this.status === 200 && this.response && this.response.querySelectorAll('[data-files-sent] li');
        var why = this.response && this.response.querySelector('main .lede');
        if (!found || !found.length) { end((why && why.textContent) || say('failed', file)); return; }
        Array.prototype.forEach.call(found, function (row) { show(kept.appendChild(doc.importNode(row, true))); });
        end();
      };
      request.send(data);
    }
    function send(list) { Array.prototype.forEach.call(list || [], sendOne); }
    input.addEventListener('change', function () { send(Array.prototype.slice.call(input.files)); input.value = ''; });
    form.addEventListener('dragover', function (event) {
      if (Array.prototype.indexOf.call(event.dataTransfer.types, 'Files') >= 0) event.preventDefault();
    });
    form.addEventListener('drop', function (event) {
      if (!event.dataTransfer.files.length) return;
      event.preventDefault();
      send(event.dataTransfer.files);
    });
    form.addEventListener('paste', function (event) {
      var pasted = event.clipboardData && event.clipboardData.files;
      if (!pasted || !pasted.length) return;
      event.preventDefault();
      send(pasted);
    });
    form.addEventListener('submit', function (event) { if (sending) { wanted = true; event.preventDefault(); } });
    each('li', show, kept);
  }

  /* <div data-queue> of <article data-case tabindex="-1">: j and k move, a acts, r takes or lets go, x ticks, o opens, ? helps. */
  function queue(place) {
    var cases = Array.prototype.slice.call(place.querySelectorAll('[data-case]'));
    var help = doc.querySelector('[data-queue-help]');
    function here() { return cases.indexOf(doc.activeElement.closest ? doc.activeElement.closest('[data-case]') : null); }
    function go(to) {
      var at = Math.max(0, Math.min(cases.length - 1, to));
      if (cases[at]) { cases[at].focus(); cases[at].scrollIntoView({ block: 'nearest' }); }
    }
    function press(selector) {
      var at = here(), target = at < 0 ? null : cases[at].querySelector(selector);
      if (!target) return;
      target.focus();
      target.click();
      var field = target.tagName === 'SUMMARY' && target.parentNode.open && target.parentNode.querySelector('textarea');
      if (field) field.focus();
    }
    doc.addEventListener('keydown', function (event) {
      if (event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== 'checkbox') return;
      var at = here();
      switch (event.key) {
        case 'j': go(at + 1); break;
        case 'k': go(at < 0 ? 0 : at - 1); break;
        case 'a': press('[data-act]'); break;
        case 'r': press('[data-claim]'); break;
        case 'x': press('[data-tick]'); break;
        case 'o': press('[data-open]'); break;
        case '?': if (help) { help.open = !help.open; help.querySelector('summary').focus(); } break;
        default: return;
      }
      event.preventDefault();
    });
  }

  function closeMenus(except) {
    each('details.menu[open]', function (d) { if (d !== except && !d.contains(except)) d.open = false; });
  }

  doc.addEventListener('click', function (event) { closeMenus(event.target); });
  doc.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape') return;
    var open = doc.querySelector('details.menu[open]');
    if (!open) return;
    var inside = open.contains(doc.activeElement);
    open.open = false;
    if (inside) open.querySelector('summary').focus();
  });
  doc.addEventListener('submit', once);
  window.addEventListener('beforeunload', guard);
  window.addEventListener('pageshow', function (event) { if (event.persisted) each('form[data-sent]', again); });

  function start() {
    each('[data-theme-switch]', themeSwitch);
    each('input[data-reveal]', reveal);
    each('[data-count]', counter);
    each('[data-similar]', similar);
    each('[data-files]', files);
    each('[data-queue]', queue);
    relativeTimes();
    setInterval(relativeTimes, 60000);
    var first = doc.querySelector('[data-focus]'); // the summary of a refused form
    if (first) first.focus();
  }
  if (doc.readyState === 'loading') doc.addEventListener('DOMContentLoaded', start);
  else start();
})();
