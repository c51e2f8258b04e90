package org.invigilator.match;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Names in handles: joined, with signs, years and fillers, with doubled letters, or cut off. */
final class HandleSearch {
  private static final int SHORTEST = 4;
  private static final int SHORTEST_NAME = 6;

  /** X allows 15 characters; people cut a longer name off a little before that. */
  private static final int CUT_HANDLE = 13;

  private static final int SHORTEST_BEGINNING = 9;
  private static final int LONGEST = 120;

  /** A surname in the handle says less than one beside the forename. */
  private static final double SURNAME_IN_HANDLE = 0.8;

  /** The whole name there, beside the forename, says nearly as much as the display name. */
  private static final double WHOLE_IN_HANDLE = 0.9;

  private static final int SHORTEST_SURNAME = 3;

  /** Words of firms that children have in their handles too. */
  private static final Set<String> OF_CHILDREN =
      Set.of(
          "fc",
          "afc",
          "rfc",
          "cc",
          "team",
          "united",
          "city",
          "rovers",
          "town",
          "athletic",
          "official",
          "gym",
          "yoga",
          "tv",
          "sports",
          "dance");

  /** What people put before a name in a handle. */
  private static final Pattern BEFORE =
      Pattern.compile(
          "^(?:thereal|theonly|therealone|the|itsme|its|itz|iam|im|real|official|notreal|hello|hiits|only|lil|insta|priv|mr|miss|ms|dr|rep|senator|sen|gov|not|just|x+"
              + "|vote|elect|team|hey)(?=.{6})");

  /** What people put behind a name in a handle. */
  private static final Pattern BEHIND =
      Pattern.compile(
          "(?<=.{6})(?:xoxo|xo+|x+|official|real|backup|back|spam|priv|private|main|alt|acc|account|second|two|here|ig|insta|snap|gaming|plays|new|old|tv|yt|uk|fan|jr|sr|music|art|photos?|for\\p{L}*)$");

  private static final Pattern EDGES = Pattern.compile("^[^a-z]+|[^a-z]+$");

  private final RollIndex roll;

  HandleSearch(RollIndex roll) {
    this.roll = roll;
  }

  /** Takes a way to cut a word into a forename and a surname of one pupil. */
  interface Taker {
    void take(RollIndex.Form form, double weight);
  }

  /** Cuts a joined word into a short or other form of a forename and a surname. */
  void split(String word, Taker taker) {
    for (int cut = 2; cut + 3 <= Math.min(word.length(), LONGEST); cut++) {
      String head = word.substring(0, cut);
      RollIndex.Family behind = roll.family(word.substring(cut));
      if (behind != null) {
        for (RollIndex.Form form : behind.called(head)) {
          taker.take(form, 1);
        }
        behind
            .all()
            .forEach(
                (first, forms) -> {
                  if (first.length() > 2
                      && head.length() > first.length() + 1
                      && head.startsWith(first)) {
                    withMiddle(head.substring(first.length()), forms, taker);
                  }
                });
        for (String related : GivenNames.related(head)) {
          boolean isLong = GivenNames.isFull(head, related);
          for (RollIndex.Form form : behind.called(related)) {
            // "isabella" is hardly Ella-Rose.
            if (!isLong || form.first() == RollName.First.FULL) {
              taker.take(form, isLong ? 0.7 : 0.85);
            }
          }
        }
      }
    }
  }

  /** "keziahannethornbury" is whoever has that middle name. */
  private static void withMiddle(String middle, List<RollIndex.Form> forms, Taker taker) {
    for (RollIndex.Form form : forms) {
      if (RollIndex.name(form.pupil()).middles().contains(middle)) {
        taker.take(form, 1);
      }
    }
  }

  /**
   * Notes everyone whose forename is the display name, and whose surname the handle is, with or
   * without the initial: "Keziah" and kthornbury09.
   */
  void surname(String handle, List<String> display, FollowerEvidence found) {
    if (display.isEmpty() || display.size() > 2) {
      return;
    }
    String forename = display.get(0);
    String solid = handle.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    boolean isOther = display.size() == 2 && display.get(1).length() > 1;
    if (forename.length() < 2 || isOther || solid.length() < SHORTEST) {
      return;
    }
    String initial = forename.substring(0, 1);
    Set<String> surnames = new HashSet<>(Set.of(solid));
    if (solid.startsWith(initial)) {
      surnames.add(solid.substring(1));
    }
    if (solid.endsWith(initial)) {
      surnames.add(solid.substring(0, solid.length() - 1));
    }
    for (String surname : surnames) {
      RollIndex.Family family = roll.family(surname);
      if (family != null) {
        for (RollIndex.Form form : family.called(forename)) {
          found.display(
              form,
              SURNAME_IN_HANDLE,
              surname,
              forename,
              forename,
              0,
              false,
              EnumSet.of(NameSign.SURNAME_IN_HANDLE));
        }
      }
    }
  }

