package org.invigilator.connector.archive;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Capability;
import org.invigilator.connector.PostLine;
import org.invigilator.register.Texts;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Capture.Part;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Instagram's download in JSON, of any year since 2022: posts, reels, stories that are still shown,
 * comments of the account, and the handles of followers and of accounts it follows. Messages,
 * searches, e-mail address, telephone number and date of birth are not read. It is long because the
 * download has a shape for each kind of post.
 */
final class InstagramFormat implements DownloadFormat {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MEDIA = "(?:.*/)?(?:content|media)/";
  private static final Pattern POSTS = Pattern.compile(MEDIA + "posts(?:_\\d+)?\\.json");
  private static final Pattern REELS =
      Pattern.compile(MEDIA + "(?:reels|igtv_videos)(?:_\\d+)?\\.json");
  private static final Pattern STORIES = Pattern.compile(MEDIA + "stories(?:_\\d+)?\\.json");

  /** Files that hold posts which the public does not see, or no posts. */
  private static final Pattern NOT_SHOWN =
      Pattern.compile(
          MEDIA
              + "(?:posts|reels|igtv_videos|stories|archived_posts|archived_stories|recently_deleted_content|profile_photos)(?:_\\d+)?\\.json");

  private static final Pattern OTHERS = Pattern.compile(MEDIA + "[^/]+\\.json");
  private static final Pattern COMMENTS =
      Pattern.compile("(?:.*/)?comments/(?:post_comments|reels_comments)(?:_\\d+)?\\.json");
  private static final String PEOPLE = "(?:.*/)?followers_and_following/";
  private static final Pattern FOLLOWERS = Pattern.compile(PEOPLE + "followers(?:_\\d+)?\\.json");
  private static final Pattern FOLLOWING = Pattern.compile(PEOPLE + "following(?:_\\d+)?\\.json");
  private static final Pattern PROFILE = Pattern.compile("(?:.*/)?personal_information\\.json");
  private static final Pattern PAGES =
      Pattern.compile("(?:.*/)?(?:posts_\\d+|followers_\\d+|following|reels|stories)\\.html");
  private static final Duration STORY = Duration.ofHours(24);

  /** The labels of the profile in the languages that are known. */
  private static final Map<String, Set<String>> LABELS =
      Map.of(
          "username",
          Set.of(
              "username",
              "benutzername",
              "nom d’utilisateur",
              "nom d'utilisateur",
              "nombre de usuario",
              "nome utente",
              "nome de usuário",
              "nome de utilizador",
              "gebruikersnaam",
              "nazwa użytkownika",
              "enw defnyddiwr"),
          "name",
          Set.of("name", "nom", "nombre", "nome", "naam", "imię i nazwisko", "enw"),
          "description",
          Set.of(
              "bio",
              "steckbrief",
              "presentación",
              "biografía",
              "biografia",
              "biografie",
              "biogram",
              "bywgraffiad"),
          "url",
          Set.of(
              "website",
              "site web",
              "webseite",
              "sitio web",
              "sito web",
              "site",
              "witryna internetowa",
              "gwefan"),
          "protected",
          Set.of(
              "private account",
              "compte privé",
              "privates konto",
              "cuenta privada",
              "account privato",
              "conta privada",
              "privéaccount",
              "konto prywatne",
              "cyfrif preifat"));

  private static final Set<String> YES =
      Set.of("true", "yes", "oui", "ja", "sí", "si", "sim", "tak", "on");
  private static final Set<String> NO =
      Set.of("false", "no", "non", "nein", "nee", "não", "nie", "off");

  @Override
  public String platform() {
    return "instagram";
  }

