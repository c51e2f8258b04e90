package org.invigilator.rule.register.consistency;

import org.invigilator.register.InvalidCell;
import org.invigilator.register.Register;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Evidence;
import org.invigilator.rule.Labels;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.rule.Subject;
import org.invigilator.rule.TrustView;
import org.invigilator.rule.Violation;

/** Every cell can be read; one that cannot counts as blank, or its row is left out. */
public final class UnreadableCells implements Rule.OfAccount, Rule.OfTrust {

  @Override
  public void check(AccountView view, ResultCollector out) {
    for (InvalidCell cell : view.trust().registers().invalidCells()) {
      if (cell.register() == Register.ACCOUNTS && cell.key().equals(view.id())) {
        out.violation(Violations.ofColumn(cell.column(), evidence("account_cell", cell)));
      }
    }
  }

  @Override
  public void check(TrustView view, ResultCollector out) {
    for (InvalidCell cell : view.trust().registers().invalidCells()) {
      if (cell.register() != Register.ACCOUNTS) {
        out.violation(
            Violation.of(
                Subject.of(Subject.Kind.FILE, cell.file(), cell.row() + "/" + cell.column()),
                evidence("cell", cell)
                    .term("file", cell.file())
                    .term("row", Integer.toString(cell.row()))));
      }
    }
  }

  private static Evidence evidence(String wording, InvalidCell cell) {
    return Evidence.of(wording)
        .term("column", Labels.of(cell.column()))
        .term("found", cell.found());
  }
}
