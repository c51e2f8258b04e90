package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.poi.EncryptedDocumentException;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.apache.poi.util.TempFileCreationStrategy;
import org.invigilator.finding.Finding;
import org.invigilator.job.store.StateStore;
import org.invigilator.job.workflow.AuditWorkflow;
import org.invigilator.report.ReportModel;
import org.invigilator.report.workbook.WatchedScratch;
import org.invigilator.rule.TrustBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The one workbook that has names, and everything that must not. */
@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
@Isolated("it changes where temporary files are made")
class SafeguardingTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final String PASSWORD = "correct horse battery";
  @TempDir Path folder;

  private ReportModel audit(Map<String, String> environment) throws Exception {
    return audit(environment, DAY);
  }

  private ReportModel audit(Map<String, String> environment, LocalDate day) throws Exception {
    Path trust =
        new TrustBuilder("ctat-2024", DAY)
            .post(
                "NTH-TW-01",
                Map.of(
                    "id",
                    "41",
                    "at",
                    "2026-11-15T10:00:00Z",
                    "text",
                    "Well done Sam Jones and @Sam_J09",
                    "mentions",
                    List.of(Map.of("username", "Sam_J09", "id", "5001"))))
            .write(folder.resolve("trust"));
    AuditRequest request =
        new AuditRequest(
            "test",
            trust,
            day,
            folder.resolve("out"),
            StateLocation.of(folder.resolve("state")),
            true);
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      return new AuditWorkflow(
              request,
              environment,
              Clock.fixed(Instant.parse("2026-11-21T03:00:00Z"), ZoneOffset.UTC),
              Progress.SILENT,
              new Stop(),
              "test")
          .run(TrustInput.of(request, day), state, false)
          .report()
          .orElseThrow();
    }
  }

  private Path file() {
    return folder.resolve("out/2026-11-20/safeguarding.xlsx");
  }

  @Test
  void namesStandBehindThePasswordUnderTheSameIdsAndNowhereElse() throws Exception {
    ReportModel model = audit(Map.of("INVIGILATOR_SAFEGUARDING_PASSWORD", PASSWORD));
    try (POIFSFileSystem container = new POIFSFileSystem(file().toFile(), true)) {
      assertThat(new EncryptionInfo(container).getEncryptionMode().name()).isEqualTo("agile");
    }
    assertThatThrownBy(() -> WorkbookFactory.create(file().toFile(), "wrong", true))
        .isInstanceOf(EncryptedDocumentException.class);
    List<String> ids = new ArrayList<>();
    try (Workbook book = WorkbookFactory.create(file().toFile(), PASSWORD, true)) {
      for (Row row : book.getSheet("Pupils")) {
        ids.add(row.getCell(0) + " " + row.getCell(3) + " " + row.getCell(4));
      }
    }
    assertThat(ids.subList(1, ids.size()))
        .isEqualTo(
            model.findings().stream()
                .filter(f -> !f.pupils().isEmpty())
                .map(f -> f.id() + " NTH-1 Samuel (Sam) Jones")
                .toList())
        .isNotEmpty();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.startsWith(folder.resolve("trust"))) {
          assertThat(readable(file)).as("%s", file).doesNotContain("Samuel", "Sam_J09", PASSWORD);
        }
      }
    }
  }

  private static String readable(Path file) throws IOException {
    StringBuilder text =
        new StringBuilder(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    if (file.toString().endsWith(".xlsx") && text.charAt(0) == 'P') {
      try (InputStream in = Files.newInputStream(file);
          var zip = new java.util.zip.ZipInputStream(in)) {
        while (zip.getNextEntry() != null) {
          text.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return text.toString();
  }

  @Test
  void answersInItAreTakenAndItsNamesStayInIt() throws Exception {
    Map<String, String> environment = Map.of("INVIGILATOR_SAFEGUARDING_PASSWORD", PASSWORD);
    ReportModel first = audit(environment);
    Finding finding =
        first.findings().stream().filter(f -> !f.pupils().isEmpty()).findFirst().orElseThrow();
    Path answered =
        Files.createDirectories(folder.resolve("trust/decisions")).resolve("safeguarding.xlsx");
    Files.copy(file(), answered);
    try (Workbook book = WorkbookFactory.create(answered.toFile(), PASSWORD)) {
      Row header = book.getSheet("Pupils").getRow(0);
      int column = 0;
      while (!header.getCell(column).getStringCellValue().equals("Note")) {
        column++;
      }
      assertThat(book.getSheet("Pupils").getRow(1).getCell(0).getStringCellValue())
          .isEqualTo(finding.id());
      book.getSheet("Pupils").getRow(1).getCell(column).setCellValue("Family was called");
      encrypt(book, answered);
    }
    ReportModel second = audit(environment, DAY.plusDays(7));
    assertThat(second.answers())
        .extracting(line -> line.source() + ": " + line.result().label())
        .containsExactly("safeguarding.xlsx, Pupils row 2: accepted");
    assertThat(second.findings())
        .filteredOn(f -> f.id().equals(finding.id()))
        .extracting(Finding::note)
        .containsExactly("Family was called");
    try (Workbook book =
        WorkbookFactory.create(
            folder.resolve("out/2026-11-27/safeguarding.xlsx").toFile(), PASSWORD, true)) {
      assertThat(book.getSheet("By pupil").getRow(0).getCell(0).getStringCellValue())
          .isEqualTo("Samuel (Sam) Jones");
      assertThat(book.getSheet("By pupil").getRow(1).getCell(0).getStringCellValue())
          .startsWith("NTH-1, year ");
    }
  }

  @Test
  void aCopyWithoutItsPasswordIsRefusedAndToBeDeleted() throws Exception {
    Map<String, String> environment = Map.of("INVIGILATOR_SAFEGUARDING_PASSWORD", PASSWORD);
    audit(environment);
    Path open =
        Files.createDirectories(folder.resolve("trust/decisions")).resolve("safeguarding.xlsx");
    try (Workbook book = WorkbookFactory.create(file().toFile(), PASSWORD, true);
        OutputStream out = Files.newOutputStream(open)) {
      book.write(out);
    }
    assertThat(audit(environment, DAY.plusDays(7)).answers())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.result().label()).isEqualTo("refused");
              assertThat(line.why()).contains("has no password").contains("Delete it");
            });
  }

  private static void encrypt(Workbook book, Path file) throws Exception {
    try (POIFSFileSystem container = new POIFSFileSystem()) {
      Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
      encryptor.confirmPassword(PASSWORD);
      try (OutputStream out = encryptor.getDataStream(container)) {
        book.write(out);
      }
      try (OutputStream out = Files.newOutputStream(file)) {
        container.writeFilesystem(out);
      }
    }
  }

  @Test
  void nothingOfItIsPutAsideInClear() throws Exception {
    Path aside = Files.createDirectories(folder.resolve("aside"));
    Path kept = Files.createDirectories(folder.resolve("kept"));
    try (WatchedScratch watched = new WatchedScratch(new Keeping(aside, kept))) {
      assertThat(watched).isNotNull();
      audit(Map.of("INVIGILATOR_SAFEGUARDING_PASSWORD", PASSWORD));
    }
    try (Stream<Path> files = Files.list(kept)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .anyMatch(f -> f.contains("crypt"))
          .anyMatch(f -> f.contains("sxssf"));
    }
    try (Stream<Path> files = Files.walk(kept)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(readable(file)).doesNotContain("Samuel", "Jones", "Sam_J09");
      }
    }
  }

  @Test
  void withoutAPasswordItIsNotWrittenAndTheReportSaysSo() throws Exception {
    ReportModel model = audit(Map.of());
    assertThat(file()).doesNotExist();
    assertThat(model.forSafeguarding()).isFalse();
    assertThat(model.findings()).extracting(Finding::rule).contains("pupil-name-in-post");
    String settings = readable(folder.resolve("out/2026-11-20/audit.xlsx"));
    assertThat(settings).contains("safeguarding.xlsx was not written");
  }

  /** Makes temporary files that somebody else holds on to, so that deleting them hides nothing. */
  private record Keeping(Path aside, Path kept) implements TempFileCreationStrategy {
    @Override
    public File createTempFile(String prefix, String suffix) throws IOException {
      Path file = Files.createTempFile(aside, prefix, suffix);
      Files.createLink(kept.resolve(file.getFileName()), file);
      return file.toFile();
    }

    @Override
    public File createTempDirectory(String prefix) throws IOException {
      return Files.createTempDirectory(aside, prefix).toFile();
    }
  }
}
