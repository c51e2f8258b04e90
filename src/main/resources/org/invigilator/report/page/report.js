(function () {
  'use strict';
  document.documentElement.classList.add('scripted');
  var form = document.getElementById('filter');
  if (!form) { return; }
  var rows = Array.prototype.slice.call(document.querySelectorAll('#findings tbody tr'));
  var shown = document.getElementById('shown');
  function apply() {
    var words = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    var severity = form.elements.severity.value;
    var school = form.elements.school ? form.elements.school.value : '';
    var status = form.elements.status.value;
    var count = 0;
    rows.forEach(function (row) {
      var text = row.textContent.toLowerCase();
      var fits = (!severity || row.dataset.severity === severity)
        && (!school || row.dataset.school === school)
        && (!status || row.dataset.status === status)
        && words.every(function (word) { return text.indexOf(word) >= 0; });
      row.hidden = !fits;
      count += fits ? 1 : 0;
    });
    shown.textContent = count + ' of ' + rows.length + ' findings are shown.';
  }
  form.addEventListener('input', apply);
  form.addEventListener('reset', function () { setTimeout(apply, 0); });
  form.addEventListener('submit', function (event) { event.preventDefault(); });
  apply();
})();
