package org.invigilator.register;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What names a post in a register: the platform's id, alone or in a link; the file name of one of
 * its pictures; or, for a platform that shows no ids, its account and the minute in London at which
 * it was published.
 */
public final class PostKey {
  private static final Pattern DIGITS = Pattern.compile("\\d{1,25}");
  private static final Pattern ROUNDED = Pattern.compile("\\d(\\.\\d+)?[eE][+-]?\\d+");
  private static final Pattern PLAIN =
      Pattern.compile("(?:status(?:es)?/)?([A-Za-z0-9:_.@~-]{1,80})(?:[?#]\\S*)?");
  private static final Pattern PICTURE =
      Pattern.compile("(?i)([A-Za-z0-9_.-]{1,80}?)\\.(?:jpe?g|png|webp|heic|gif|mp4|mov|m4v)");

  /** The account, the date, and the time of day with an offset where there is one. */
  private static final Pattern MINUTE =
      Pattern.compile(
          "(\\S.{0,79}?)[\\s,@]+(\\d{1,2}/\\d{1,2}/\\d{4}|\\d{4}-\\d{2}-\\d{2})[T\\s,]+(\\d{1,2}:\\d{2})(?::\\d{2})?(Z|[+-]\\d{2}:\\d{2})?");

  /** What people write before an id. */
  private static final Pattern LABEL =
      Pattern.compile("(?i)^(?:#\\s*|(?:post|tweet|video)? ?id\\s*[:#]\\s*)(?=\\d)");

  private static final Pattern WITHOUT_SCHEME =
      Pattern.compile("(?i)(?:www\\.|m\\.)?[a-z0-9-]+\\.[a-z]{2,12}/\\S");

  /** What Facebook copies to be shared has an id that is not the post's. */
  private static final Pattern SHARED = Pattern.compile("(?i)facebook\\.com/share/|//fb\\.watch/");

  /** Where the id is in the links of the platforms, the most telling form first. */
  private static final List<Pattern> IN_LINKS =
      List.of(
          // The address of a picture has the post's before it.
          Pattern.compile("/status(?:es)?/(\\d{1,25})(?:[/?#].*)?$"),
          Pattern.compile("[?&](?:v|fbid|story_fbid)=([A-Za-z0-9_-]{1,80})"),
          Pattern.compile(
              "/(?:status(?:es)?|posts?|p|reel|reels|tv|videos?|shorts|live|permalink)/(?:[^/?#]*/)?([A-Za-z0-9:_.-]{1,80})(?:[/?#].*)?$"),
          Pattern.compile("/photos/(?:[^/?#]+/)?(\\d{5,25})(?:[/?#].*)?$"),
          Pattern.compile("/@[^/?#]+/photo/(\\d{5,25})(?:[/?#].*)?$"),
          Pattern.compile("(?:^|//)youtu\\.be/([A-Za-z0-9_-]{5,20})(?:[/?#].*)?$"),
          Pattern.compile("/@[^/?#]+/(\\d{5,25})(?:[/?#].*)?$"));

  /** What people write where they do not know the post. */
  private static final Set<String> WORDS =
      Set.of("na", "n-a", "none", "unknown", "tba", "awaiting", "deleted", "various", "all", "see");

  private PostKey() {}

  /** The key in a cell; empty when it names no post, such as a number that is rounded. */
  public static Optional<String> of(String written) {
    String text = LABEL.matcher(written.strip()).replaceFirst("");
    if (DIGITS.matcher(text).matches()) {
      return Optional.of(text);
    }
    if (ROUNDED.matcher(text).matches()) {
      return Optional.empty();
    }
    if (isLink(text)) {
      return inLink(text);
    }
    Matcher minute = MINUTE.matcher(text);
    if (minute.matches()) {
      return at(minute).map(at -> ofMinute(minute.group(1), at));
    }
    Matcher picture = PICTURE.matcher(text);
    if (picture.matches()) {
      return Optional.of(picture.group(1));
    }
    Matcher plain = PLAIN.matcher(text);
    return plain.matches() && !Texts.isUnknown(text) && !WORDS.contains(Texts.lower(text))
        ? Optional.of(plain.group(1))
        : Optional.empty();
  }

  private static boolean isLink(String text) {
    return WITHOUT_SCHEME.matcher(text).lookingAt()
        || text.regionMatches(true, 0, "http://", 0, 7)
        || text.regionMatches(true, 0, "https://", 0, 8);
  }

  private static Optional<String> inLink(String link) {
    if (SHARED.matcher(link).find()) {
      return Optional.empty();
    }
    return IN_LINKS.stream()
        .flatMap(
            form -> {
              Matcher matcher = form.matcher(link);
              return matcher.find() ? Stream.of(matcher.group(1)) : Stream.empty();
            })
        .findFirst();
  }

  private static Optional<Instant> at(Matcher minute) {
    try {
      LocalTime time =
          LocalTime.parse((minute.group(3).length() == 4 ? "0" : "") + minute.group(3));
      Optional<LocalDateTime> local = Cells.date(minute.group(2)).map(day -> day.atTime(time));
      return minute.group(4) == null
          ? local.map(at -> at.atZone(LondonTime.ZONE).toInstant())
          : local.map(at -> OffsetDateTime.parse(at + ":00" + minute.group(4)).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The key of a post by its account and the minute of its publication. */
  public static String ofMinute(String account, Instant at) {
    return account + "@" + at.truncatedTo(ChronoUnit.MINUTES).toString().replace(":00Z", "Z");
  }

  /** The key of a post by an id that may be a link. */
  public static String ofId(String id) {
    return isLink(id) ? inLink(id).orElse(id) : id;
  }

  /** Whether a key is no platform's id: the pictures and the minute of a post must be compared. */
  public static boolean isOfOtherKind(String key) {
    return !DIGITS.matcher(key).matches();
  }
}
