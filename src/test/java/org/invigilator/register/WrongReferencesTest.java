package org.invigilator.register;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every column that names something of another register, with every way to write it wrongly. */
class WrongReferencesTest {
  private static final Path SAMPLE = Path.of("jobs/sample-trust/registers");
  @TempDir Path folder;

  /** A column of the schema that refers to others and that the sample has a cell for. */
  record Case(Register register, String column, int row, String cell) {
    @Override
    public String toString() {
      return register.fileName() + "." + column + " " + cell;
    }
  }

  static Stream<Case> columns() {
    return Stream.of(Register.values())
        .flatMap(
            register ->
                Schema.of(register).columns().entrySet().stream()
                    .filter(e -> !e.getValue().refersTo().isEmpty())
                    .flatMap(e -> first(register, e).stream()));
  }

  private static Optional<Case> first(Register register, Map.Entry<String, Column> column) {
    List<List<String>> rows = rows(SAMPLE.resolve(register.fileName() + ".csv"));
    int at = rows.get(0).indexOf(column.getKey());
    for (int i = 1; at >= 0 && i < rows.size(); i++) {
      String cell = at < rows.get(i).size() ? rows.get(i).get(at).split(";")[0].strip() : "";
      boolean isWord = cell.equals("ALL") || cell.equals("TRUST");
      if (cell.length() > 2 && !isWord && !cell.startsWith("V-")) {
        return Optional.of(new Case(register, column.getKey(), i, cell));
      }
    }
    return Optional.empty();
  }

  private static List<List<String>> rows(Path file) {
    if (!Files.exists(file)) {
      return List.of(List.of());
    }
    try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(file)) {
      return csv.stream().map(CsvRecord::getFields).toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private RegisterReader.Outcome with(Case one, String cell) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(SAMPLE)) {
      for (Path file : files.toList()) {
        List<List<String>> rows = new ArrayList<>(rows(file));
        if (file.getFileName().toString().equals(one.register().fileName() + ".csv")) {
          int at = rows.get(0).indexOf(one.column());
          List<String> row = new ArrayList<>(rows.get(one.row()));
          row.set(at, cell);
          rows.set(one.row(), row);
        }
        try (CsvWriter csv = CsvWriter.builder().build(folder.resolve(file.getFileName()))) {
          rows.forEach(csv::writeRecord);
        }
      }
    }
    return RegisterReader.read(folder);
  }

  @ParameterizedTest
  @MethodSource("columns")
  void aMisspeltOneIsReportedWithTheNearest(Case one) throws Exception {
    String wrong = one.cell().substring(0, one.cell().length() - 1) + "Ø";
    assertThat(with(one, wrong).notes())
        .anySatisfy(
            note ->
                assertThat(note)
                    .contains(one.register().fileName())
                    .contains(one.column())
                    .contains("'" + wrong + "' is not"));
  }

  @ParameterizedTest
  @MethodSource("columns")
  void caseAndBlanksMakeNoDifference(Case one) throws Exception {
    List<String> expected = shown(with(one, one.cell()));
    for (String same :
        List.of(
            one.cell().toLowerCase(Locale.ROOT),
            "\u00a0" + one.cell() + " ",
            one.cell().replace('-', ' '),
            one.cell().replace("-", "\u2011"))) {
      assertThat(shown(with(one, same))).as("'%s'", same).isEqualTo(expected);
    }
  }

  /** What the registers say and what is reported of them, without when their files were written. */
  private static List<String> shown(RegisterReader.Outcome outcome) {
    List<String> shown = new ArrayList<>(outcome.notes());
    Registers r = outcome.registers();
    Stream.of(
            r.accounts(),
            r.accountRoles(),
            r.people(),
            r.training(),
            r.roleHolders(),
            r.pupils(),
            r.consents(),
            r.mediaLog(),
            r.holds(),
            r.calendar(),
            r.academies(),
            r.weblinks(),
            r.takedowns(),
            r.replyApprovals(),
            r.approvedFollowers())
        .flatMap(List::stream)
        .map(WrongReferencesTest::text)
        .forEach(shown::add);
    r.attestations().forEach(a -> shown.add(a.scope() + " " + a.person()));
    return shown;
  }

  private static String text(Object record) {
    return record instanceof Account a
        ? a.id() + a.academy() + List.of(a.row().cells())
        : record.toString();
  }

  @ParameterizedTest
  @MethodSource("columns")
  void aNameInPlaceOfACodeIsReportedWithTheCode(Case one) throws Exception {
    RegisterReader.Outcome sample = with(one, one.cell());
    Optional<String> name =
        sample.registers().academies().stream()
            .filter(a -> a.code().equals(one.cell()))
            .map(Academy::name)
            .findFirst()
            .or(
                () ->
                    sample.registers().people().stream()
                        .filter(p -> p.id().equals(one.cell()))
                        .map(Person::fullName)
                        .findFirst());
    if (name.isPresent() && !Cells.problem(one.column(), column(one), name.get()).isPresent()) {
      assertThat(with(one, name.get()).notes())
          .anySatisfy(
              note -> assertThat(note).contains("'" + name.get() + "'").contains(one.cell()));
    }
  }

  private static Column column(Case one) {
    return java.util.Objects.requireNonNull(Schema.of(one.register()).columns().get(one.column()));
  }
}
