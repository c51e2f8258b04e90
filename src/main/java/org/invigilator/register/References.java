package org.invigilator.register;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * The keys of the registers that others refer to. A key is recognised without regard to case,
 * blanks and hyphens where that is unambiguous.
 */
public final class References {
  /** Words for the whole trust in columns that name an academy. */
  private static final Set<String> WHOLE_TRUST = Set.of("ALL", Account.TRUST);

  /** A key that differs in more letters is another one. */
  private static final int NEAR = 2;

  /** Shorter names than that are one letter from another; a long one may be three off. */
  private static final int SHORT_NAME = 9;

  private static final int LONG_NAME = 14;
  private static final int MOST_SLIPS = 3;

  /** What is behind the name of a trust that is called after one of its schools. */
  private static final Pattern OF_TRUST =
      Pattern.compile("(?:learning|multi|academ(?:y|ies)|schools?)*(?:trust|mat(?!h)|federation)");

  private static final Pattern PARTS_TURNED = Pattern.compile("^([^,]+),\\s*(.+)$");

  private record Keys(
      Set<String> exact,
      Map<String, Set<String>> folded,
      Map<String, Set<String>> names,
      Map<String, String> schools) {}

  private static final Keys NONE = new Keys(Set.of(), Map.of(), Map.of(), Map.of());

  private final Map<Register, Keys> registers = new EnumMap<>(Register.class);
  private final Map<String, String> elsewhere = new HashMap<>();
  private final Map<String, Set<String>> earlier = new HashMap<>();

  /** Adds the keys of a register that has been read. */
  void add(Register register, Collection<String> keys) {
    Keys of = added(register);
    for (String key : keys) {
      of.exact().add(key);
      of.folded().computeIfAbsent(fold(key), k -> new TreeSet<>()).add(key);
    }
  }

  /** Adds a name by which people call what has a key. */
  public void addName(Register register, String name, String key) {
    if (!name.isBlank()) {
      added(register)
          .names()
          .merge(
              Vocabulary.fold(name),
              Set.of(key),
              (some, other) -> {
                Set<String> all = new TreeSet<>(some);
                all.addAll(other);
                return all;
              });
    }
  }

  /**
   * Notes that a text names a pupil with a key only if the pupil is at another school than the text
   * says, so that it may be another child.
   */
  public void addElsewhere(String text, String key) {
    elsewhere.put(text, key);
  }

  /** Notes to which school the person or the account with a key belongs. */
  void addSchool(Register register, String key, String academy) {
    added(register).schools().put(key, academy);
  }

  /**
   * The academy that a title or the name of a file names among other words; empty where it names
   * none, or several.
   */
  public Optional<String> academyIn(String text) {
    String folded = Vocabulary.fold(text);
    Map<String, Set<String>> names = keys(Register.ACADEMIES).names();
    List<String> in =
        names.keySet().stream()
            .filter(name -> name.length() >= SHORT_NAME && folded.contains(name))
            .filter(
                name ->
                    !OF_TRUST
                        .matcher(folded)
                        .region(end(folded, name), folded.length())
                        .lookingAt())
            .toList();
    Set<String> codes = new TreeSet<>();
    in.stream()
        .filter(name -> in.stream().noneMatch(other -> !other.equals(name) && other.contains(name)))
        .forEach(name -> codes.addAll(names.getOrDefault(name, Set.of())));
    return codes.size() == 1 ? Optional.of(codes.iterator().next()) : Optional.empty();
  }

  /** Notes the schools that a pupil is too old for, and so may have attended. */
  void addEarlierSchools(String pupil, Set<String> academies) {
    earlier.put(pupil, academies);
  }

  /** The school of the account with an id; an empty text where it is not known. */
  String schoolOfAccount(String id) {
    Keys accounts = registers.get(Register.ACCOUNTS);
    return accounts == null ? "" : accounts.schools().getOrDefault(id, "");
  }

  /**
   * The forms in which a colleague's name is written: in full, without middle names, and with an
   * initial.
   */
  static Set<String> names(String full) {
    String[] words = full.strip().split("\\s+");
    if (words.length < 2) {
      return Set.of(full);
    }
    String last = words[words.length - 1];
    return new LinkedHashSet<>(
        List.of(full, words[0] + " " + last, words[0].charAt(0) + " " + last));
  }

