package org.invigilator.connector.archive;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.text.StringEscapeUtils;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Capability;
import org.invigilator.connector.Page;
import org.invigilator.connector.PostLine;
import org.invigilator.register.Texts;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Capture.Part;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * YouTube in Google Takeout: public videos, comments of the channel, and the channels to which it
 * subscribes. What was watched or searched for is never read.
 */
final class YouTubeFormat implements DownloadFormat {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern CHANNEL = csv("channel");
  private static final Pattern VIDEOS = csv("videos");
  private static final Pattern COMMENTS = csv("comments");
  private static final Pattern COMMUNITY = Pattern.compile("(?:.*/)?posts/posts\\.csv");
  private static final Pattern SUBSCRIPTIONS = csv("subscriptions");
  private static final Pattern ADDRESS = csv("channel URL configs");
  private static final Pattern NOT_READ = Pattern.compile("(?:.*/)?live chats[^/]*\\.csv");

  /** Titles and descriptions in pieces, each in a column with its number. */
  private static final Pattern TEXTS = csv("video texts");

  private static final Pattern SEGMENT =
      Pattern.compile("(?i)Video (Title|Description) Text Segments? \\d{1,3}");

  /** One file for each video, as Google gave them until 2021. */
  static final Pattern OLD = Pattern.compile("(?:.*/)?YouTube[^/]*/videos/[^/]+\\.json");

  /** Without these columns it cannot be known which videos are public, or what they say. */
  private static final String ID = "Video ID";

  private static final List<String> OF_VIDEOS = List.of(ID, "Privacy");

  private static final String TITLE = "Video Title (Original)";
  private static final String DESCRIPTION = "Video Description (Original)";

  private static final Set<String> NOT_PUBLIC = Set.of("private", "unlisted");
  private static final Pattern PIECE =
      Pattern.compile("\"text\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"");

  /** Files of a kind; of several each has its number. */
  private static Pattern csv(String name) {
    return Pattern.compile("(?:.*/)?" + name + "(?:\\(\\d+\\)|[ _-]\\d+)?\\.csv");
  }

  @Override
  public String platform() {
    return "youtube";
  }

  @Override
  public String title() {
    return "the YouTube download";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(Capability.POSTS, Capability.FOLLOWING);
  }

  @Override
  public Set<Capture.Field> fields() {
    return EnumSet.of(
        Capture.Field.TEXT,
        Capture.Field.MEDIA,
        Capture.Field.ALT_TEXT,
        Capture.Field.TAGS,
        Capture.Field.MENTIONS,
        Capture.Field.IDS);
  }

  @Override
  public boolean mayBeOfARange() {
    return false;
  }

  @Override
  public boolean isMine(DownloadFiles files) {
    return files.has(CHANNEL) || files.has(VIDEOS);
  }

  @Override
  public Optional<String> refusal(DownloadFiles files) throws ApiFailure {
    List<String> channels = new ArrayList<>();
    each(files, CHANNEL, row -> channels.add(cell(row, "Channel ID")));
    return channels.stream().distinct().count() < 2
        ? Optional.empty()
        : Optional.of(
            "the archive "
                + files.name()
                + " has several channels and is not read. Switch to the school's channel in YouTube, ask Google for its download alone, and delete this file");
  }

  @Override
  public Owner owner(DownloadFiles files) throws ApiFailure {
    ObjectNode user = profile(files);
    return new Owner(user.path("id").asString(""), user.path("username").asString(""), Set.of());
  }

  @Override
  public ObjectNode profile(DownloadFiles files) throws ApiFailure {
    ObjectNode user = JSON.createObjectNode();
    each(
        files,
        CHANNEL,
        row -> {
          user.put("id", cell(row, "Channel ID"));
          user.put("name", cell(row, "Channel Title (Original)"));
          user.put("description", cell(row, "Channel Description (Original)"));
          String seen = cell(row, "Channel Visibility");
          if (!seen.isEmpty()) {
            user.put("protected", !seen.equals("Public"));
          }
        });
    each(
        files,
        ADDRESS,
        row -> user.put("username", cell(row, "Channel Vanity URL 1 Name").replaceFirst("^@", "")));
    return user;
  }

  /** Columns vary from year to year, so each is found by its name and may be missing. */
  private static String cell(NamedCsvRecord row, String column) {
    return field(row, column).orElse("").strip();
  }

  private static Optional<String> field(NamedCsvRecord row, String column) {
    return row.getHeader().stream()
        .filter(heading -> heading.strip().equalsIgnoreCase(column))
        .findFirst()
        .flatMap(row::findField);
  }

  private static void each(DownloadFiles files, Pattern form, Consumer<NamedCsvRecord> taker)
      throws ApiFailure {
    for (DownloadFiles.Member member : files.matching(form)) {
      files.read(
          member,
          in -> {
            try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder().detectBomHeader(true).ofNamedCsvRecord(in)) {
              rows.forEach(taker);
            }
            return true;
          });
    }
  }

