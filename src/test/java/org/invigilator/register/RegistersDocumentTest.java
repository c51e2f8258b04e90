package org.invigilator.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * The reference of the registers is made from what the reader checks, so that it cannot go stale.
 */
class RegistersDocumentTest {

  @Test
  void referenceSaysWhatTheReaderChecks() throws Exception {
    StringBuilder text =
        new StringBuilder(
            "# The registers\n\nFiles in `registers/`: one `.csv` a register, or one `registers.xlsx` with a sheet each. *key* is unique and never blank;\n*yes* must be filled; *expected* must be a column, and the rules judge a blank cell; other columns may be left out. Several\nvalues in one cell are separated by `;`. Columns of your own are kept out of the way and listed.\n");
    for (Register register : Register.values()) {
      Schema schema = Schema.of(register);
      text.append("\n## ")
          .append(register.fileName())
          .append("\n\nKept by: ")
          .append(schema.keeper())
          .append(".\n\n| column | holds | needed | example |\n|---|---|---|---|\n");
      schema
          .columns()
          .forEach(
              (name, column) ->
                  text.append("| `")
                      .append(name)
                      .append("` | ")
                      .append(holds(column))
                      .append(" | ")
                      .append(
                          column.need() == Column.Need.NO
                              ? ""
                              : column.need().name().toLowerCase(Locale.ROOT))
                      .append(" | ")
                      .append(column.example())
                      .append(" |\n"));
    }
    Path document = Path.of("src/docs/registers.md");
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(document, text);
    }
    assertThat(Files.readString(document)).isEqualTo(text.toString());
  }

  private static String holds(Column column) {
    return switch (column.type()) {
      case ENUM -> "one of: " + String.join(", ", column.values());
      case MULTI -> "some of: " + String.join(", ", column.values());
      case YES_NO -> "yes or no";
      case DATE -> "date";
      case DATE_OR_ONGOING -> "date, or ongoing";
      case LOCAL -> "London date and time";
      case INSTANT -> "date and time, in London or with offset";
      case DIGITS -> "digits, as text";
      case POST -> "post id or link, as text";
      case INDEX -> "number from 0, or *";
      case YEAR -> "year group: N1, N2, R or 1 to 14";
      case YEARS -> "year group or range";
      case LIST, HANDLES -> "list";
      case HOST -> "host of a website";
      case HOSTS -> "list of hosts";
      case EMAIL -> "e-mail";
      case URL -> "web address";
      case TEXT, ID -> "text";
    };
  }
}
