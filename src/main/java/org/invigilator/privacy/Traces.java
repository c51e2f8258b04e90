package org.invigilator.privacy;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.match.PupilMentions;
import org.invigilator.register.Pupil;
import org.invigilator.register.Vocabulary;
import org.invigilator.snapshot.Post;
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
  static final String ERASED = Post.ERASED;

  /** A word that is not followed by another's surname. */
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}'’-]{3,}(?! +\\p{Lu}\\p{Ll})");

  /** A shorter reference could be any number. */
  private static final int SHORTEST_REF = 4;

  /** The names under which platforms give a handle. */
  private static final Set<String> HANDLES = Set.of("username", "handle", "screen_name");

  private final String ref;
  private final Pattern reference;
  private final PupilMentions mentions;
  private final Set<String> ids;

  /** What the pupil is called, which alone identifies no one. */
  private final Set<String> forenames;

  private Traces(String ref, PupilMentions mentions, Set<String> ids, Set<String> forenames) {
    this.forenames = forenames;
    this.ref = ref;
    this.reference =
        Pattern.compile(
            "(?<![\\p{L}\\p{N}-])" + Pattern.quote(ref) + "(?![\\p{L}\\p{N}-])",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    this.mentions = mentions;
    this.ids = ids;
  }

  /**
   * What identifies one pupil.
   *
   * @param pupils the rows of the roll with the reference; none when it is no longer there
   * @param more names or handles that are not in the roll
   * @param others the full names of people who may be named, such as staff
   */
  public static Traces of(String ref, List<Pupil> pupils, List<String> more, List<String> others) {
    Set<String> ids =
        pupils.stream()
            .flatMap(pupil -> pupil.handles().stream())
            .map(Pupil.Handle::userId)
            .filter(id -> !id.isEmpty())
            .collect(Collectors.toSet());
    Set<String> forenames =
        pupils.stream()
            .flatMap(pupil -> Stream.of(pupil.firstName(), pupil.knownAs()))
            .map(Vocabulary::fold)
            .filter(name -> name.length() > 2)
            .collect(Collectors.toSet());
    return new Traces(ref, PupilMentions.of(ref, pupils, more, others), ids, forenames);
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
    return mentions.areIn(text);
  }

  /** Whether a text contains anything that identifies the pupil. */
  boolean areIn(String text) {
    return hasReference(text) || mentions.areIn(text);
  }

  /** A text without anything that identifies the pupil. */
  String erase(String text) {
    String erased = mentions.replaced(text, mention -> ERASED);
    if (!erased.equals(text) && !forenames.isEmpty()) {
      // Who is named once in a text is meant by the forename alone too.
      erased =
          WORD.matcher(erased)
              .replaceAll(
                  word -> forenames.contains(Vocabulary.fold(word.group())) ? ERASED : "$0");
    }
    return hasReference(erased) ? reference.matcher(erased).replaceAll(ERASED) : erased;
  }

  /** Whether a platform's record of a user is the pupil's own account. */
  boolean isAccount(JsonNode user) {
    String id = user.path("id").asString("");
    String handle = user.path("username").asString(user.path("handle").asString(""));
    return ids.contains(id)
        || mentions.in("@" + handle).stream()
            .anyMatch(mention -> mention.start() <= 1 && mention.end() == handle.length() + 1);
  }

  /** Erases what identifies the pupil from the texts of a tree, and counts them. */
  int erase(JsonNode tree) {
    int erased = 0;
    if (tree instanceof ObjectNode object) {
      if (isAccount(object) && object.path("id") instanceof StringNode) {
        // The number opens the profile as the handle does.
        object.put("id", ERASED);
        erased++;
      }
      for (String name : List.copyOf(object.propertyNames())) {
        JsonNode value = object.path(name);
        if (value instanceof StringNode text) {
          if (HANDLES.contains(name) && mentions.areIn("@" + text.stringValue())) {
            object.put(name, ERASED);
            erased++;
          } else if (areIn(text.stringValue())) {
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