  private Keys added(Register register) {
    return registers.computeIfAbsent(
        register,
        r -> new Keys(new HashSet<>(), new HashMap<>(), new HashMap<>(), new HashMap<>()));
  }

  /** What is known of a register; registers are checked side by side, so this adds nothing. */
  private Keys keys(Register register) {
    return registers.getOrDefault(register, NONE);
  }

  private static String fold(String text) {
    return Texts.lower(text).replaceAll("[\\s_\\p{Pd}]+", "");
  }

  /** Whether every register that a column refers to has been read. */
  boolean know(Column column) {
    return !column.refersTo().isEmpty() && registers.keySet().containsAll(column.refersTo());
  }

  /** Whether one of the registers that a column refers to has been read. */
  boolean knowSome(Column column) {
    return column.refersTo().stream().anyMatch(registers::containsKey);
  }

  /** Whether a text is a key as its own register has it. */
  boolean isKey(Column column, String text) {
    for (Register register : column.refersTo()) {
      if (keys(register).exact().contains(text)) {
        return true;
      }
    }
    return false;
  }

  /** The key that a cell names; empty when it names none, or not clearly one. */
  Optional<String> key(Column column, String text) {
    if (isKey(column, text)) {
      return Optional.of(text);
    }
    if (column.refersTo().contains(Register.ACADEMIES)
        && WHOLE_TRUST.stream().anyMatch(text::equalsIgnoreCase)) {
      return Optional.of(Texts.upper(text));
    }
    Set<String> similar = new TreeSet<>();
    for (Register register : column.refersTo()) {
      similar.addAll(keys(register).folded().getOrDefault(fold(text), Set.of()));
    }
    return similar.size() == 1 ? Optional.of(similar.iterator().next()) : Optional.empty();
  }

  /** The key that a cell names, by itself or by the name of what has it. */
  public Optional<String> keyOrNamed(Column column, String text) {
    return keyOrNamed(column, text, "");
  }

  /**
   * The key that a cell about a school names. A name is that of a pupil or colleague of the school,
   * or of a colleague of the whole trust: someone of that name at another school may be another
   * person.
   *
   * @param school the academy's code; with an empty text everyone is meant
   */
  public Optional<String> keyOrNamed(Column column, String text, String school) {
    Optional<String> key = key(column, text);
    return key.isPresent()
        ? key
        : WrittenName.forms(text).stream()
            .flatMap(
                form ->
                    column.refersTo().stream()
                        .filter(register -> isByName(register, column))
                        .flatMap(register -> named(register, form, school).stream()))
            .findFirst();
  }

  /** A pupil is meant by name where consent is given, not where staff have a role. */
  private static boolean isByName(Register register, Column column) {
    return register != Register.PUPILS || column.isOpen();
  }

  /** Whose name a text is; the one key of whoever has it, or nothing. */
  private Optional<String> named(Register register, String name) {
    return named(register, name, "");
  }

  private Optional<String> named(Register register, String name, String school) {
    Set<String> all = ofSchool(register, allNamed(register, name), school);
    return all.size() == 1 ? Optional.of(all.iterator().next()) : Optional.empty();
  }

  /**
   * Those of a school; of pupils, where it has none of them, those who may have moved on from it.
   */
  private Set<String> ofSchool(Register register, Set<String> all, String school) {
    if (school.isEmpty() || !(register == Register.PEOPLE || register == Register.PUPILS)) {
      return all;
    }
    Map<String, String> schools = keys(register).schools();
    Set<String> now = new TreeSet<>(all);
    now.removeIf(key -> !isAt(schools.getOrDefault(key, ""), school));
    if (now.isEmpty()) {
      now.addAll(all);
      now.removeIf(key -> !earlier.getOrDefault(key, Set.of()).contains(school));
    }
    return now;
  }

