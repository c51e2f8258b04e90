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

  private static final String BETWEEN = "[\\s\\p{Z}._'\u2019-]*";

  private final String ref;
  private final Pattern reference;
  private final Pattern person;
  private final Set<String> ids;

  private Traces(String ref, Set<String> names, Set<String> handles, Set<String> ids) {
    this.ref = ref;
    this.reference = word(Pattern.quote(ref));
    this.ids = ids;
    List<String> any = new ArrayList<>();
    names.forEach(name -> any.add("(?<!\\p{L})" + spaced(name) + "(?!\\p{L})"));
    handles.forEach(
        handle ->
            any.add("(?<![\\p{L}\\p{N}_])@?" + Pattern.quote(handle) + "(?![\\p{L}\\p{N}_])"));
    ids.forEach(id -> any.add("(?<!\\p{N})" + Pattern.quote(id) + "(?!\\p{N})"));
    this.person =
        Pattern.compile(
            any.isEmpty() ? "(?!)" : String.join("|", any),
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  private static Pattern word(String quoted) {
    return Pattern.compile(
        "(?<![\\p{L}\\p{N}-])" + quoted + "(?![\\p{L}\\p{N}-])",
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  private static String spaced(String name) {
    return Stream.of(name.strip().split("[\\s'\u2019-]+"))
        .map(Pattern::quote)
        .collect(Collectors.joining(BETWEEN));
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
          names.add(first + " " + pupil.lastName());
          names.add(pupil.lastName() + ", " + first);
        }
      }
      for (Pupil.Handle handle : pupil.handles()) {
        handles.add(handle.handle());
        ids.add(handle.userId());
      }
    }
    for (String one : more) {
      (one.strip().contains(" ") ? names : handles).add(one.strip().replaceFirst("^@", ""));
    }
    for (String name : List.copyOf(names)) {
      names.add(Normalizer.normalize(name, Normalizer.Form.NFD));
      names.add(Normalizer.normalize(name, Normalizer.Form.NFD).replaceAll("\\p{M}", ""));
    }
    handles.remove("");
    ids.remove("");
    return new Traces(ref, names, handles, ids);
  }

  String ref() {
    return ref;
  }

  /** Whether a text bears the reference. */
  boolean refersTo(String text) {
    return reference.matcher(text).find();
  }

  /** Whether a text bears a name or an account of the pupil. */
  boolean name(String text) {
    return person.matcher(text).find();
  }

  /** Whether a text bears anything by which the pupil is recognised. */
  boolean areIn(String text) {
    return refersTo(text) || name(text);
  }

  /** A text in which whatever is recognised is struck out. */
  String strike(String text) {
    return reference.matcher(person.matcher(text).replaceAll(ERASED)).replaceAll(ERASED);
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
