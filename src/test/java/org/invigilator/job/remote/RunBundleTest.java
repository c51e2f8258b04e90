package org.invigilator.job.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import org.invigilator.job.AuditRequest;
import org.invigilator.job.StateLocation;
import org.invigilator.job.TrustInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

class RunBundleTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  @TempDir Path folder;

  private AuditRequest request() throws IOException {
    Path trust = folder.resolve("trust");
    FileSystemUtils.copyRecursively(Path.of("jobs/sample-trust"), trust);
    FileSystemUtils.deleteRecursively(trust.resolve(".state"));
    return new AuditRequest(
        "test", trust, DAY, folder.resolve("out"), StateLocation.of(folder), false);
  }

  @Test
  void givesTheSameRegistersAsTheFolder() throws Exception {
    AuditRequest request = request();
    Path pupils = request.trust().resolve("registers/pupils.csv");
    Files.setLastModifiedTime(pupils, FileTime.from(Instant.parse("2026-02-03T04:05:06Z")));
    TrustInput read = RunBundle.pack(request, "ledger", "run").read(DAY, request.snapshots());
    TrustInput direct = TrustInput.of(request, DAY);
    assertThat(read.registers().pupils()).isEqualTo(direct.registers().pupils());
    assertThat(read.registers().accounts())
        .extracting(account -> account.id() + " " + account.handle() + " " + account.status())
        .isEqualTo(
            direct.registers().accounts().stream()
                .map(account -> account.id() + " " + account.handle() + " " + account.status())
                .toList());
    assertThat(read.snapshots()).isEqualTo(direct.snapshots());
    assertThat(read.inputs().get("registers/pupils.csv"))
        .isEqualTo(direct.inputs().get("registers/pupils.csv"));
    assertThat(read.requirements().packs()).isEqualTo(direct.requirements().packs());
  }

  @Test
  void isItsOwnersAloneAndHasNoAnswers() throws Exception {
    AuditRequest request = request();
    Files.createDirectories(request.trust().resolve("decisions"));
    Files.writeString(request.trust().resolve("decisions/secret.yaml"), "waivers: []");
    RunBundle bundle = RunBundle.pack(request, "ledger", "run");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(bundle.file())))
        .isEqualTo("rw-------");
    try (var zip = new java.util.zip.ZipFile(bundle.file().toFile())) {
      assertThat(zip.stream().map(java.util.zip.ZipEntry::getName))
          .contains("trust.yaml", "registers/pupils.csv")
          .noneMatch(name -> name.startsWith("decisions"));
    }
  }

  @Test
  void thatWasChangedOrIsGoneIsRefused() throws Exception {
    AuditRequest request = request();
    RunBundle bundle = RunBundle.pack(request, "ledger", "run");
    Files.writeString(bundle.file(), "something else");
    assertThatThrownBy(() -> bundle.read(DAY, request.snapshots()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not as the run wrote it");
    bundle.delete();
    assertThatThrownBy(() -> bundle.read(DAY, request.snapshots())).isInstanceOf(IOException.class);
  }

  @Test
  void packingDeletesWhatEarlierRunsOfTheLedgerLeft() throws Exception {
    AuditRequest request = request();
    RunBundle first = RunBundle.pack(request, "ledger", "1");
    RunBundle other = RunBundle.pack(request, "another", "1");
    RunBundle second = RunBundle.pack(request, "ledger", "2");
    assertThat(first.file()).doesNotExist();
    assertThat(other.file()).exists();
    assertThat(second.file()).exists();
  }
}
