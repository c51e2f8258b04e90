package org.invigilator.report.workbook;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.DataValidationHelper;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.invigilator.register.Attestation;
import org.invigilator.report.AttestationLine;
import org.invigilator.report.ReportModel;
import org.invigilator.rule.governance.AskedQuestion;

/**
 * Every yearly statement that is due or given. The columns with the names of the register can be
 * filled in; the workbook, saved as {@code registers/attestations.xlsx}, is then the register.
 */
final class AttestationsSheet {
  private static final List<Layout.Column> COLUMNS =
      List.of(
          new Layout.Column("State", 10),
          new Layout.Column("Due", 11),
          new Layout.Column("Question", 58),
          new Layout.Column("question_id", 24),
          new Layout.Column("scope_ref", 14),
          new Layout.Column("role", 22),
          new Layout.Column("person_id", 11),
          new Layout.Column("answered_on", 12),
          new Layout.Column("answer", 18),
          new Layout.Column("exceptions", 30),
          new Layout.Column("action_due_on", 13),
          new Layout.Column("evidence_ref", 18),
          new Layout.Column("Policy", 16));
  private static final int ANSWER = 8;

  private final ReportModel model;
  private final Styles styles;

  AttestationsSheet(ReportModel model, Styles styles) {
    this.model = model;
    this.styles = styles;
  }

  void write(StreamedSheet sheet) {
    Map<List<String>, AttestationLine> lines = new LinkedHashMap<>();
    Map<List<String>, String> policies = new LinkedHashMap<>();
    // Two policies may ask the same of the same role: it is answered once.
    model.attestations().stream()
        .sorted(
            Comparator.comparing(
                AttestationLine::state, Comparator.comparing(AttestationsSheet::rank)))
        .forEach(
            line -> {
              List<String> key =
                  List.of(line.asked().id(), line.asked().scope(), line.asked().role());
              lines.putIfAbsent(key, line);
              policies.merge(
                  key,
                  model.details().policyName(line.pack()),
                  (a, b) -> a.contains(b) ? a : a + ", " + b);
            });
    Layout.table(sheet.layout(), 0, "AttestationsTable", COLUMNS, lines.size(), styles);
    int next = 1;
    for (Map.Entry<List<String>, AttestationLine> entry : lines.entrySet()) {
      write(sheet.createRow(next++), entry.getValue(), policies.getOrDefault(entry.getKey(), ""));
    }
    offerAnswers(sheet.layout(), Math.max(1, lines.size()));
  }

  private static int rank(AttestationLine.State state) {
    return switch (state) {
      case OVERDUE -> 0;
      case NEGATIVE -> 1;
      case DUE -> 2;
      case EXCEPTION -> 3;
      case UNKNOWN -> 4;
      case ANSWERED -> 5;
    };
  }

  private void write(Row row, AttestationLine line, String policies) {
    boolean urgent =
        line.state() == AttestationLine.State.OVERDUE
            || line.state() == AttestationLine.State.NEGATIVE;
    String state = line.state().label();
    Layout.text(row, 0, state, urgent ? styles.strong : styles.text);
    Layout.date(row, 1, line.due(), styles.date);
    Layout.text(row, 2, place(line.asked()) + ": " + line.asked().text(), styles.text);
    Layout.text(row, 3, line.asked().id(), styles.quiet);
    Layout.text(row, 4, line.asked().scope(), styles.strong);
    Layout.text(row, 5, line.asked().role(), styles.text);
    Optional<Attestation> answer = line.latest();
    Layout.text(row, 6, answer.map(Attestation::person).orElse(""), styles.input);
    Layout.date(row, 7, answer.map(Attestation::answeredOn), styles.inputDate);
    Layout.text(row, ANSWER, answer.map(Attestation::answer).orElse(""), styles.input);
    Layout.text(row, 9, answer.map(Attestation::exceptions).orElse(""), styles.input);
    Layout.date(row, 10, answer.flatMap(Attestation::actionDueOn), styles.inputDate);
    Layout.text(row, 11, answer.map(Attestation::evidence).orElse(""), styles.input);
    Layout.text(row, 12, policies, styles.quiet);
    Layout.fit(row, COLUMNS);
  }

  /** The account, academy or trust that a question is about. */
  private String place(AskedQuestion asked) {
    return asked
        .account()
        .map(account -> account.id() + ", " + model.staff().academy(account.academy()))
        .orElse(model.staff().academy(asked.scope()));
  }

  private static void offerAnswers(XSSFSheet sheet, int rows) {
    DataValidationHelper helper = sheet.getDataValidationHelper();
    DataValidation list =
        helper.createValidation(
            helper.createExplicitListConstraint(new String[] {"yes", "no", "yes-with-exceptions"}),
            new CellRangeAddressList(1, rows, ANSWER, ANSWER));
    list.setShowErrorBox(true);
    list.createErrorBox("Answer", "Choose yes, no or yes-with-exceptions.");
    sheet.addValidationData(list);
  }
}
