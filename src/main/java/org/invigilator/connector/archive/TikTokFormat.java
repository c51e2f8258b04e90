package org.invigilator.connector.archive;

import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Capability;
import org.invigilator.connector.Page;
import org.invigilator.connector.PostLine;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Capture.Part;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * TikTok's download in JSON: public videos with their titles and descriptions, and the handles of
 * followers. It is one file that also holds messages and what was watched; these are skipped.
 */
final class TikTokFormat implements DownloadFormat {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final Pattern DATA = Pattern.compile("(?:.*/)?user_data(?:_tiktok)?\\.json");

  /** The sections that are entered; their names have changed over the years. */
  private static final Set<String> SECTIONS =
      Set.of(
          "profile and settings",
          "profile",
          "activity",
          "post",
          "video",
          "posts",
          "videos",
          "profile info",
          "profile information",
          "follower",
          "follower list",
          "following",
          "following list",
          "settings",
          "your activity",
          "comment",
          "comments",
          "tiktok live",
          "go live history",
          "go live",
          "tiktok story",
          "story",
          "repost",
          "reposts");

  /** What is read in them. */
  private static final Set<String> READ =
      Set.of("ProfileMap", "FansList", "Following", "VideoList", "SettingsMap", "CommentsList");

  /** Lists of what the account published besides videos. */
  private static final Map<String, String> NOT_READ =
      Map.of(
          "GoLiveList", "its live videos are not read",
          "StoryList", "its stories are not read",
          "RepostList", "its reposts are not read",
          "Reposts", "its reposts are not read");

  /** Whom a video is for: what everyone sees is read. */
  private static final Set<String> PUBLIC = Set.of("", "everyone", "public");

  private static final Set<String> NOT_PUBLIC =
      Set.of("only me", "onlyme", "self", "private", "friends");

  private static final int DEEPEST = 5;

  /** The download as plain text, in which the platform gives it unless JSON is chosen. */
  private static final Pattern TEXT =
      Pattern.compile(
          "(?:.*/)?(?:Posts?|Videos?)/(?:Posts?|Videos?)\\.txt|(?:.*/)?TikTok/.*\\.txt");

  @Override
  public String platform() {
    return "tiktok";
  }

