package org.invigilator.finding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the history says of the post of a finding that was resolved. */
class PostFatesTest {
  private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
  private static final LocalDate NEXT = DAY.plusDays(1);
  private static final String ACCOUNT = "NTH-TW-01";
  private static final SampleViolation VIOLATION = SampleViolation.ofPost("41");
  @AutoClose private final SampleLedger audits = new SampleLedger();
  private final Ledger ledger = audits.ledger();

  @BeforeEach
  void found() {
    audits.audit(DAY, VIOLATION);
  }

  /** The post's fate by an audit that no longer finds anything. */
  private PostFate resolvedAfter(boolean isWhole, String id, String... versions) {
    PostFates fates = ledger.postFates(ACCOUNT, NEXT);
    fates.see("7", List.of("7"));
    if (!id.isEmpty()) {
      fates.see(id, List.of(versions));
    }
    if (isWhole) {
      fates.end();
    }
    audits.audit(NEXT);
    fates.note();
    return ledger.events(DAY, NEXT).get(0).fate();
  }

  @Test
  void postThatIsNoLongerShownIsGone() {
    assertThat(resolvedAfter(true, "")).isEqualTo(PostFate.GONE);
    // The same audit again says the same.
    assertThat(resolvedAfter(true, "")).isEqualTo(PostFate.GONE);
  }

  @Test
  void laterVersionOfThePostIsAnEdit() {
    assertThat(resolvedAfter(true, "42", "41", "42")).isEqualTo(PostFate.EDITED);
  }

  @Test
  void postThatIsStillThereHasNoFate() {
    assertThat(resolvedAfter(true, "41", "41")).isEqualTo(PostFate.THERE);
  }

  @Test
  void nothingIsSaidWhereNotAllPostsWereSeen() {
    assertThat(resolvedAfter(false, "")).isEqualTo(PostFate.THERE);
  }
}
