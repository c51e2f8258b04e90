package org.invigilator.match;

import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Countries and large cities outside the British Isles, as the Java platform lists them: whoever
 * lives there is hardly a pupil here, although a family may come from there.
 */
final class PlacesAbroad {
  private static final Set<String> BRITISH = Set.of("gb", "ie", "im", "je", "gg");

  private static final Set<String> HERE =
      Set.of("london", "belfast", "jersey", "guernsey", "isleofman", "gibraltar");

  /** Words in the list that are no places to most people. */
  private static final Set<String> NO_PLACES =
      Set.of(
          "center",
          "easter",
          "troll",
          "south",
          "north",
          "east",
          "west",
          "central",
          "eastern",
          "western",
          "pacific",
          "atlantic",
          "mountain",
          "knox",
          "general",
          "acre",
          "vincennes",
          "universal",
          "greenwich",
          "zulu",
          "act",
          "nsw");

  private static final Set<String> NAMES = names();

  private PlacesAbroad() {}

  private static Set<String> names() {
    Set<String> names = new HashSet<>();
    for (String country : Locale.getISOCountries()) {
      if (!BRITISH.contains(country.toLowerCase(Locale.ROOT))) {
        names.add(solid(new Locale("", country).getDisplayCountry(Locale.UK)));
      }
    }
    for (String zone : ZoneId.getAvailableZoneIds()) {
      if (zone.matches("(?:Africa|America|Asia|Australia|Europe|Pacific|Canada)/.*")) {
        names.add(solid(zone.substring(zone.lastIndexOf('/') + 1)));
      }
    }
    names.addAll(
        Set.of(
            "dublin",
            "ohio",
            "texas",
            "florida",
            "california",
            "illinois",
            "pennsylvania",
            "michigan",
            "oregon",
            "arizona",
            "colorado",
            "minnesota",
            "wisconsin",
            "maryland",
            "massachusetts",
            "connecticut",
            "ontario",
            "quebec",
            "lahore",
            "islamabad",
            "mumbai",
            "delhi",
            "warszawa",
            "krakow"));
    names.removeIf(
        name ->
            name.length() < 4
                || HERE.contains(name)
                || NO_PLACES.contains(name)
                || NameRarity.isForename(name)
                || NameRarity.isSurname(name)
                || NameWords.isOrdinary(name));
    return Set.copyOf(names);
  }

  private static String solid(String name) {
    return NameToken.in(name).stream().map(NameToken::folded).collect(Collectors.joining());
  }

  /** Whether a text names such a place with a capital, in one to three words. */
  static boolean isNamed(List<NameToken> words) {
    for (int at = 0; at < words.size(); at++) {
      String name = "";
      for (int end = at; words.get(at).capital() && end < Math.min(words.size(), at + 3); end++) {
        name += words.get(end).folded();
        if (NAMES.contains(name)) {
          return true;
        }
      }
    }
    return false;
  }
}