  @Override
  public Contents contents(DownloadFiles files, Part part, String account) throws ApiFailure {
    if (part == Part.FOLLOWING) {
      if (!files.has(SUBSCRIPTIONS)) {
        throw ApiFailure.unreadable("the download does not contain the accounts it follows");
      }
      List<Page.Item> people = new ArrayList<>();
      each(
          files,
          SUBSCRIPTIONS,
          row -> people.add(new Page.Person(cell(row, "Channel Id"), "", "")));
      return new Contents(people, List.of());
    }
    if (!files.has(VIDEOS)) {
      throw ApiFailure.unreadable("the download does not contain posts");
    }
    DownloadedPosts all = new DownloadedPosts(account);
    Map<String, String> texts = texts(files, all);
    Set<String> missing = new TreeSet<>();
    each(
        files,
        VIDEOS,
        row -> {
          boolean hasText = texts.containsKey(cell(row, ID));
          OF_VIDEOS.stream().filter(c -> field(row, c).isEmpty()).forEach(missing::add);
          if (!hasText && field(row, TITLE).isEmpty()) {
            missing.add(TITLE);
          }
          if (!hasText && field(row, DESCRIPTION).isEmpty()) {
            all.lacks("its list of videos has no column " + DESCRIPTION);
          }
          video(row, texts.getOrDefault(cell(row, ID), ""), all);
        });
    if (!missing.isEmpty()) {
      throw ApiFailure.unreadable(
          "the list of videos has no column "
              + String.join(", ", missing)
              + "; ask for the download with the account's language set to English");
    }
    each(files, COMMENTS, row -> comment(row, all));
    if (!files.has(COMMENTS)) {
      all.lacks("it does not contain the channel's comments");
    }
    files.matching(NOT_READ).forEach(one -> all.lacks("its file " + one.file() + " is not read"));
    if (files.has(COMMUNITY)) {
      all.lacks("its community posts are not read");
    }
    return all.contents();
  }

  /** The titles and descriptions that are in a list of their own, by the id of the video. */
  private static Map<String, String> texts(DownloadFiles files, DownloadedPosts all)
      throws ApiFailure {
    Map<String, String> texts = new HashMap<>();
    each(
        files,
        TEXTS,
        row -> {
          Map<String, String> pieces = new TreeMap<>(Comparator.reverseOrder());
          for (int i = 0; i < row.getHeader().size() && i < row.getFieldCount(); i++) {
            Matcher segment = SEGMENT.matcher(row.getHeader().get(i).strip());
            if (segment.matches()) {
              // Pieces of one text, cut anywhere; the title before the description.
              pieces.merge(Texts.lower(segment.group(1)), row.getField(i), String::concat);
            }
          }
          if (pieces.isEmpty()) {
            all.lacks("its list of video texts is not read");
          }
          String text = String.join("\n", pieces.values()).strip();
          if (!text.isEmpty()) {
            texts.merge(cell(row, ID), text, (a, b) -> a + "\n" + b);
          }
        });
    return texts;
  }

  private static void video(NamedCsvRecord row, String listed, DownloadedPosts all) {
    String privacy = Texts.lower(cell(row, "Privacy"));
    if (!privacy.equals("public")) {
      if (!NOT_PUBLIC.contains(privacy)) {
        all.lacks("video in it may be public or not", "videos in it may be public or not");
      }
      return;
    }
    String id = cell(row, ID);
    Optional<Instant> at =
        instant(cell(row, "Video Publish Timestamp"))
            .or(() -> instant(cell(row, "Video Create Timestamp")));
    if (id.isEmpty() || at.isEmpty()) {
      all.lacks("video in it has no id or date", "videos in it have no id or date");
      return;
    }
    String own = (cell(row, TITLE) + "\n" + cell(row, DESCRIPTION)).strip();
    String text =
        Stream.concat(Stream.of(own), listed.lines().filter(line -> !own.contains(line.strip())))
            .filter(line -> !line.isBlank())
            .collect(Collectors.joining("\n"));
    if (text.isEmpty()) {
      all.lacks("video is in it without its text", "videos are in it without their texts");
    }
    PostLine post = new PostLine(id, at.get()).text(text).media(id, "video", "");
    for (int i = 1; !cell(row, "Tag " + i).isEmpty(); i++) {
      post.tag(cell(row, "Tag " + i));
    }
    all.add(post);
  }

  /** A comment of the channel; its text is a run of JSON objects, one after another. */
  private static void comment(NamedCsvRecord row, DownloadedPosts all) {
    Optional<Instant> at = instant(cell(row, "Comment Create Timestamp"));
    String id = cell(row, "Comment ID");
    StringBuilder text = new StringBuilder();
    Matcher pieces = PIECE.matcher(cell(row, "Comment Text"));
    while (pieces.find()) {
      text.append(StringEscapeUtils.unescapeJson(pieces.group(1)));
    }
    if (at.isEmpty() || id.isEmpty() || text.isEmpty()) {
      all.lacks(
          "comment of the channel is in it without its text",
          "comments of the channel are in it without their texts");
      return;
    }
    String answered = cell(row, "Parent Comment ID");
    String on = cell(row, "Video ID");
    all.add(
        new PostLine(id, at.get())
            .text(text.toString())
            .reply(answered.isEmpty() ? on : answered, "", ""));
  }

  private static Optional<Instant> instant(String written) {
    try {
      return Optional.of(
          OffsetDateTime.parse(written.replaceFirst(" UTC$", "Z").replaceFirst(" ", "T"))
              .toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
