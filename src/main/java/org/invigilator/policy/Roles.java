package org.invigilator.policy;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The names of roles: policies and registers use different names for the same role. */
public final class Roles {
  private static final List<List<String>> SAME =
      List.of(
          List.of(
              "principal",
              "head",
              "headteacher",
              "head teacher",
              "headmaster",
              "headmistress",
              "head of school",
              "head of academy",
              "executive head",
              "executive headteacher",
              "executive principal",
              "academy principal",
              "pennaeth"),
          List.of(
              "ceo",
              "chief exec",
              "chief executive",
              "chief executive officer",
              "trust ceo",
              "trust chief executive"),
          List.of("coo", "chief operations officer", "chief operating officer"),
          List.of(
              "dsl",
              "lead dsl",
              "designated safeguarding lead",
              "safeguarding lead",
              "safeguarding officer",
              "safeguarding team lead",
              "designated person for safeguarding"),
          List.of("dpo", "data protection officer"),
          List.of(
              "it director",
              "ict director",
              "trust it senior leadership team",
              "trust it director"),
          List.of(
              "ict manager",
              "it manager",
              "network manager",
              "ict support",
              "social media technical lead"),
          List.of("hr director", "human resources director", "hr lead", "people director"),
          List.of(
              "lgb chair",
              "local governing body chair",
              "academy advisory board chair",
              "chair of governors",
              "chair of the governors",
              "chair of the governing body",
              "chair of the local governing body",
              "chair of lgb"),
          List.of(
              "chair of trustees",
              "chair of the trustees",
              "chair of the board",
              "chair of the trust board",
              "chair of the board of trustees",
              "chair of the trust",
              "trust chair"));
  private static final Map<String, Integer> GROUP =
      IntStream.range(0, SAME.size())
          .boxed()
          .flatMap(i -> SAME.get(i).stream().map(name -> Map.entry(name, i)))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  /** How long or on what terms someone has a role. */
  private static final Pattern HELD =
      Pattern.compile("^(?:(?:interim|acting|temporary|joint|co|the|our) )+");

  private static final Pattern DIRECTOR_OF = Pattern.compile("^director of (?:the )?(.+)$");

  private static final Pattern BETWEEN = Pattern.compile("\\s*[/;,&+()|\\n]\\s*|\\s+and\\s+");

  /** Few texts are asked for again and again, once for each finding. */
  private static final Map<String, Set<String>> MEANT = new ConcurrentHashMap<>();

  private static final int MOST_KEPT = 5_000;

  private static final String HEAD = "head";

  private Roles() {}

  /** Roles that are related to one account, and roles with only one name. */
  private static final Set<String> OTHERS =
      Set.of(
          "account administrator",
          "named vetter",
          "line manager",
          "delegate",
          "approving senior leader",
          "trust",
          "trust policy owner",
          "e safety officer",
          "social media lead");

  /** Whether this is a name of a role. */
  public static boolean isKnown(String name) {
    String role = plain(name);
    return GROUP.containsKey(role) || OTHERS.contains(role);
  }

  /** A role in small letters with plain blanks: Head-teacher is a head teacher. */
  private static String plain(String role) {
    String words = role.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s.-]+", " ").strip();
    String held = HELD.matcher(words).replaceFirst("");
    return DIRECTOR_OF.matcher(held).replaceFirst("$1 director");
  }

  /**
   * What a text means: a cell may have several roles, or one with its short form in brackets. Two
   * names of one role have the first of its names.
   */
  private static Set<String> meant(String text) {
    if (MEANT.size() > MOST_KEPT) {
      MEANT.clear();
    }
    return MEANT.computeIfAbsent(
        text,
        t -> {
          List<String> parts =
              BETWEEN.splitAsStream(t).map(Roles::plain).filter(p -> !p.isEmpty()).toList();
          // "Head (Maths)" heads a subject; "Head/DSL" has two roles.
          boolean isOfSubject = parts.stream().anyMatch(p -> !p.equals(HEAD) && !isKnown(p));
          return Stream.concat(
                  Stream.of(plain(t)).filter(whole -> !whole.isEmpty()),
                  parts.stream().filter(p -> !(p.equals(HEAD) && isOfSubject)))
              .map(part -> GROUP.containsKey(part) ? SAME.get(GROUP.get(part)).get(0) : part)
              .collect(Collectors.toUnmodifiableSet());
        });
  }

  /** Whether two names mean the same role, or one of them has it among others. */
  public static boolean same(String one, String other) {
    return !Collections.disjoint(meant(one), meant(other));
  }
}
