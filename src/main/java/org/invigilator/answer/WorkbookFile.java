package org.invigilator.answer;

import java.nio.file.Path;
import java.util.Optional;
import org.invigilator.input.WorkbookInput;

/** A file that should be a workbook that was sent back, checked before anything in it is read. */
record WorkbookFile(Path file) {

  /** Why the file must not be opened. */
  Optional<String> problem() {
    return new WorkbookInput(file).refusal().map(WorkbookFile::sentence);
  }

  private static String sentence(WorkbookInput.Refusal refusal) {
    return switch (refusal.kind()) {
      case NOT_A_FILE -> refusal.details();
      case LARGE_FILE ->
          "This file is larger than 200 MB, so it was not opened. Send back the workbook itself.";
      case PASSWORD_OR_OLD_FORMAT ->
          "This file has a password or is in Excel's old format. Save it as .xlsx without a password.";
      case NOT_A_WORKBOOK -> "This file is not a workbook. Save it as an Excel workbook (.xlsx).";
      case DAMAGED -> "This file is incomplete or damaged. Copy it here again.";
      case TOO_LARGE ->
          "This file is far larger than a workbook, so it was not opened. Send back the workbook itself.";
      case IMPOSSIBLE_CELL ->
          "This file was not opened. " + refusal.details() + " Send back the workbook itself.";
    };
  }
}
