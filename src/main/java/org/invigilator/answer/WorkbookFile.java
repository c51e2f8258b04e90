package org.invigilator.answer;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Sheet;
import org.invigilator.input.WorkbookInput;
import org.invigilator.policy.Privacy;

/**
 * A file that should be a workbook that was sent back, checked before anything in it is read.
 *
 * @param decryption how the safeguarding workbook is opened, the only one that may have a password
 */
record WorkbookFile(Path file, Optional<WorkbookInput.Decryption> decryption) {
  private static final String PASSWORD_OR_OLD_FORMAT =
      "This file has a password or is in Excel's old format. Save it as .xlsx without a password.";

  /** Thrown with a sentence for the sender when the file is not opened. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1L;

    Refused(String why) {
      super(why);
    }
  }

  /**
   * An opened workbook.
   *
   * @param merged cells of several rows that are merged to one
   */
  record Opened(ReadableWorkbook book, List<String> merged) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      book.close();
    }
  }

  /** Opens the workbook. */
  Opened open() throws IOException, Refused {
    WorkbookInput input = new WorkbookInput(file);
    Optional<WorkbookInput.Refusal> refusal = input.refusal();
    boolean isDecrypted =
        refusal.filter(r -> r.kind() == WorkbookInput.Kind.PASSWORD_OR_OLD_FORMAT).isPresent();
    if (isDecrypted) {
      input = decrypted();
      refusal = input.refusal();
    }
    if (refusal.isPresent()) {
      throw new Refused(sentence(refusal.get()));
    }
    ReadableWorkbook book = input.open();
    if (!isDecrypted && isOfPupils(book)) {
      book.close();
      throw new Refused(
          "This copy of safeguarding.xlsx has no password, so whoever can open the folder can read the names in it. Delete it, and put in a copy that has the password.");
    }
    return new Opened(book, input.merged());
  }

  /** Whether a workbook has the sheets with pupils' names, which must have a password. */
  private static boolean isOfPupils(ReadableWorkbook book) {
    Set<String> sheets = book.getSheets().map(Sheet::getName).collect(Collectors.toSet());
    return sheets.contains("By pupil") && sheets.contains("Pupils");
  }

  private WorkbookInput decrypted() throws Refused {
    if (decryption.isEmpty()) {
      throw new Refused(
          PASSWORD_OR_OLD_FORMAT
              + " If it is safeguarding.xlsx, leave its password and set "
              + Privacy.NAMES_PASSWORD
              + ".");
    }
    try {
      return WorkbookInput.decrypted(file, decryption.get().open(file));
    } catch (GeneralSecurityException e) {
      throw new Refused(
          "This file has another password than "
              + Privacy.NAMES_PASSWORD
              + ". Give safeguarding.xlsx that password; save any other workbook without one.");
    } catch (IOException e) {
      throw new Refused(
          "This file is damaged or in Excel's old format. Copy it here again; safeguarding.xlsx keeps its password.");
    }
  }

  private static String sentence(WorkbookInput.Refusal refusal) {
    return switch (refusal.kind()) {
      case NOT_A_FILE -> refusal.details();
      case LARGE_FILE ->
          "This file is larger than 200 MB, so it was not opened. Send back the workbook itself.";
      case PASSWORD_OR_OLD_FORMAT -> PASSWORD_OR_OLD_FORMAT;
      case NOT_A_WORKBOOK -> "This file is not a workbook. Save it as an Excel workbook (.xlsx).";
      case DAMAGED -> "This file is incomplete or damaged. Copy it here again.";
      case TOO_LARGE ->
          "This file is far larger than a workbook, so it was not opened. Send back the workbook itself.";
      case IMPOSSIBLE_CELL ->
          "This file was not opened. " + refusal.details() + " Send back the workbook itself.";
    };
  }
}
