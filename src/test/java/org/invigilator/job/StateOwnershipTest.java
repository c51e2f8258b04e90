package org.invigilator.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.job.store.Database;
import org.invigilator.job.store.StateStore;
import org.invigilator.job.workflow.AuditWorkflow;
import org.invigilator.job.workflow.RunOutcome;
import org.invigilator.job.workflow.StartOptions;
import org.invigilator.privacy.Traces;
import org.invigilator.register.InvalidInput;
import org.invigilator.rule.TrustBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.FileSystemUtils;

/** A state belongs to one trust, a copy is a copy, and a lost ledger is noticed. */
@ResourceLock(org.invigilator.job.OneAtATime.AUDITS)
class StateOwnershipTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

  @TempDir Path folder;

  private static AuditRequest request(Path trust, LocalDate asOf) {
    return new AuditRequest(
        "test",
        trust,
        asOf,
        trust.resolve("reports"),
        StateLocation.of(trust.resolve(".state")),
        false);
  }

  private static RunOutcome audit(AuditRequest request, StartOptions options) throws Exception {
    LocalDate asOf = request.asOf();
    AuditWorkflow workflow =
        new AuditWorkflow(
            request,
            Map.of(),
            Clock.fixed(asOf.atTime(3, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC),
            Progress.SILENT,
            new Stop(),
            "test");
    TrustInput input = workflow.prepare(false);
    try (StateStore state = StateStore.open(request.state(), Map.of())) {
      RunOutcome outcome = workflow.run(input, state, false, options);
      assertThat(outcome.failure()).isEmpty();
      return outcome;
    }
  }

  private Path trust(String name) throws Exception {
    Path trust =
        new TrustBuilder("ctat-2024", DAY)
            .set("pupils", "NTH-1", Map.of("first_name", "Sophie", "last_name", "Turner"))
            .post(
                "NTH-TW-01",
                Map.of("id", "31", "at", "2026-11-10T10:00:00Z", "text", "#WellDoneSophieTurner"))
            .write(folder.resolve(name));
    Path yaml = trust.resolve("trust.yaml");
    Files.writeString(
        yaml, Files.readString(yaml).replaceAll("(?m)^name:.*$", "name: Trust " + name));
    return trust;
  }

  private static Traces sophie() {
    return Traces.of("NTH-1", List.of(), List.of("Sophie Turner"), List.of());
  }

  @Test
  void erasureInACopyDoesNotTouchTheOriginal() throws Exception {
    Path original = trust("original");
    audit(request(original, DAY), StartOptions.NONE);
    Path copy = folder.resolve("copy");
    FileSystemUtils.copyRecursively(original, copy);
    byte[] report = Files.readAllBytes(original.resolve("reports/2026-11-20/audit.xlsx"));
    try (StateStore state = StateStore.open(StateLocation.of(copy.resolve(".state")), Map.of())) {
      state.erase(state.pupil(request(copy, DAY), sophie(), List.of(), List.of()));
    }
    assertThat(original.resolve("reports/2026-11-20/audit.xlsx")).hasBinaryContent(report);
    assertThat(Files.readString(original.resolve("snapshots/twitter/NTH-TW-01/posts.ndjson")))
        .contains("SophieTurner");
    assertThat(copy.resolve("reports/2026-11-20/audit.xlsx")).doesNotExist();
    assertThat(Files.readString(copy.resolve("snapshots/twitter/NTH-TW-01/posts.ndjson")))
        .doesNotContain("SophieTurner");
  }

  @Test
  void folderThatWasNotGivenIsNamedAndNothingIsChanged() throws Exception {
    Path trust = trust("one");
    AuditRequest elsewhere =
        request(trust, DAY)
            .with(
                folder.resolve("elsewhere"),
                StateLocation.of(trust.resolve(".state")),
                false,
                List.of());
    audit(elsewhere, StartOptions.NONE);
    try (StateStore state = StateStore.open(elsewhere.state(), Map.of())) {
      assertThatThrownBy(() -> state.pupil(request(trust, DAY), sophie(), List.of(), List.of()))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining(folder.resolve("elsewhere").toString())
          .hasMessageContaining("--include");
      assertThat(
              state
                  .pupil(
                      request(trust, DAY),
                      sophie(),
                      List.of(),
                      List.of(folder.resolve("elsewhere")))
                  .findings())
          .isNotEmpty();
    }
  }

  @Test
  void stateOfAnotherTrustIsRefusedUnlessItWasRenamed() throws Exception {
    Path one = trust("one");
    audit(request(one, DAY), StartOptions.NONE);
    AuditRequest mistaken =
        request(trust("two"), DAY.plusDays(1))
            .with(folder.resolve("out"), StateLocation.of(one.resolve(".state")), false, List.of());
    assertThatThrownBy(() -> audit(mistaken, StartOptions.NONE))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("belongs to the trust 'Trust one', not to 'Trust two'");
    audit(mistaken, new StartOptions(false, true));
  }

  @Test
  void emptyLedgerBesideReportsIsRefusedUnlessItIsWanted() throws Exception {
    Path trust = trust("one");
    audit(request(trust, DAY), StartOptions.NONE);
    FileSystemUtils.deleteRecursively(trust.resolve(".state"));
    assertThatThrownBy(() -> audit(request(trust, DAY.plusDays(1)), StartOptions.NONE))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("has reports of this trust, the latest of 2026-11-20")
        .hasMessageContaining("--new-ledger");
    audit(request(trust, DAY.plusDays(1)), new StartOptions(true, false));
  }

  @Test
  void hashesOfNamesAreKeyedWhenAStateOfAnEarlierVersionIsOpened() throws Exception {
    StateLocation place = StateLocation.of(folder.resolve("state"));
    String guessed = DigestUtils.sha256Hex("name: Sophie Turner").substring(0, 16);
    try (StateStore state = StateStore.open(place, Map.of())) {
      assertThat(state.identity().watched(guessed)).hasSize(32).isNotEqualTo(guessed);
      new JdbcTemplate(Database.at(place, Map.of()).single())
          .update("insert into sought (fingerprint, hashes) values ('f', ?)", guessed);
    }
    String secret = Files.readString(folder.resolve("state/secret"));
    try (StateStore state = StateStore.open(place, Map.of())) {
      assertThat(
              new JdbcTemplate(Database.at(place, Map.of()).single())
                  .queryForObject("select hashes from sought", String.class))
          .isEqualTo(state.identity().watched(guessed));
    }
    assertThat(
            new String(Files.readAllBytes(folder.resolve("state/invigilator.mv.db")), "ISO-8859-1"))
        .as("the guessable hash is not even left in the file")
        .doesNotContain(guessed);
    assertThat(Files.readString(folder.resolve("state/secret"))).isEqualTo(secret);
    Files.writeString(folder.resolve("state/secret"), "changed");
    assertThatThrownBy(() -> StateStore.open(place, Map.of()))
        .hasRootCauseMessage(
            folder.resolve("state/secret")
                + " is missing or not as it was written. Restore it from your backup, with the ledger.");
    Files.delete(folder.resolve("state/secret"));
    assertThatThrownBy(() -> StateStore.open(place, Map.of()))
        .hasRootCauseMessage(
            folder.resolve("state/secret")
                + " is missing or not as it was written. Restore it from your backup, with the ledger.");
  }

  @Test
  void logThatLostItsEndOrEverythingIsNoticed() throws Exception {
    Path trust = trust("one");
    audit(request(trust, DAY), StartOptions.NONE);
    audit(request(trust, DAY.plusDays(1)), StartOptions.NONE);
    StateLocation place = StateLocation.of(trust.resolve(".state"));
    Path anchor = trust.resolve(".state/log-head");
    String head = Files.readString(anchor);
    try (StateStore state = StateStore.open(place, Map.of())) {
      JdbcTemplate jdbc = new JdbcTemplate(Database.at(place, Map.of()).single());
      assertThat(state.log().verify(List.of()).broken()).isEmpty();
      jdbc.update(
          "insert into audit_run (id, job, as_of, attempt, inputs, state, started_at) select '2026-11-19-1', job, date '2026-11-19', 1, inputs, state, started_at from audit_run where id = '2026-11-20-1'");
      assertThat(state.log().verify(List.of()).broken())
          .as("a run that was cut off before its end never had an entry")
          .isEmpty();
      jdbc.update("delete from access_log");
      assertThat(state.log().verify(List.of()).broken())
          .hasValueSatisfying(why -> assertThat(why).contains("missing"));
      Files.delete(anchor);
      assertThat(state.log().verify(List.of()).broken()).isPresent();
      state.log().anchor();
      assertThat(state.log().verify(List.of()).broken())
          .as("the file was made to fit, but the ledger knows a run")
          .hasValueSatisfying(why -> assertThat(why).contains("2026-11-20-1", "has no entry"));
      Files.writeString(anchor, head);
      assertThat(state.log().verify(List.of()).broken()).isPresent();
    }
  }
}
