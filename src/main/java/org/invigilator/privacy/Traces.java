package org.invigilator.privacy;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.register.Pupil;
import org.invigilator.register.Texts;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * What identifies a pupil in texts: the reference, the names and the accounts in the registers, and
 * whatever else is given.
 */
public final class Traces {
  /** Replaces what was erased. */
  static final String ERASED = "[erased]";

  /** Characters allowed between the parts of a name. */
  private static final String BETWEEN = "[^\\p{L}\\p{N}]{0,3}";

  /** A whole name of at least so many letters is also recognised within another word. */
  private static final int DISTINCT = 8;

  /** A shorter reference could be any number. */
  private static final int SHORTEST_REF = 4;

  private static final Pattern INVISIBLE = Pattern.compile("[\\p{M}\\p{Cf}]+");

  private final String ref;
  private final Pattern reference;
  private final Pattern person;
  private final Set<String> ids;

  private Traces(String ref, Set<String> names, Set<String> handles, Set<String> ids) {
    this.ref = ref;
    this.reference =
        Pattern.compile(
            "(?<![\\p{L}\\p{N}-])" + Pattern.quote(ref) + "(?![\\p{L}\\p{N}-])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    this.ids = ids;
    List<String> any = new ArrayList<>();
    names.forEach(name -> any.add(name(List.of(name.split("\\|")))));
    handles.forEach(
        handle ->
            any.add("(?<![\\p{L}\\p{N}_])@?" + Pattern.quote(handle) + "(?![\\p{L}\\p{N}_])"));
    ids.forEach(id -> any.add("(?<!\\p{N})" + Pattern.quote(id) + "(?!\\p{N})"));
    this.person =
        Pattern.compile(
            any.isEmpty() ? "(?!)" : String.join("|", any),
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** A name in either order of its two halves, whatever separates its parts. */
  private static String name(List<String> halves) {
    String forward = halves.stream().map(Traces::spaced).collect(Collectors.joining(BETWEEN));
    String backward =
        halves.size() < 2 ? forward : spaced(halves.get(1)) + BETWEEN + spaced(halves.get(0));
    boolean distinct =
        halves.stream().mapToInt(h -> h.replaceAll("[^\\p{L}]", "").length()).sum() >= DISTINCT;
    String either = "(?:" + forward + "|" + backward + ")";
    return distinct ? either : "(?<!\\p{L})" + either + "(?!\\p{L})";
  }

  private static String spaced(String part) {
    return Stream.of(fold(part).split("[^\\p{L}\\p{N}]+"))
        .filter(word -> !word.isEmpty())
        .map(Pattern::quote)
        .collect(Collectors.joining(BETWEEN));
  }

  /** A text without accents, invisible characters and styled letters. */
  private static String fold(String text) {
    return INVISIBLE.matcher(Texts.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
  }

  /**
   * What identifies one pupil.
   *
   * @param pupils the rows of the roll with the reference; none when it is no longer there
   * @param more names or handles that are not in the roll
   */
  public static Traces of(String ref, List<Pupil> pupils, List<String> more) {
    Set<String> names = new LinkedHashSet<>();
    Set<String> handles = new LinkedHashSet<>();
    Set<String> ids = new LinkedHashSet<>();
    for (Pupil pupil : pupils) {
      for (String first : List.of(pupil.firstName(), pupil.knownAs())) {
        if (!first.isBlank() && !pupil.lastName().isBlank()) {
          names.add(first + "|" + pupil.lastName());
        }
      }
      for (Pupil.Handle handle : pupil.handles()) {
        handles.add(handle.handle());
        ids.add(handle.userId());
      }
    }
    for (String one : more) {
      String text = one.strip().replaceFirst("^@", "");
      int last = text.lastIndexOf(' ');
      if (last > 0) {
        names.add(text.substring(0, last) + "|" + text.substring(last + 1));
      } else {
        handles.add(text);
      }
    }
    handles.remove("");
    ids.remove("");
    return new Traces(ref, names, handles, ids);
  }

  String ref() {
    return ref;
  }

  /** Whether a text is the reference. */
  boolean isReference(String text) {
    return text.strip().equalsIgnoreCase(ref);
  }

  /**
   * Whether a text contains the reference; one short enough to be any number is not searched for.
   */
  boolean hasReference(String text) {
    return ref.length() >= SHORTEST_REF && reference.matcher(text).find();
  }

  /** Whether a text contains a name or an account of the pupil. */
  boolean hasNameOrAccount(String text) {
    return person.matcher(text).find() || person.matcher(fold(text)).find();
  }

  /** Whether a text contains anything that identifies the pupil. */
  boolean areIn(String text) {
    return hasReference(text) || hasNameOrAccount(text);
  }

  /** A text without anything that identifies the pupil. */
  String erase(String text) {
    String erased = person.matcher(text).replaceAll(ERASED);
    if (hasNameOrAccount(erased)) {
      erased = person.matcher(fold(erased)).replaceAll(ERASED);
    }
    return hasReference(erased) ? reference.matcher(erased).replaceAll(ERASED) : erased;
  }

  /** Whether a platform's record of a user is the pupil's own account. */
  boolean isAccount(JsonNode user) {
    String id = user.path("id").asString("");
    String handle = user.path("username").asString(user.path("handle").asString(""));
    return ids.contains(id) || (!handle.isEmpty() && person.matcher(handle).matches());
  }

  /** Erases what identifies the pupil from the texts of a tree, and counts them. */
  int erase(JsonNode tree) {
    int erased = 0;
    if (tree instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        JsonNode value = object.path(name);
        if (value instanceof StringNode text) {
          if (areIn(text.stringValue())) {
            object.put(name, erase(text.stringValue()));
            erased++;
          }
        } else if (value.isNumber() && ids.contains(value.asString())) {
          object.put(name, ERASED);
          erased++;
        } else {
          erased += erase(value);
        }
      }
    } else if (tree instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode value = array.get(i);
        if (value instanceof StringNode text && areIn(text.stringValue())) {
          array.set(i, StringNode.valueOf(erase(text.stringValue())));
          erased++;
        } else {
          erased += erase(value);
        }
      }
    }
    return erased;
  }
}
