package org.invigilator.connector.archive;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Capability;
import org.invigilator.connector.Page;
import org.invigilator.register.LondonTime;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Capture.Part;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the download of one platform is read. No platform documents its download, so files and fields
 * are matched loosely, and what is published but not understood is reported.
 */
sealed interface DownloadFormat
    permits FacebookFormat, InstagramFormat, ThreadsFormat, TikTokFormat, YouTubeFormat {

  /** The standard name of the platform. */
  String platform();

  /** What it is called in sentences, such as {@code the Instagram download}. */
  String title();

  Set<Capability> capabilities();

  Set<Capture.Field> fields();

  /** Whether a download is one of the platform. */
  boolean isMine(DownloadFiles files);

  /**
   * Why a download of the platform is not read, as a sentence; empty when it is.
   *
   * @throws ApiFailure when a file cannot be read that would say so
   */
  Optional<String> refusal(DownloadFiles files) throws ApiFailure;

  /**
   * Whose download it is, as far as it says so.
   *
   * @throws ApiFailure when the file that says so cannot be read
   */
  Owner owner(DownloadFiles files) throws ApiFailure;

  /**
   * The profile, as one X API v2 user object.
   *
   * @throws ApiFailure when it cannot be read
   */
  ObjectNode profile(DownloadFiles files) throws ApiFailure;

  /**
   * What it has of a part, newest posts first.
   *
   * @param account the id in the register, which stands for the account in the ids of posts that
   *     have none
   * @throws ApiFailure when the part is not in it, or cannot be read
   */
  Contents contents(DownloadFiles files, Part part, String account) throws ApiFailure;

  /** Whether a person chooses a range of dates when they ask for it. */
  default boolean mayBeOfARange() {
    return true;
  }

  /**
   * When it was made: the time of its newest file, or the end of the day in its name if that is
   * earlier, because files that are copied or packed again look new. The epoch when neither says.
   */
  default Instant madeAt(DownloadFiles files) {
    Instant newest = files.newest(files.members());
    boolean isDated = newest.isAfter(UNDATED);
    return files
        .dayInName()
        .map(day -> day.plusDays(1).atStartOfDay(LondonTime.ZONE).toInstant().minusSeconds(1))
        .filter(end -> !isDated || end.isBefore(newest))
        .orElse(isDated ? newest : Instant.EPOCH);
  }

  /** Programs that know no time write one of 1980. */
  Instant UNDATED = Instant.parse("1981-01-01T00:00:00Z");

  /**
   * The account of a download.
   *
   * @param id empty where it does not say
   * @param handle empty where it does not say
   * @param hints texts of which one may be the handle, where labels are in an unknown language
   */
  record Owner(String id, String handle, Set<String> hints) {
    /** The name in the name of a Meta download, before its date. */
    private static final Pattern NAMED =
        Pattern.compile(
            "(?:facebook|instagram|threads)-(.+?)-(?:\\d{4}-\\d{1,2}-\\d{1,2}|\\d{2}_\\d{2}_\\d{4}|\\d{8})(?:[-_ ].*)?");

    static final Owner UNKNOWN = new Owner("", "", Set.of());

    /** The owner named by the name of the ZIP, or of the folder at its top. */
    static Owner byName(DownloadFiles files) {
      return files.stems().stream()
          .map(NAMED::matcher)
          .filter(java.util.regex.Matcher::matches)
          .findFirst()
          .map(name -> new Owner("", name.group(1), Set.of()))
          .orElse(UNKNOWN);
    }
  }

  /**
   * What a download has of a part.
   *
   * @param shortfalls what it lacks, in phrases
   */
  record Contents(List<Page.Item> items, List<String> shortfalls) {}
}
