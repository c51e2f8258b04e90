package org.invigilator.rule.consent;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.invigilator.register.Consent;
import org.invigilator.register.Pupil;
import org.invigilator.rule.TrustIndex;

/**
 * Who of those that must agree had agreed on a day; each giver's latest decision counts, and one
 * refusal beats all grants.
 */
record ConsentCheck(TrustIndex trust, String scope) {

  /** How one giver, such as the parents together, stands on a day. */
  enum Standing {
    GRANTED,
    REFUSED,
    NONE
  }

  /**
   * Those of the required givers who had not agreed on a day, each with {@code (refused)} where
   * there was a no.
   */
  List<String> lacking(Pupil pupil, Set<String> required, LocalDate day) {
    List<String> lacking = new ArrayList<>();
    for (String giver : required) {
      Standing standing = standing(pupil, giver, day);
      if (standing != Standing.GRANTED) {
        lacking.add(standing == Standing.REFUSED ? giver + " (refused)" : giver);
      }
    }
    return lacking;
  }

  /**
   * Whether everybody who must agree has agreed on some later day up to and including the given
   * one.
   */
  boolean agreedLater(Pupil pupil, Set<String> required, LocalDate after, LocalDate until) {
    return trust.consents(pupil.ref()).stream()
        .map(Consent::givenOn)
        .filter(on -> on.isAfter(after) && !on.isAfter(until))
        .anyMatch(on -> lacking(pupil, required, on).isEmpty());
  }

  Standing standing(Pupil pupil, String giver, LocalDate day) {
    Map<String, Consent> latest = new HashMap<>(4);
    for (Consent consent : trust.consents(pupil.ref())) {
      if (isBy(consent, giver)
          && consent.scope().contains(scope)
          && !consent.givenOn().isAfter(day)) {
        Consent before = latest.get(consent.giver());
        if (before == null || !consent.givenOn().isBefore(before.givenOn())) {
          latest.put(consent.giver(), consent);
        }
      }
    }
    boolean granted = false;
    for (Consent consent : latest.values()) {
      if (!consent.granted() && consent.withdrawnOn().map(day::isBefore).orElse(true)) {
        return Standing.REFUSED;
      }
      granted |= consent.granted() && consent.isInForce(day);
    }
    return granted ? Standing.GRANTED : Standing.NONE;
  }

  /** Whether a decision is this giver's; a pupil who answers alone may be entered as "self". */
  private static boolean isBy(Consent consent, String giver) {
    return consent.givenBy().equals(giver)
        || (giver.equals("pupil") && consent.givenBy().equals("self"));
  }
}
