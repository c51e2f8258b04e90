package org.invigilator.connector.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.connector.ApiFailure;
import org.invigilator.input.BoundedStream;
import org.invigilator.input.InputFile;
import org.invigilator.input.InputLimits;
import org.invigilator.register.LondonTime;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The files of one download, of all its parts: names are matched and nothing is unpacked, and only
 * what a format asks for is opened. It is long because the limits of every way of reading a file
 * are kept in one place.
 *
 * @param name what to call it to a person
 * @param stems the names of its parts, and of the folder at its top, without endings
 */
record DownloadFiles(String name, List<String> stems, List<Member> members) {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final int MOST_FILES = 500_000;
  private static final long MOST_BYTES = 512L << 20;
  private static final long MOST_RATIO = 200;
  private static final Pattern NUMBER = Pattern.compile("_?(\\d{1,4})\\.json$");

  /** A day in a name: 2026-11-28, 20261128, or 28_11_2026. */
  private static final Pattern DAY =
      Pattern.compile(
          "(?<!\\d)(?:(20\\d{2})-(\\d{1,2})-(\\d{1,2})|(20\\d{2})(\\d{2})(\\d{2})|(\\d{1,2})_(\\d{1,2})_(20\\d{2}))(?!\\d)");

  /** The seconds since 1970 that TikTok ends its names with. */
  private static final Pattern EPOCH = Pattern.compile("(?i)tiktok.*?_(1[5-9]\\d{8})(?:[ _(-].*)?");

  /** What programs of the Mac add to a ZIP file or a folder. */
  private static final Pattern OF_THE_MAC =
      Pattern.compile("(?:.*/)?(?:__MACOSX/.*|\\._[^/]*|\\.DS_Store)");

  /** A file in one of the parts. */
  record Member(Path part, ArchiveFiles.Entry entry) {
    String path() {
      return entry.name();
    }

    String file() {
      return path().substring(path().lastIndexOf('/') + 1);
    }
  }

  /**
   * Lists the files of all parts.
   *
   * @throws ApiFailure when one of them is no download that can be trusted
   */
  static DownloadFiles of(DownloadGroup group) throws ApiFailure {
    return of(group.name(), group.parts(), group.others());
  }

  /** Lists the files of one ZIP file or folder, whatever is in it. */
  static DownloadFiles of(String name, Path file) throws ApiFailure {
    return of(name, List.of(new DownloadPart(file, "", false)), List.of());
  }

  private static DownloadFiles of(String name, List<DownloadPart> parts, List<DownloadPart> others)
      throws ApiFailure {
    List<Member> members = new ArrayList<>();
    Set<String> stems = new TreeSet<>();
    List<DownloadPart> all = Stream.concat(parts.stream(), others.stream()).toList();
    for (DownloadPart part : parts) {
      stems.add(part.stem());
      if (others.stream().noneMatch(other -> other.path().equals(part.path()))) {
        // What was packed again lies in a folder of any name.
        stems.add(stem(part.path()));
      }
      String file = String.valueOf(part.path().getFileName());
      try (ArchiveFiles files = ArchiveFiles.of(part.path())) {
        for (ArchiveFiles.Entry entry : files.entries()) {
          if (ArchiveFiles.pointsOutside(entry.name())) {
            throw unusable(name, "it contains a file name that points outside the archive");
          }
          String path = part.within(entry.name(), all);
          if (!path.isEmpty() && !isOfTheMac(entry.name())) {
            members.add(new Member(part.path(), entry.called(path)));
          }
        }
      } catch (InputFile.Refused e) {
        throw unusable(file, String.valueOf(e.getMessage()).replaceFirst("\\.$", ""));
      } catch (IOException e) {
        throw unusable(file, ArchiveFiles.whyNot(e));
      }
    }
    if (members.size() > MOST_FILES) {
      throw unusable(name, String.format(Locale.UK, "it has more than %,d files", MOST_FILES));
    }
    members.stream()
        .map(Member::path)
        .filter(path -> path.contains("/"))
        .map(path -> path.substring(0, path.indexOf('/')))
        .distinct()
        .limit(2)
        .forEach(stems::add);
    members.sort(Comparator.comparing(Member::path));
    return new DownloadFiles(name, List.copyOf(stems), List.copyOf(members));
  }

  /** Whether a program of the Mac added a file. */
  static boolean isOfTheMac(String path) {
    return OF_THE_MAC.matcher(path).matches();
  }

  /** A file name without its ending. */
  static String stem(Path part) {
    return String.valueOf(part.getFileName()).replaceFirst("(?i)\\.(zip|tgz|tar\\.gz)$", "");
  }

  static ApiFailure unusable(String name, String why) {
    return ApiFailure.unreadable("the archive " + name + " cannot be used: " + why);
  }

  /** Whether a file is a list, or an object of lists, without an entry. */
  boolean isEmptyList(Member member) {
    int[] entries = new int[1];
    try {
      each(member, Set.of(), entry -> entries[0]++);
      return entries[0] == 0;
    } catch (ApiFailure notKnown) {
      return false;
    }
  }

  /** Whether any file has a path of a form. */
  boolean has(Pattern form) {
    return members.stream().anyMatch(one -> form.matcher(one.path()).matches());
  }

  /** The files whose path has a form, in the order of their paths and numbers. */
  List<Member> matching(Pattern form) {
    return members.stream()
        .filter(one -> form.matcher(one.path()).matches())
        .sorted(Comparator.comparingInt(DownloadFiles::number).thenComparing(Member::path))
        .toList();
  }