  @Override
  public String title() {
    return "the TikTok download";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.POSTS, Capability.FOLLOWERS, Capability.FOLLOWER_IDS, Capability.FOLLOWING);
  }

  @Override
  public Set<Capture.Field> fields() {
    return EnumSet.of(
        Capture.Field.TEXT, Capture.Field.MEDIA, Capture.Field.ALT_TEXT, Capture.Field.MENTIONS);
  }

  @Override
  public boolean isMine(DownloadFiles files) {
    return files.has(DATA) || files.has(TEXT);
  }

  @Override
  public Optional<String> refusal(DownloadFiles files) {
    return files.has(DATA)
        ? Optional.empty()
        : Optional.of(
            "the archive "
                + files.name()
                + " is a TikTok download as text; ask TikTok for it again and choose JSON as the format");
  }

  @Override
  public Owner owner(DownloadFiles files) throws ApiFailure {
    return new Owner("", profile(files).path("username").asString(""), Set.of());
  }

  @Override
  public ObjectNode profile(DownloadFiles files) throws ApiFailure {
    Map<String, JsonNode> data = data(files);
    JsonNode map = data.getOrDefault("ProfileMap", MissingNode.getInstance());
    ObjectNode user = JSON.createObjectNode();
    user.put("username", map.path("userName").asString(""));
    user.put("name", map.path("displayName").asString(""));
    user.put("description", map.path("bioDescription").asString(""));
    String closed =
        data.getOrDefault("SettingsMap", MissingNode.getInstance())
            .path("Private Account")
            .asString("")
            .toLowerCase(Locale.ROOT);
    if (Set.of("on", "off", "enabled", "disabled").contains(closed)) {
      user.put("protected", closed.equals("on") || closed.equals("enabled"));
    }
    return user;
  }

  private static Map<String, JsonNode> data(DownloadFiles files) throws ApiFailure {
    Map<String, JsonNode> found = new TreeMap<>();
    for (DownloadFiles.Member member : files.matching(DATA)) {
      files.read(
          member,
          in -> {
            try (JsonParser parser = JSON.createParser((InputStream) in)) {
              if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
              }
              sections(parser, found, 0);
            }
            return true;
          });
    }
    return found;
  }

  private static void sections(JsonParser parser, Map<String, JsonNode> found, int depth)
      throws IOException {
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      boolean isList = value == JsonToken.START_ARRAY;
      if (NOT_READ.containsKey(name) && isList) {
        found.put(name, JSON.readTree(parser));
        continue;
      }
      boolean isFound =
          READ.contains(name) && (isList || value == JsonToken.VALUE_NULL || name.endsWith("Map"));
      if (isFound) {
        JsonNode read = JSON.readTree(parser);
        found.putIfAbsent(name, read.isNull() ? JSON.createArrayNode() : read);
      } else if (value == JsonToken.START_OBJECT
          && depth < DEEPEST
          && SECTIONS.contains(name.toLowerCase(Locale.ROOT))) {
        sections(parser, found, depth + 1);
      } else {
        parser.skipChildren();
      }
    }
  }

  @Override
  public Contents contents(DownloadFiles files, Part part, String account) throws ApiFailure {
    return switch (part) {
      case FOLLOWERS -> people(files, "FansList", "followers", "followerCount");
      case FOLLOWING -> people(files, "Following", "the accounts it follows", "followingCount");
      default -> posts(files, account);
    };
  }

  private static JsonNode list(DownloadFiles files, String name, String what) throws ApiFailure {
    JsonNode list = data(files).get(name);
    if (list == null) {
      throw ApiFailure.unreadable("the download does not contain " + what);
    }
    return list;
  }

  private static Contents people(DownloadFiles files, String name, String what, String counted)
      throws ApiFailure {
    JsonNode list = list(files, name, what);
    List<Page.Item> people = new ArrayList<>();
    int unnamed = 0;
    for (JsonNode one : list) {
      String handle = field(one, "UserName").orElse("");
      if (handle.isEmpty() || handle.equals("N/A")) {
        unnamed++;
      } else {
        people.add(new Page.Person("", handle, ""));
      }
    }
    List<String> shortfalls = new ArrayList<>();
    if (unnamed > 0) {
      shortfalls.add(unnamed + (unnamed == 1 ? " entry has" : " entries have") + " no handle");
    }
    long count = count(data(files).getOrDefault("ProfileMap", MissingNode.getInstance()), counted);
    if (count > list.size()) {
      shortfalls.add("the profile counts " + count + " and " + list.size() + " are in it");
    }
    return new Contents(people, shortfalls);
  }

  private static long count(JsonNode profile, String name) {
    String written = field(profile, name).orElse("");
    return written.matches("\\d{1,12}") ? Long.parseLong(written) : -1;
  }

  private static Contents posts(DownloadFiles files, String account) throws ApiFailure {
    JsonNode list = list(files, "VideoList", "posts");
    DownloadedPosts all = new DownloadedPosts(account);
    Map<String, JsonNode> data = data(files);
    NOT_READ.forEach(
        (name, phrase) -> {
          JsonNode other = data.get(name);
          if (other != null && !other.isEmpty()) {
            all.lacks(phrase);
          }
        });
    for (JsonNode video : list) {
      Optional<Instant> at = instant(field(video, "Date").orElse(""));
      String seenBy = field(video, "WhoCanView").orElse("").strip().toLowerCase(Locale.ROOT);
      if (at.isEmpty()) {
        all.lacks("post in it has no date", "posts in it have no date");
      } else if (PUBLIC.contains(seenBy)) {
        Optional<String> title =
            field(video, "Title")
                .or(() -> field(video, "Description"))
                .or(() -> field(video, "Desc"));
        if (title.isEmpty()) {
          all.lacks("video is in it without its text", "videos are in it without their texts");
        }
        PostLine post = all.begin(at.get(), "").text(title.orElse(""));
        if (!field(video, "Location").orElse("").isBlank()) {
          post.place("", false);
        }
        all.add(post.media("0", "video", field(video, "AlternateText").orElse("")));
      } else if (!NOT_PUBLIC.contains(seenBy)) {
        all.lacks(
            "video in it is not for everyone and is not read",
            "videos in it are not for everyone and are not read");
      }
    }
    data.getOrDefault("CommentsList", MissingNode.getInstance()).forEach(one -> comment(one, all));
    return all.contents();
  }

  /** A comment of the account; on whose video it is is not said. */
  private static void comment(JsonNode one, DownloadedPosts all) {
    Optional<Instant> at = instant(field(one, "Date").orElse(""));
    String text = field(one, "Comment").orElse("");
    if (at.isEmpty() || text.isBlank()) {
      all.lacks(
          "comment of the account is in it without its text",
          "comments of the account are in it without their texts");
    } else {
      all.add(all.aside(at.get(), "c").text(text).reply("", "", ""));
    }
  }

  /**
   * The text of a field, whose letters have been small and capital; empty where it is not there.
   */
  private static Optional<String> field(JsonNode one, String name) {
    return one.properties().stream()
        .filter(field -> field.getKey().equalsIgnoreCase(name))
        .map(field -> field.getValue().asString(""))
        .findFirst();
  }

  /** A date in UTC, in either of the two forms that occur. */
  private static Optional<Instant> instant(String written) {
    try {
      return Optional.of(
          written.contains("T")
              ? OffsetDateTime.parse(written).toInstant()
              : LocalDateTime.parse(written.strip().replaceFirst(" UTC$", "").replace(' ', 'T'))
                  .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
