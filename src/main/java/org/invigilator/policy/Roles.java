package org.invigilator.policy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The names of roles: policies and registers use different names for the same role. */
public final class Roles {
  private static final List<List<String>> SAME =
      List.of(
          List.of(
              "principal",
              "headteacher",
              "head teacher",
              "head of school",
              "executive principal",
              "academy principal"),
          List.of("ceo", "chief executive", "chief executive officer"),
          List.of(
              "dsl",
              "designated safeguarding lead",
              "safeguarding officer",
              "safeguarding team lead"),
          List.of("dpo", "data protection officer"),
          List.of("it director", "trust it senior leadership team", "trust it director"),
          List.of("ict manager", "ict support", "social-media-technical-lead"),
          List.of("hr director", "hr lead"),
          List.of("lgb chair", "local governing body chair", "academy advisory board chair"),
          List.of("chair of trustees", "chair of the board", "chair of the trust"));
  private static final Map<String, Integer> GROUP =
      IntStream.range(0, SAME.size())
          .boxed()
          .flatMap(i -> SAME.get(i).stream().map(name -> Map.entry(name, i)))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private Roles() {}

  /** Roles that are related to one account, and roles with only one name. */
  private static final Set<String> OTHERS =
      Set.of(
          "account administrator",
          "named vetter",
          "line manager",
          "line-manager",
          "delegate",
          "approving senior leader",
          "trust",
          "trust policy owner",
          "e-safety officer",
          "social-media-lead");

  /** Whether this is a name of a role. */
  public static boolean isKnown(String name) {
    String role = name.strip().toLowerCase(Locale.ROOT);
    return GROUP.containsKey(role) || OTHERS.contains(role);
  }

  /** A role in small letters with plain blanks: Head-teacher is a head teacher. */
  private static String plain(String role) {
    return role.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s.-]+", " ").strip();
  }

  /** Whether two names mean the same role. */
  public static boolean same(String one, String other) {
    String a = plain(one);
    String b = plain(other);
    Integer group = GROUP.get(a);
    return a.equals(b) || (group != null && group.equals(GROUP.get(b)));
  }
}
