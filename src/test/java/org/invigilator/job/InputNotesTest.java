package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.rule.TrustBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an audit says of its inputs before it begins. */
class InputNotesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

  @TempDir Path folder;

  private List<String> notes(TrustBuilder trust) throws Exception {
    return notes(trust.write(folder.resolve("trust")));
  }

  private List<String> notes(Path trust) {
    return TrustInput.of(
            new AuditRequest(
                "test",
                trust,
                DAY,
                folder.resolve("out"),
                StateLocation.of(folder.resolve("state")),
                false),
            DAY)
        .notes();
  }

  @Test
  void statementInAnotherRoleIsNamedForItIsNotCounted() throws Exception {
    TrustBuilder trust = new TrustBuilder("ctat-2024", DAY);
    assertThat(notes(trust)).noneMatch(note -> note.contains("is not counted"));
    trust.add(
        "attestations",
        Map.of(
            "question_id", "att-age-gate",
            "scope_ref", "NTH-TW-01",
            "role", "Janitor",
            "person_id", "P-1",
            "answered_on", "2026-11-01",
            "answer", "yes"));
    assertThat(notes(trust))
        .filteredOn(note -> note.contains("is not counted"))
        .hasSize(1)
        .first()
        .asString()
        .contains("'Janitor'", "NTH-TW-01", "the policy asks");
  }

  @Test
  void changedOrMissingDocumentOfAPolicyIsNamed() throws Exception {
    Path trust = new TrustBuilder("ctat-2024", DAY).write(folder.resolve("trust"));
    Path policies = Files.createDirectories(trust.resolve("policies"));
    Files.writeString(
        policies.resolve("own.yaml"),
        "pack: own\ninherits: ctat-2024\ndocument: {file: own.docx, sha256: "
            + DigestUtils.sha256Hex("as read")
            + "}\n");
    Path yaml = trust.resolve("trust.yaml");
    Files.writeString(yaml, Files.readString(yaml).replace("ctat-2024", "own"));
    Path academies = trust.resolve("registers/academies.csv");
    Files.writeString(academies, Files.readString(academies).replace("ctat-2024", "own"));
    assertThat(notes(trust)).anyMatch(note -> note.startsWith("policies/own.docx is not there"));
    Files.writeString(policies.resolve("own.docx"), "as read");
    assertThat(notes(trust)).noneMatch(note -> note.startsWith("policies/own.docx"));
    Files.writeString(policies.resolve("own.docx"), "changed");
    assertThat(notes(trust))
        .anyMatch(note -> note.startsWith("policies/own.docx has changed since"));
  }
}