  /**
   * Another pupil whose name a row has, although its number is of this one; empty where the name is
   * of no pupil, of several, or of this one too.
   */
  public Optional<String> otherPupil(String key, String name) {
    return keysOf(Register.PUPILS).contains(key)
        ? WrittenName.forms(name).stream()
            .flatMap(form -> named(Register.PUPILS, form).stream())
            .filter(other -> !other.equals(key))
            .findFirst()
        : Optional.empty();
  }

  private static int end(String text, String part) {
    return text.indexOf(part) + part.length();
  }

  private static boolean isAt(String of, String school) {
    return of.isEmpty() || of.equals(school) || WHOLE_TRUST.contains(Texts.upper(of));
  }

  private Set<String> allNamed(Register register, String name) {
    return keys(register).names().getOrDefault(Vocabulary.fold(name), Set.of());
  }

  /** The keys of all who have the name that a cell contains, where it is more than one. */
  Set<String> namesakes(Column column, String text) {
    for (String form : WrittenName.forms(text)) {
      for (Register register : column.refersTo()) {
        Set<String> all = isByName(register, column) ? allNamed(register, form) : Set.of();
        if (all.size() > 1) {
          return all;
        }
      }
    }
    return Set.of();
  }

  /** The keys of a register that have been read so far. */
  public Set<String> keysOf(Register register) {
    Keys of = registers.get(register);
    return of == null ? Set.of() : of.exact();
  }

  /** Adds the keys and names of rows whose register refers to itself, before they are records. */
  void addKeysOf(Register register, List<Row> rows) {
    if (register == Register.PEOPLE) {
      for (Row row : rows) {
        add(register, List.of(row.text("person_id")));
        names(row.text("full_name"))
            .forEach(name -> addName(register, name, row.text("person_id")));
        addName(register, row.text("work_email"), row.text("person_id"));
      }
    }
  }

  /** The key that whoever typed a text may have meant: by its name, or nearly the same. */
  Optional<String> nearest(Column column, String text) {
    if (elsewhere.containsKey(text)) {
      return Optional.ofNullable(elsewhere.get(text));
    }
    LevenshteinDistance distance = new LevenshteinDistance(NEAR);
    String best = "";
    int least = NEAR + 1;
    for (Register register : column.refersTo()) {
      Optional<String> named =
          isByName(register, column) ? named(register, text) : Optional.empty();
      if (named.isPresent()) {
        return named;
      }
      for (String key : keys(register).exact()) {
        int apart = Math.abs(key.length() - text.length()) > NEAR ? -1 : distance.apply(key, text);
        if (apart >= 0 && (apart < least || (apart == least && key.compareTo(best) < 0))) {
          least = apart;
          best = key;
        }
      }
    }
    return best.isEmpty() || text.length() <= NEAR ? nearestPupil(column, text) : Optional.of(best);
  }

  /** The one pupil whose name is nearly what a cell has, as after a slip of the keyboard. */
  private Optional<String> nearestPupil(Column column, String text) {
    String folded = Vocabulary.fold(PARTS_TURNED.matcher(text).replaceFirst("$2 $1"));
    int most = folded.length() < SHORT_NAME ? 0 : folded.length() < LONG_NAME ? 1 : MOST_SLIPS;
    if (most == 0 || !column.isOpen() || !column.refersTo().contains(Register.PUPILS)) {
      return Optional.empty();
    }
    LevenshteinDistance distance = new LevenshteinDistance(most);
    Set<String> near = new TreeSet<>();
    keys(Register.PUPILS)
        .names()
        .forEach(
            (name, keys) -> {
              boolean isComparable =
                  Math.abs(name.length() - folded.length()) <= most
                      && name.charAt(0) == folded.charAt(0);
              if (isComparable && distance.apply(name, folded) >= 0) {
                near.addAll(keys);
              }
            });
    return near.size() == 1 ? Optional.of(near.iterator().next()) : Optional.empty();
  }

  /** What a column names, in words: an academy code, an account id. */
  static String inWords(Column column) {
    List<String> words =
        column.refersTo().stream()
            .map(
                register ->
                    switch (register) {
                      case ACADEMIES -> "an academy code";
                      case ACCOUNTS -> "an account id";
                      case PUPILS -> "a pupil reference";
                      default -> "a person id";
                    })
            .toList();
    return String.join(" or ", words);
  }
}
