package org.invigilator.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.function.Consumer;

/** Puts the texts of a trust to every rule; what stands beside the hostile ones must be found. */
public final class AuditedTexts implements Consumer<Path> {
  static final LocalDate AS_OF = LocalDate.of(2026, 11, 20);

  /** The post with a profane word that stands beside them. */
  static final String BESIDE = "9000001";

  @Override
  public void accept(Path trust) {
    DryAudit audit = DryAudit.of(trust, AS_OF, 0);
    assertThat(audit.violations())
        .anyMatch(j -> j.subject().id().equals(BESIDE) || trust.endsWith("archway-2019"));
    assertThat(audit.outcomes())
        .noneMatch(o -> o.reason().contains("cannot be read") || o.reason().contains("fault"));
  }
}
