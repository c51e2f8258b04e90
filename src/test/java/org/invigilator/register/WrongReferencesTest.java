package org.invigilator.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  @Test
  void whoIsInAPictureAndInNoRegisterIsNamedWithTheRow() throws Exception {
    Case subject = new Case(Register.MEDIA_LOG, "subject_refs", 1, "");
    with(subject, "NTH-999999; Q7/V-0007");
    List<List<String>> consents = new ArrayList<>(rows(folder.resolve("consent.csv")));
    List<String> visitor = new ArrayList<>(consents.get(1));
    visitor.set(consents.get(0).indexOf("consent_id"), "K-V7");
    visitor.set(consents.get(0).indexOf("subject_ref"), "V-0007");
    visitor.set(consents.get(0).indexOf("subject_kind"), "visitor");
    consents.add(visitor);
    try (CsvWriter csv = CsvWriter.builder().build(folder.resolve("consent.csv"))) {
      consents.forEach(csv::writeRecord);
    }
    RegisterReader.Outcome read = RegisterReader.read(folder);
    assertThat(read.registers().unclear())
        .filteredOn(one -> one.register() == Register.MEDIA_LOG)
        .extracting(UnclearReference::row, UnclearReference::text)
        .containsExactly(tuple(2, "NTH-999999"), tuple(2, "Q7"));
    assertThat(read.notes())
        .contains(
            "media_log.csv, row 2, column subject_refs: 'Q7' is not a person id or a pupil reference.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'1606303717539692544",
        "\u20191606303717539692544",
        "1606303717539692544",
        "'https://x.com/a/status/1606303717539692544"
      })
  void signForTextBeforeANumberIsNotPartOfIt(String written) throws Exception {
    Case post = new Case(Register.MEDIA_LOG, "post_id", 1, "");
    assertThat(with(post, written).registers().mediaLog().get(0).postId())
        .isEqualTo("1606303717539692544");
  }

  @ParameterizedTest
  @CsvSource({
    "1606303717539690000, true",
    "160630371753969000, true",
    "1606303717539692544, false",
    "16063037175396000, false"
  })
  void numberThatASpreadsheetMayHaveRoundedIsNoted(String id, boolean isNoted) throws Exception {
    Case post = new Case(Register.MEDIA_LOG, "post_id", 1, "");
    assertThat(with(post, id).notes().stream().anyMatch(note -> note.contains(id + " ends as if")))
        .isEqualTo(isNoted);
  }
}
