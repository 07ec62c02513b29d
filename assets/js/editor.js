/* Cercles: what helps while one writes. The form works without it; words come from [data-editor]. */
(function () {
  'use strict';
  var doc = document, words = doc.querySelector('[data-editor]');
  if (!words || !window.customElements || !window.Promise || !window.fetch) return;
  var form = words.closest('form');
  function word(name) { return words.getAttribute('data-' + name) || ''; }
  function make(tag, className, text) {
    var el = doc.createElement(tag);
    if (className) el.className = className;
    if (text) el.textContent = text;
    return el;
  }
  function each(list, fn) { Array.prototype.forEach.call(list, fn); }

  /* Puts a text in place of what is selected; the browser can undo it. */
  function insert(area, text, from, to) {
    area.focus();
    if (from !== undefined) area.setSelectionRange(from, to);
    var done = false;
    try { done = doc.execCommand(text ? 'insertText' : 'delete', false, text); } catch (e) { /* below */ }
    if (done) return;
    area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }

  /* The marks. */
  function around(area, mark, sample) {
    var from = area.selectionStart, to = area.selectionEnd, value = area.value, n = mark.length;
    if (from >= n && value.slice(from - n, from) === mark && value.slice(to, to + n) === mark) {
      var inside = value.slice(from, to);
      insert(area, inside, from - n, to + n);
      area.setSelectionRange(from - n, from - n + inside.length);
      return;
    }
    var text = value.slice(from, to) || sample;
    insert(area, mark + text + mark, from, to);
    area.setSelectionRange(from + n, from + n + text.length);
  }
  function link(area) {
    var from = area.selectionStart, text = area.value.slice(from, area.selectionEnd);
    var isAddress = /^(https?:\/\/|\/)\S+$/.test(text), shown = isAddress || !text ? word('text') : text;
    var address = isAddress ? text : word('address'), start = from + 1;
    insert(area, '[' + shown + '](' + address + ')', from, area.selectionEnd);
    if (text && !isAddress) area.setSelectionRange(start + shown.length + 2, start + shown.length + 2 + address.length);
    else area.setSelectionRange(start, start + shown.length);
  }
  function lines(area, prefix) {
    var value = area.value, from = value.lastIndexOf('\n', area.selectionStart - 1) + 1;
    var end = value.indexOf('\n', Math.max(area.selectionEnd, area.selectionStart));
    if (end < 0) end = value.length;
    var old = value.slice(from, end).split('\n'), marked = /^(> ?|- |\d+\. )/;
    var all = old.every(function (line, i) { return line.indexOf(prefix(i)) === 0; });
    var text = old.map(function (line, i) { return all ? line.slice(prefix(i).length) : prefix(i) + line.replace(marked, ''); }).join('\n');
    insert(area, text, from, end);
    if (old.length > 1) area.setSelectionRange(from, from + text.length);
  }
  function block(area, text) {
    var before = area.value.slice(0, area.selectionStart);
    insert(area, (before && !/\n\n$/.test(before) ? (/\n$/.test(before) ? '\n' : '\n\n') : '') + text);
  }
  function code(area) {
    var text = area.value.slice(area.selectionStart, area.selectionEnd);
    if (text.indexOf('\n') < 0) around(area, '`', word('text'));
    else block(area, '```\n' + text + '\n```\n');
  }
  function table(area) {
    var column = word('column'), row = '| ' + column + ' | ' + column + ' |\n';
    block(area, row + '| --- | --- |\n|  |  |\n');
  }
  var TOOLS = [
    ['bold', 'b', function (area) { around(area, '**', word('text')); }],
    ['italic', 'i', function (area) { around(area, '*', word('text')); }],
    ['link', 'k', link],
    ['quote', '', function (area) { lines(area, function () { return '> '; }); }],
    ['list', '', function (area) { lines(area, function () { return '- '; }); }],
    ['numbers', '', function (area) { lines(area, function (i) { return (i + 1) + '. '; }); }],
    ['code', '', code],
    ['table', '', table]
  ];

  /* A toolbar is one stop of Tab, its buttons are reached by arrows (ARIA APG, toolbar pattern). */
  function toolbar(area) {
    var bar = make('div', 'editor-bar');
    bar.setAttribute('role', 'toolbar');
    bar.setAttribute('aria-label', word('toolbar'));
    bar.setAttribute('aria-controls', area.id);
    TOOLS.forEach(function (tool, place) {
      var button = make('button', 'editor-' + tool[0], word(tool[0]));
      button.type = 'button';
      button.tabIndex = place ? -1 : 0;
      if (tool[1]) {
        button.title = word(tool[0]) + ' (Ctrl+' + tool[1].toUpperCase() + ')';
        button.setAttribute('aria-keyshortcuts', 'Control+' + tool[1].toUpperCase());
      }
      button.addEventListener('click', function () { tool[2](area); });
      bar.appendChild(button);
    });
    bar.addEventListener('keydown', function (event) {
      var all = bar.children, here = Array.prototype.indexOf.call(all, doc.activeElement), last = all.length - 1;
      var to = { ArrowRight: here === last ? 0 : here + 1, ArrowLeft: here ? here - 1 : last, Home: 0, End: last }[event.key];
      if (to === undefined || here < 0) return;
      event.preventDefault();
      all[here].tabIndex = -1;
      all[to].tabIndex = 0;
      all[to].focus();
    });
    return bar;
  }
  function shortcut(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    TOOLS.forEach(function (tool) {
      if (!tool[1] || event.key.toLowerCase() !== tool[1]) return;
      event.preventDefault();
      tool[2](event.target);
    });
  }

  /* People after @, threads after #, or names between commas in a line: a list one goes through without leaving the field
     (ARIA APG, combobox pattern; a textarea keeps its own role, as ARIA in HTML asks). */
  function completion(area, host, names) {
    var list, options = [], active = -1, start = -1, dismissed = -1, timer, request, said = make('p', 'visually-hidden');
    said.setAttribute('role', 'status');
    host.appendChild(said);
    if (names) area.setAttribute('role', 'combobox');
    function expanded(state) { if (names) area.setAttribute('aria-expanded', state); }
    expanded(false);
    function close() {
      clearTimeout(timer);
      if (request) request.abort();
      if (list) list.remove();
      list = null; options = []; active = -1;
      ['aria-autocomplete', 'aria-controls', 'aria-activedescendant'].forEach(function (name) { area.removeAttribute(name); });
      expanded(false);
    }
    function mark(to) {
      active = (to + options.length) % options.length;
      options.forEach(function (option, i) { option.setAttribute('aria-selected', i === active); });
      area.setAttribute('aria-activedescendant', options[active].id);
      if (options[active].scrollIntoView) options[active].scrollIntoView({ block: 'nearest' });
    }
    function choose(option) {
      var text = option.getAttribute('data-insert'), from = start, to = area.selectionStart;
      close();
      insert(area, text, from, to);
    }
    function show(found) {
      if (list) list.remove();
      list = doc.importNode(found, true);
      list.id = area.id + '-propositions';
      list.removeAttribute('tabindex');
      options = Array.prototype.slice.call(list.querySelectorAll('[role=option]'));
      options.forEach(function (option) {
        option.id = list.id + '-' + option.id;
        option.addEventListener('mousedown', function (event) { event.preventDefault(); choose(option); });
      });
      host.appendChild(list);
      area.setAttribute('aria-autocomplete', 'list');
      area.setAttribute('aria-controls', list.id);
      expanded(true);
      said.textContent = word('found').replace('{n}', options.length);
      mark(0);
    }
    function address(sign, text) {
      var q = 'q=' + encodeURIComponent(text);
      if (sign === '#') return '/suggestions/fils?' + q;
      if (names) return '/suggestions/destinataires?' + q;
      var theme = form.querySelector('[name=theme]'), audience = form.querySelector('[name=audience]:checked');
      var readers = word('readers') || 'theme=' + encodeURIComponent(theme ? theme.value : '') + '&audience=' + (audience ? audience.value : 'community');
      return '/suggestions/personnes?' + readers + '&' + q;
    }
    function ask() {
      if (area.selectionStart !== area.selectionEnd) return close();
      var before = area.value.slice(0, area.selectionStart);
      var typed = (names ? /(^|[,;])(\s*)([A-Za-zÀ-ÿ][^,;(]{0,59})$/ : /(^|[\s(«"'’])([@#])([A-Za-zÀ-ÿ0-9][^\n@#]{0,59})$/).exec(before);
      if (!typed || typed[3].split(' ').length > (typed[2] === '#' ? 6 : names ? 4 : 3) || / $/.test(typed[3]) && !list) return close();
      var from = before.length - typed[3].length - (names ? 0 : 1);
      if (from === dismissed) return close();
      dismissed = -1; start = from;
      clearTimeout(timer);
      timer = setTimeout(function () {
        if (request) request.abort();
        request = new XMLHttpRequest();
        request.open('GET', address(typed[2], typed[3].trim()));
        request.responseType = 'document';
        request.onload = function () {
          var found = this.status === 200 && this.response && this.response.querySelector('[role=listbox]');
          if (found && doc.activeElement === area) show(found); else close();
        };
        request.send();
      }, 180);
    }
    area.addEventListener('input', ask);
    area.addEventListener('blur', close);
    area.addEventListener('keydown', function (event) {
      if (!list) return;
      var key = event.key;
      if (key === 'ArrowDown') mark(active + 1);
      else if (key === 'ArrowUp') mark(active - 1);
      else if ((key === 'Enter' || key === 'Tab') && !event.shiftKey) choose(options[active]);
      else if (key === 'Escape') { dismissed = start; close(); }
      else { if (/^(ArrowLeft|ArrowRight|Home|End)$/.test(key)) close(); return; }
      event.preventDefault();
      event.stopPropagation();
    });
  }

  customElements.define('cercles-editor', class extends HTMLElement {
    connectedCallback() {
      var area = this.querySelector('textarea,input'), people = this.hasAttribute('data-people');
      if (!area || this.ready) return;
      this.ready = true;
      if (people) return completion(area, this, true);
      if (!this.hasAttribute('data-short')) this.insertBefore(toolbar(area), area);
      completion(area, this);
      area.addEventListener('keydown', shortcut);
    }
  });

  /* The form's fields, as the server reads them; files stay where they are. */
  function fields(wanted) {
    var sent = new URLSearchParams();
    each(form.elements, function (field) {
      if (!field.name || !wanted(field) || /^(file|submit|button)$/.test(field.type)) return;
      if (/^(radio|checkbox)$/.test(field.type) && !field.checked) return;
      sent.append(field.name, field.value);
    });
    return sent;
  }

  /* A look before publishing, without leaving the page. */
  var preview = form.querySelector('#apercu'), look = form.querySelector('button[value=preview]');
  if (preview && look) look.addEventListener('click', function (event) {
    if (look.getAttribute('aria-disabled')) return event.preventDefault();
    var sent = fields(function () { return true; }), request = new XMLHttpRequest();
    sent.set('act', 'preview');
    event.preventDefault();
    look.setAttribute('aria-disabled', 'true');
    request.open('POST', form.getAttribute('action'));
    request.responseType = 'document';
    request.onloadend = function () {
      look.removeAttribute('aria-disabled');
      var made = this.status === 200 && this.response && this.response.querySelector('#apercu');
      if (!made) return whole();
      preview.replaceChildren.apply(preview, Array.prototype.map.call(made.childNodes, function (n) { return doc.importNode(n, true); }));
      preview.hidden = false;
      preview.focus();
    };
    request.send(sent);
  });
  /* What the server could not show in the panel (an empty text, an ended session) it says on a page of its own. */
  function whole() {
    var act = make('input');
    act.type = 'hidden'; act.name = 'act'; act.value = 'preview';
    form.appendChild(act);
    form.setAttribute('data-kept', '');
    form.submit();
  }

  /* Drafts: kept two seconds after the last key, and when the page is left or hidden. */
  var place = word('draft'), state = form.querySelector('[data-draft-state]'), due, pending, changed = false, stopped = false, ended = false;
  var NAMES = /^(theme|subtopic|kind|title|audience|body|context|difficulty|solution|steps|contacts|note|point|version|tried|result|conditions|limits|begun|size|tools|reach|safety|organisation|cost|compliance|anonymous|known_to_lead|attached|with|animation)$/;
  function say(text, loud) {
    state.hidden = false;
    if (loud) state.setAttribute('role', 'status'); else state.removeAttribute('role');
    state.textContent = text;
  }
  function withFiles() {
    return Array.prototype.some.call(form.elements, function (field) { return field.files && field.files.length; });
  }
  function keep() {
    clearTimeout(due);
    if (!changed || stopped || ended) return;
    changed = false;
    var sent = fields(function (field) { return NAMES.test(field.name); }), text;
    sent.append('place', place);
    sent.append('form', form.querySelector('[name=_key]').value);
    sent.append('_csrf', form.querySelector('[name=_csrf]').value);
    text = sent.toString();
    pending = window.AbortController ? new AbortController() : null;
    // A browser carries at most 64 KiB beyond the end of a page.
    fetch('/brouillons', {
      method: 'POST', body: sent, credentials: 'same-origin', redirect: 'manual',
      keepalive: text.length < 60000, signal: pending ? pending.signal : undefined
    }).then(function (answer) {
      if (answer.type === 'opaqueredirect') {
        var now = new Date();
        if (!changed && !withFiles()) form.setAttribute('data-kept', '');
        return say(word('kept').replace('{h}', now.getHours()).replace('{m}', ('0' + now.getMinutes()).slice(-2)));
      }
      if (answer.status === 401) ended = true;
      else changed = answer.status !== 422;
      say(word(answer.status === 401 ? 'ended' : answer.status === 422 ? 'long' : 'lost'), true);
    }).catch(function () {
      if (stopped) return;
      changed = true;
      say(word('lost'), true);
    });
  }
  function stop() {
    stopped = true;
    clearTimeout(due);
    if (pending) pending.abort();
  }
  if (place && state) {
    form.addEventListener('input', function (event) {
      if (!NAMES.test(event.target.name || '')) return;
      changed = true;
      stopped = false; // the form was sent and the network failed: the page is still there
      form.removeAttribute('data-kept');
      clearTimeout(due);
      due = setTimeout(keep, 2000);
    });
    doc.addEventListener('visibilitychange', function () { if (doc.visibilityState === 'hidden') keep(); });
    window.addEventListener('pagehide', keep);
    form.addEventListener('submit', function (event) { if (!event.defaultPrevented) stop(); });
    each(doc.querySelectorAll('[data-draft-note]'), function (note) { note.addEventListener('submit', stop); });
  }

  /* A passage selected in a post is quoted in the reply, as ?citer= does for a whole post. */
  var body = form.querySelector('#body'), quoted = make('p', 'visually-hidden'), bar, button, chosen;
  quoted.setAttribute('role', 'status');
  function passage() {
    var selection = window.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    function post(node) {
      var el = node && (node.nodeType === 1 ? node : node.parentElement), prose = el && el.closest('.prose');
      return prose && prose.closest('.post');
    }
    var from = post(selection.anchorNode), signed = from && from.querySelector('[data-quote]'), text = selection.toString().trim();
    if (!signed || from !== post(selection.focusNode) || !text) return null;
    return { post: from, by: signed.getAttribute('data-quote'), text: text };
  }
  function quote() {
    if (!chosen) return;
    var said = chosen.text.split(/\r?\n/).map(function (line) { return '> ' + line; }).join('\n');
    var end = body.value.length, gap = !body.value.trim() ? '' : /\n\n$/.test(body.value) ? '' : /\n$/.test(body.value) ? '\n' : '\n\n';
    var text = gap + '> ' + chosen.by + '\n>\n' + said + '\n\n';
    window.getSelection().removeAllRanges();
    chosen = null;
    bar.hidden = true;
    insert(body, text, end, end);
    body.scrollTop = body.scrollHeight;
    quoted.textContent = word('selected');
  }
  function forget() { chosen = null; bar.hidden = true; }
  function selected() {
    // Going into a field ends the selection, not the wish to quote it: a click, Escape or the next word do.
    var now = passage();
    if (!now) return;
    chosen = now;
    bar.hidden = false;
    // Right after the post in the order of Tab, at the foot of the window for the eye.
    if (bar.parentNode !== chosen.post.querySelector('.post-foot')) chosen.post.querySelector('.post-foot').appendChild(bar);
  }
  if (body && doc.querySelector('.post [data-quote]')) {
    bar = make('div', 'quote-bar');
    button = make('button', 'button button-small', word('selection'));
    button.type = 'button';
    bar.hidden = true;
    bar.appendChild(button);
    form.appendChild(quoted);
    button.addEventListener('mousedown', function (event) { event.preventDefault(); });
    button.addEventListener('click', quote);
    doc.addEventListener('mousedown', function (event) { if (!bar.contains(event.target)) forget(); });
    doc.addEventListener('selectionchange', selected);
    body.addEventListener('input', forget);
    doc.addEventListener('keydown', function (event) { if (event.key === 'Escape') forget(); });
  }
})();
