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
 * By what a pupil is recognised in texts: the reference, the names and the accounts that the
 * registers know, and whatever else is given.
 */
public final class Traces {
  /** What stands in the place of what was erased. */
  static final String ERASED = "[erased]";

  /** What may stand between the parts of a name, or between its letters unseen. */
  private static final String BETWEEN = "[^\\p{L}\\p{N}]{0,3}";

  /** A whole name of so many letters is taken for the pupil's inside of another word, too. */
  private static final int DISTINCT = 8;

  /** A shorter reference may be a number of anything. */
  private static final int SHORTEST_REF = 4;

  private static final Pattern UNSEEN = Pattern.compile("[\\p{M}\\p{Cf}]+");

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

  /** A name in either order of its two halves, with whatever between its parts. */
  private static String name(List<String> halves) {
    String forward = halves.stream().map(Traces::spaced).collect(Collectors.joining(BETWEEN));
    String back =
        halves.size() < 2 ? forward : spaced(halves.get(1)) + BETWEEN + spaced(halves.get(0));
    boolean distinct =
        halves.stream().mapToInt(h -> h.replaceAll("[^\\p{L}]", "").length()).sum() >= DISTINCT;
    String either = "(?:" + forward + "|" + back + ")";
    return distinct ? either : "(?<!\\p{L})" + either + "(?!\\p{L})";
  }

  private static String spaced(String part) {
    return Stream.of(fold(part).split("[^\\p{L}\\p{N}]+"))
        .filter(word -> !word.isEmpty())
        .map(Pattern::quote)
        .collect(Collectors.joining(BETWEEN));
  }

  /** A text without accents, unseen characters, and letters of fancy alphabets. */
  private static String fold(String text) {
    return UNSEEN.matcher(Texts.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
  }

  /**
   * The traces of one pupil.
   *
   * @param pupils the rows of the roll with the reference; none when it is no longer there
   * @param more names or handles that the roll does not know
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
  boolean are(String text) {
    return text.strip().equalsIgnoreCase(ref);
  }

  /**
   * Whether a text bears the reference; one so short that it may be any number is not looked for.
   */
  boolean refersTo(String text) {
    return ref.length() >= SHORTEST_REF && reference.matcher(text).find();
  }

  /** Whether a text bears a name or an account of the pupil. */
  boolean name(String text) {
    return person.matcher(text).find() || person.matcher(fold(text)).find();
  }

  /** Whether a text bears anything by which the pupil is recognised. */
  boolean areIn(String text) {
    return refersTo(text) || name(text);
  }

  /** A text in which whatever is recognised is struck out. */
  String strike(String text) {
    String struck = person.matcher(text).replaceAll(ERASED);
    if (name(struck)) {
      struck = person.matcher(fold(struck)).replaceAll(ERASED);
    }
    return refersTo(struck) ? reference.matcher(struck).replaceAll(ERASED) : struck;
  }

  /** Whether a record of a platform is the pupil's own account. */
  boolean isAccount(JsonNode user) {
    String id = user.path("id").asString("");
    String handle = user.path("username").asString(user.path("handle").asString(""));
    return ids.contains(id) || (!handle.isEmpty() && person.matcher(handle).matches());
  }

  /** Strikes out whatever is recognised in the texts of a tree, and says how many there were. */
  int strike(JsonNode tree) {
    int struck = 0;
    if (tree instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        JsonNode value = object.path(name);
        if (value instanceof StringNode text) {
          if (areIn(text.stringValue())) {
            object.put(name, strike(text.stringValue()));
            struck++;
          }
        } else if (value.isNumber() && ids.contains(value.asString())) {
          object.put(name, ERASED);
          struck++;
        } else {
          struck += strike(value);
        }
      }
    } else if (tree instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode value = array.get(i);
        if (value instanceof StringNode text && areIn(text.stringValue())) {
          array.set(i, StringNode.valueOf(strike(text.stringValue())));
          struck++;
        } else {
          struck += strike(value);
        }
      }
    }
    return struck;
  }
}