  /** The files of a form, which is HTML, that are not there as JSON too. */
  List<String> notInJson(Pattern html) {
    Set<String> json = new TreeSet<>();
    members.forEach(one -> json.add(one.file()));
    return matching(html).stream()
        .map(Member::file)
        .filter(file -> !json.contains(file.replaceFirst("\\.html$", ".json")))
        .toList();
  }

  private static int number(Member member) {
    Matcher number = NUMBER.matcher(member.path());
    return number.find() ? Integer.parseInt(number.group(1)) : 0;
  }

  /** The numbered files of a kind that a part seems to be missing. */
  List<String> missing(List<Member> numbered) {
    List<String> missing = new ArrayList<>();
    int next = numbered.isEmpty() || number(numbered.get(0)) == 0 ? 0 : 1;
    for (Member member : numbered) {
      for (; next < number(member); next++) {
        missing.add(NUMBER.matcher(member.file()).replaceFirst("_" + next + ".json"));
      }
      next = number(member) + 1;
    }
    return missing;
  }

  /**
   * The day that the name of a part or of the folder at its top ends with, or has before a code.
   */
  Optional<LocalDate> dayInName() {
    return stems.stream().flatMap(stem -> day(stem).stream()).min(Comparator.naturalOrder());
  }

  private static Optional<LocalDate> day(String stem) {
    Matcher day = DAY.matcher(stem);
    Matcher epoch = EPOCH.matcher(stem);
    if (epoch.matches()) {
      Instant at = Instant.ofEpochSecond(Long.parseLong(epoch.group(1)));
      return Optional.of(LondonTime.date(at));
    }
    try {
      if (!day.find()) {
        return Optional.empty();
      }
      int first = day.group(1) != null ? 1 : day.group(4) != null ? 4 : 7;
      int one = Integer.parseInt(day.group(first));
      int month = Integer.parseInt(day.group(first + 1));
      int other = Integer.parseInt(day.group(first + 2));
      return Optional.of(
          first == 7 ? LocalDate.of(other, month, one) : LocalDate.of(one, month, other));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** When the newest of some files was written; the epoch when there is none. */
  Instant newest(List<Member> of) {
    return of.stream()
        .map(one -> one.entry().at())
        .max(Comparator.naturalOrder())
        .orElse(Instant.EPOCH);
  }

  /**
   * Reads a list of objects, one at a time: the file is the list, or an object with it.
   *
   * @param lists the names such a list may have; any when empty
   * @throws ApiFailure when the file cannot be read completely
   */
  void each(Member member, Set<String> lists, Consumer<JsonNode> taker) throws ApiFailure {
    try (ArchiveFiles files = ArchiveFiles.of(member.part());
        BoundedStream in = open(files, member);
        JsonParser parser = JSON.createParser((InputStream) in)) {
      in.beginPiece();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_ARRAY) {
        elements(parser, in, taker);
      } else if (token == JsonToken.START_OBJECT) {
        boolean found = false;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
          String name = parser.currentName();
          if (parser.nextToken() == JsonToken.START_ARRAY
              && (lists.isEmpty() || lists.contains(name))) {
            found = true;
            elements(parser, in, taker);
          } else {
            parser.skipChildren();
          }
          in.beginPiece();
        }
        if (!found) {
          throw unusable(name, member.file() + " has none of the lists that are known");
        }
      } else {
        throw unusable(name, member.file() + " is not a list");
      }
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw unusable(name, member.file() + " cannot be read completely");
    }
  }

  private static void elements(JsonParser parser, BoundedStream in, Consumer<JsonNode> taker)
      throws IOException {
    in.beginPiece();
    for (JsonToken token = parser.nextToken();
        token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      if (token == null) {
        throw new IOException("the list does not end");
      }
      taker.accept(JSON.readTree(parser));
      in.beginPiece();
    }
  }

  /**
   * Reads a small file as a whole.
   *
   * @throws ApiFailure when it cannot be read
   */
  JsonNode tree(Member member) throws ApiFailure {
    try (ArchiveFiles files = ArchiveFiles.of(member.part());
        BoundedStream in = open(files, member)) {
      return JSON.readTree(in);
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw unusable(name, member.file() + " cannot be read");
    }
  }

  /** Reads a member in a way of its own. */
  interface Reading<T> {
    T of(InputStream in) throws IOException;
  }

  /**
   * Reads a file as a stream of at most a plausible size.
   *
   * @throws ApiFailure when it cannot be read
   */
  <T> T read(Member member, Reading<T> reading) throws ApiFailure {
    try (ArchiveFiles files = ArchiveFiles.of(member.part());
        BoundedStream in = BoundedStream.of(files.open(member.entry()), MOST_BYTES)) {
      return reading.of(in);
    } catch (IOException | RuntimeException e) {
      throw unusable(name, member.file() + " cannot be read completely");
    }
  }

  private static BoundedStream open(ArchiveFiles files, Member member) throws IOException {
    ArchiveFiles.Entry entry = member.entry();
    if (entry.size() > MOST_BYTES
        || (entry.size() > 1 << 20 && entry.size() > entry.packed() * MOST_RATIO)) {
      throw new IOException("implausibly large");
    }
    return BoundedStream.ofPieces(files.open(entry), MOST_BYTES, 4L * InputLimits.ENTRY);
  }
}