  @Override
  public String title() {
    return "the Instagram download";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.POSTS, Capability.FOLLOWERS, Capability.FOLLOWER_IDS, Capability.FOLLOWING);
  }

  @Override
  public Set<Capture.Field> fields() {
    return EnumSet.of(Capture.Field.TEXT, Capture.Field.MEDIA, Capture.Field.MENTIONS);
  }

  @Override
  public boolean isMine(DownloadFiles files) {
    return files.has(POSTS)
        || files.has(FOLLOWERS)
        || files.has(FOLLOWING)
        || files.has(REELS)
        || (files.has(PAGES) && files.stems().stream().anyMatch(s -> s.startsWith("instagram")));
  }

  @Override
  public Optional<String> refusal(DownloadFiles files) {
    return Stream.of(POSTS, FOLLOWERS, FOLLOWING, REELS).noneMatch(files::has)
        ? Optional.of(
            "the archive "
                + files.name()
                + " is an Instagram download in HTML. Ask Instagram for it again and choose JSON as the format and All time as the date range")
        : Optional.empty();
  }

  @Override
  public Owner owner(DownloadFiles files) throws ApiFailure {
    Set<String> hints = new LinkedHashSet<>();
    String handle = "";
    for (Map.Entry<String, String> one : profileFields(files).entrySet()) {
      hints.add(Texts.lower(one.getValue()));
      if (is("username", one.getKey())) {
        handle = one.getValue();
      }
    }
    return handle.isEmpty()
        ? new Owner("", Owner.byName(files).handle(), hints)
        : new Owner("", handle, hints);
  }

  private static Map<String, String> profileFields(DownloadFiles files) throws ApiFailure {
    Map<String, String> fields = new LinkedHashMap<>();
    for (DownloadFiles.Member member : files.matching(PROFILE)) {
      JsonNode user = MetaText.decode(files.tree(member)).path("profile_user").path(0);
      user.path("string_map_data")
          .properties()
          .forEach(one -> fields.put(one.getKey(), one.getValue().path("value").asString("")));
    }
    return fields;
  }

  /** Whether a label is that of a field, in any of the languages that are known. */
  static boolean is(String field, String label) {
    return LABELS.getOrDefault(field, Set.of()).contains(Texts.lower(label.strip()));
  }

  @Override
  public ObjectNode profile(DownloadFiles files) throws ApiFailure {
    ObjectNode user = JSON.createObjectNode();
    user.put("username", owner(files).handle());
    profileFields(files)
        .forEach(
            (label, value) -> {
              for (String field : List.of("name", "description", "url")) {
                if (is(field, label)) {
                  user.put(field, value);
                }
              }
              if (is("protected", label)) {
                String word = Texts.lower(value.strip());
                if (YES.contains(word) || NO.contains(word)) {
                  user.put("protected", YES.contains(word));
                }
              }
            });
    return user;
  }

  @Override
  public Contents contents(DownloadFiles files, Part part, String account) throws ApiFailure {
    return switch (part) {
      case FOLLOWERS ->
          MetaPeople.read(files, FOLLOWERS, Set.of("relationships_followers"), "followers");
      case FOLLOWING ->
          MetaPeople.read(
              files, FOLLOWING, Set.of("relationships_following"), "the accounts it follows");
      case POSTS -> posts(files, account);
      case MENTIONS -> throw ApiFailure.unreadable("the download has no mentions");
    };
  }

  private Contents posts(DownloadFiles files, String account) throws ApiFailure {
    List<DownloadFiles.Member> posts = files.matching(POSTS);
    if (posts.isEmpty() && !files.has(REELS)) {
      throw ApiFailure.unreadable("the download does not contain posts");
    }
    DownloadedPosts all = new DownloadedPosts(account);
    if (posts.isEmpty()) {
      all.lacks("it has no file of posts (posts_1.json)");
    }
    List<DownloadFiles.Member> reels = files.matching(REELS);
    Instant made = madeAt(files);
    for (DownloadFiles.Member member : Stream.concat(posts.stream(), reels.stream()).toList()) {
      files.each(member, Set.of(), one -> post(MetaText.decode(one), all, Instant.MIN));
    }
    for (DownloadFiles.Member member : files.matching(STORIES)) {
      files.each(member, Set.of(), one -> post(MetaText.decode(one), all, made.minus(STORY)));
    }
    String handle = owner(files).handle();
    for (DownloadFiles.Member member : files.matching(COMMENTS)) {
      files.each(member, Set.of(), one -> comment(MetaText.decode(one), handle, all));
    }
    for (DownloadFiles.Member other : files.matching(OTHERS)) {
      if (!NOT_SHOWN.matcher(other.path()).matches()) {
        all.lacks("its file " + other.file() + " is not read");
      }
    }
    List<String> missing = new ArrayList<>(files.missing(posts));
    missing.addAll(files.missing(reels));
    missing.addAll(files.missing(files.matching(COMMENTS)));
    files.notInJson(PAGES).forEach(file -> all.lacks("its file " + file + " is not read"));
    missing.forEach(file -> all.lacks(file + " is missing"));
    return all.contents();
  }

  /** One medium has the caption itself; of several, the post around them has it. */
  private static void post(JsonNode entry, DownloadedPosts all, Instant shownSince) {
    LabelledValues values = LabelledValues.of(entry);
    List<JsonNode> media =
        Stream.concat(entry.path("media").valueStream(), values.media().stream()).toList();
    List<JsonNode> items = media.isEmpty() && entry.has("uri") ? List.of(entry) : media;
    Optional<Instant> written =
        Stream.concat(Stream.of(entry), items.stream())
            .flatMap(one -> Stream.of(one.path("creation_timestamp"), one.path("timestamp")))
            .flatMap(number -> DownloadedPosts.moment(number.asLong(0)).stream())
            .findFirst();
    if (written.isEmpty()) {
      all.lacks("post in it has no date", "posts in it have no date");
      return;
    }
    Instant at = written.get();
    if (at.isBefore(shownSince)) {
      return;
    }
    // A picture of several may have a caption of its own.
    String caption =
        Stream.concat(Stream.of(entry), items.stream())
            .flatMap(
                one -> Stream.of(one.path("title").asString(""), LabelledValues.of(one).text()))
            .filter(text -> !text.isBlank())
            .distinct()
            .collect(Collectors.joining("\n"));
    List<LabelledValues> read =
        Stream.concat(Stream.of(entry), items.stream()).distinct().map(LabelledValues::of).toList();
    LabelledValues.report(read, !caption.isEmpty(), all);
    String first = items.isEmpty() ? "" : items.get(0).path("uri").asString("");
    PostLine post = all.begin(at, first).text(caption);
    read.forEach(one -> one.addTo(post));
    for (JsonNode item : items) {
      String uri = item.path("uri").asString("");
      if (!uri.isEmpty()) {
        post.media(DownloadedPosts.stem(uri), type(uri), "");
      }
    }
    all.add(post);
  }

  static String type(String uri) {
    return uri.matches("(?i).*\\.(mp4|mov|m4v|webm)(\\?.*)?$") ? "video" : "photo";
  }

  /** A comment of the account: its text, and on whose post it is. */
  private static void comment(JsonNode entry, String own, DownloadedPosts all) {
    String text = "";
    String owner = "";
    long number = 0;
    for (JsonNode field : entry.path("string_map_data")) {
      String value = field.path("value").asString("");
      number = Math.max(number, field.path("timestamp").asLong(0));
      if (!value.isEmpty() && text.isEmpty()) {
        text = value;
      } else if (!value.isEmpty()) {
        owner = value;
      }
    }
    JsonNode labelled = entry.path("string_map_data");
    text = labelled.path("Comment").path("value").asString(text);
    owner = labelled.path("Media Owner").path("value").asString(owner);
    Optional<Instant> at = DownloadedPosts.moment(number);
    if (text.isEmpty() || at.isEmpty()) {
      all.lacks(
          "comment of the account is in it without its text",
          "comments of the account are in it without their texts");
      return;
    }
    boolean isOwn = owner.equalsIgnoreCase(own);
    all.add(all.begin(at.get(), "").text(text).reply("", "", isOwn ? "" : owner));
  }
}
