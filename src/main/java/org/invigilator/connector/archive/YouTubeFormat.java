package org.invigilator.connector.archive;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.text.StringEscapeUtils;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Capability;
import org.invigilator.connector.Page;
import org.invigilator.connector.PostLine;
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
  private static final Pattern CHANNEL = Pattern.compile("(?:.*/)?channel\\.csv");
  private static final Pattern VIDEOS = Pattern.compile("(?:.*/)?videos\\.csv");
  private static final Pattern COMMENTS = Pattern.compile("(?:.*/)?comments(?:\\(\\d+\\))?\\.csv");
  private static final Pattern COMMUNITY = Pattern.compile("(?:.*/)?posts/posts\\.csv");
  private static final Pattern SUBSCRIPTIONS = Pattern.compile("(?:.*/)?subscriptions\\.csv");
  private static final Pattern ADDRESS = Pattern.compile("(?:.*/)?channel URL configs\\.csv");
  private static final Pattern PIECE =
      Pattern.compile("\"text\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*+)\"");

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
  public Optional<String> refusal(DownloadFiles files) {
    return Optional.empty();
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
    return row.findField(column).orElse("").strip();
  }

  private static void each(DownloadFiles files, Pattern form, Consumer<NamedCsvRecord> taker)
      throws ApiFailure {
    for (DownloadFiles.Member member : files.matching(form)) {
      files.read(
          member,
          in -> {
            try (CsvReader<NamedCsvRecord> rows =
                CsvReader.builder()
                    .ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
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
    each(files, VIDEOS, row -> video(row, all));
    each(files, COMMENTS, row -> comment(row, all));
    if (files.has(COMMUNITY)) {
      all.lacks("its community posts are not read");
    }
    return all.contents();
  }

  private static void video(NamedCsvRecord row, DownloadedPosts all) {
    if (!cell(row, "Privacy").equalsIgnoreCase("public")) {
      return;
    }
    String id = cell(row, "Video ID");
    Optional<Instant> at =
        instant(cell(row, "Video Publish Timestamp"))
            .or(() -> instant(cell(row, "Video Create Timestamp")));
    if (id.isEmpty() || at.isEmpty()) {
      all.lacks("video in it has no id or date", "videos in it have no id or date");
      return;
    }
    String text =
        cell(row, "Video Title (Original)") + "\n" + cell(row, "Video Description (Original)");
    PostLine post = new PostLine(id, at.get()).text(text.strip()).media(id, "video", "");
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
      return Optional.of(OffsetDateTime.parse(written).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