  /**
   * Notes everyone whose forename is the display name, and whose whole name is in the handle among
   * other words: "Miles" and milespriestley_football.
   */
  void among(String handle, List<String> display, FollowerEvidence found) {
    String solid = handle.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    boolean isOther = display.size() == 2 && display.get(1).length() > 1;
    if (display.isEmpty() || display.size() > 2 || isOther || display.get(0).length() < 3) {
      return;
    }
    String forename = display.get(0);
    for (int at = solid.indexOf(forename); at >= 0; at = solid.indexOf(forename, at + 1)) {
      int from = at + forename.length();
      if (from < solid.length() && solid.charAt(from) == 'x') {
        // "henryxhall"
        for (int to = from + 1 + SHORTEST_SURNAME; to <= Math.min(solid.length(), LONGEST); to++) {
          whole(solid.substring(from + 1, to), forename, isFirm(solid.substring(to)), found);
        }
      }
      for (int to = from + SHORTEST_SURNAME; to <= Math.min(solid.length(), LONGEST); to++) {
        whole(solid.substring(from, to), forename, isFirm(solid.substring(to)), found);
      }
      for (int start = Math.max(0, at - LONGEST); start + SHORTEST_SURNAME <= at; start++) {
        whole(solid.substring(start, at), forename, isFirm(solid.substring(from)), found);
      }
    }
  }

  /** Whether the end of a handle is that of a firm, and none that children use too. */
  private static boolean isFirm(String end) {
    return NameWords.is(NameWords.Kind.ORGANISATION, end) && !OF_CHILDREN.contains(end);
  }

  private void whole(String surname, String forename, boolean isFirm, FollowerEvidence found) {
    EnumSet<NameSign> signs = EnumSet.of(NameSign.SURNAME_IN_HANDLE);
    if (isFirm) {
      signs.add(NameSign.PERHAPS_ADULT);
    }
    RollIndex.Family family = roll.family(surname);
    if (family != null) {
      for (RollIndex.Form form : family.called(forename)) {
        found.display(form, WHOLE_IN_HANDLE, surname, forename, forename, 0, false, signs);
      }
    }
  }

  /** Notes everyone whose name a handle may be. */
  void search(String handle, FollowerEvidence found) {
    String bare = EDGES.matcher(handle.toLowerCase(Locale.ROOT)).replaceAll("");
    if (bare.length() < SHORTEST) {
      return;
    }
    List<String> parts = List.of(bare.split("[^a-z]+"));
    String solid = String.join("", parts);
    Set<String> ways = new HashSet<>(List.of(solid));
    String less = BEFORE.matcher(solid).replaceFirst("");
    ways.add(less);
    ways.add(BEHIND.matcher(solid).replaceFirst(""));
    ways.add(BEHIND.matcher(less).replaceFirst(""));
    if (bare.chars().anyMatch(Character::isDigit)) {
      ways.add(DisplayReadings.leet(bare, "i").replaceAll("[^a-z]", ""));
      ways.add(DisplayReadings.leet(bare, "l").replaceAll("[^a-z]", ""));
    }
    for (String way : ways) {
      double weight = way.equals(solid) ? 1 : 0.9;
      if (way.length() >= SHORTEST_NAME && !NameRarity.isForename(way)) {
        for (RollIndex.Form form : roll.joined(way)) {
          found.handle(form, weight);
        }
        split(way, (form, part) -> found.handle(form, weight * part));
      }
    }
    if (parts.size() > 1) {
      RollIndex.Family family = roll.family(parts.get(parts.size() - 1));
      if (family != null) {
        for (RollIndex.Form form : family.called(parts.get(0))) {
          found.handle(form, 0.95);
        }
      }
    }
    if (handle.length() >= CUT_HANDLE) {
      begun(solid, found);
      if (solid.endsWith("x")) {
        begun(solid.substring(0, solid.length() - 1), found);
      }
    }
    found.partsOf(solid);
  }

  /** A handle that was too long for the platform, so that the end of the name is cut off. */
  private void begun(String way, FollowerEvidence found) {
    if (way.length() < SHORTEST_BEGINNING) {
      return;
    }
    Collection<List<RollIndex.Form>> begun = roll.beginningWith(way);
    if (begun.stream().limit(4).count() < 4) {
      for (List<RollIndex.Form> forms : begun) {
        forms.forEach(form -> found.handle(form, 0.85));
      }
    }
  }
}
