package org.invigilator.register;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The registers a trust may keep; the name in lower case is the name of the file or sheet. */
public enum Register {
  ACCOUNTS,
  ACCOUNT_ROLES,
  PEOPLE,
  TRAINING,
  ROLE_HOLDERS,
  PUPILS,
  CONSENT,
  MEDIA_LOG,
  HOLDS,
  CALENDAR,
  ACADEMIES,
  WEBLINKS,
  TAKEDOWNS,
  INCIDENTS,
  REPLY_APPROVALS,
  ATTESTATIONS,
  PARTNERS,
  PRESS,
  APPROVED_FOLLOWERS,
  LOOKALIKE_REPORTS;

  /** The name of the file (without its ending) or sheet. */
  public String fileName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The register with this name of a file or sheet. */
  public static Optional<Register> named(String name) {
    return Stream.of(values())
        .filter(r -> Vocabulary.fold(r.fileName()).equals(Vocabulary.fold(name)))
        .findFirst();
  }

  /** The names of all registers. */
  public static List<String> names() {
    return Stream.of(values()).map(Register::fileName).toList();
  }

  /** The name for readers. */
  public String inWords() {
    return fileName().replace('_', ' ');
  }

  /** Whether the register must be exported regularly, rather than list events or fixed facts. */
  public boolean isLiving() {
    return switch (this) {
      case ACCOUNTS, ACCOUNT_ROLES, PEOPLE, TRAINING, PUPILS, CONSENT, MEDIA_LOG, WEBLINKS -> true;
      default -> false;
    };
  }
}
