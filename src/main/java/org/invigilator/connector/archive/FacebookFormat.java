package org.invigilator.connector.archive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Capability;
import org.invigilator.connector.PostLine;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Capture.Part;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON download of a Facebook page: posts, pictures of albums, videos, and comments of the page
 * itself. It names followers only as people call themselves, so they are not read; a download of a
 * person is refused. It is long because three generations of the download name the same things
 * differently.
 */
final class FacebookFormat implements DownloadFormat {
  /** The parts of a post that are read. */
  private static final Set<String> READ =
      Set.of("attachments", "media", "data", "tags", "label_values", "place");

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String OF_PAGE = "(?:.*/)?this_profile.s_activity_across_facebook/posts/";
  private static final String OF_PERSON =
      "(?:.*/)?your_(?:facebook_activity|activity_across_facebook)/posts/";
  private static final String EARLIER = "(?:[^/]+/)?posts/";
  private static final String POSTS_OF = "(?:" + OF_PAGE + "|" + EARLIER + ")";

  private static final Pattern PAGE = Pattern.compile(OF_PAGE + "[^/]+\\.json");
  private static final Pattern PERSON = Pattern.compile(OF_PERSON + "[^/]+\\.json");
  private static final Pattern EARLIER_POSTS =
      Pattern.compile(EARLIER + "(?:your_posts|profile_posts)(?:_\\d+)?\\.json");
  private static final Pattern POSTS =
      Pattern.compile(POSTS_OF + "(?:profile_posts|your_posts)(?:_\\d+)?\\.json");

  /** What the page published in places of others. */
  private static final Pattern ELSEWHERE =
      Pattern.compile(POSTS_OF + "posts_on_other_pages_and_profiles(?:_\\d+)?\\.json");

  /** Lists of what a page saw or does, and of where others named it. */
  private static final Pattern NOT_ITS_OWN =
      Pattern.compile(
          "(?:.*/)?(?:facebook_editor|fundraiser_posts_you_likely_viewed|places_you_have_been_tagged_in|content_sharing_links_you_have_created)(?:_\\d+)?\\.json");

  private static final Pattern VIDEOS = Pattern.compile(POSTS_OF + "(?:your_)?videos\\.json");
  private static final Pattern ALBUMS = Pattern.compile(POSTS_OF + "album/\\d+\\.json");
  private static final Pattern PHOTOS =
      Pattern.compile(POSTS_OF + "(?:your_)?uncategorized_photos(?:_\\d+)?\\.json");
  private static final Pattern OTHERS =
      Pattern.compile(
          POSTS_OF
              + "[^/]+\\.json|(?:.*/)?(?:reels|live_videos?|stories|notes)/[^/]+\\.json"
              + "|(?:.*/)?events/(?![^/]*(?:invit|respon|interest))[^/]+\\.json"
              + "|(?:.*/)?groups/[^/]*(?:posts|comments)[^/]*\\.json"
              + "|(?:.*/)?polls/(?![^/]*voted)[^/]+\\.json"
              + "|(?:.*/)?fundraisers/(?![^/]*donat)[^/]+\\.json");

  /** Files of what the page wrote and the public does not see. */
  private static final Pattern NOT_PUBLISHED =
      Pattern.compile(
          "(?:.*/)?(?:archive|trash|recycle_bin|recently_deleted|drafts?|scheduled(?:_posts)?|unpublished_posts)(?:_\\d+)?\\.json");

  /** Who the page is, where the download says so. */
  private static final Pattern PROFILE =
      Pattern.compile("(?:.*/)?profile_information/profile_information\\.json");

  private static final Pattern LAST_PART = Pattern.compile("facebook\\.com/([A-Za-z0-9.]+)/?$");

  /** What a person has and a page does not. */
  private static final Pattern FRIENDS =
      Pattern.compile(
          "(?:.*/)?(?:friends|friends_and_followers)/(?:your_)?friends\\.json"
              + "|(?:.*/)?posts/other_people['’_]?s_posts_to_your_timeline(?:_\\d+)?\\.json");

  /** What Facebook writes above the posts of a person, and never above those of a page. */
  private static final Pattern OF_A_PERSON =
      Pattern.compile(
          "(?i)\\bupdated (?:his|her) (?:status|profile picture|cover photo)\\b|\\b(?:his|her) own (?:post|video|photo)\\b");

  /** A share of what someone else published, of which the download has nothing. */
  private static final Pattern SHARE =
      Pattern.compile("(?i)\\bshared (?:an?|the|this|his|her|their|its)\\b");

  private static final Pattern COMMENTS =
      Pattern.compile("(?:.*/)?(?:comments_and_reactions|comments)/comments(?:_\\d+)?\\.json");
  private static final Pattern HTML =
      Pattern.compile("(?:.*/)?(?:profile_posts|your_posts)(?:_\\d+)?\\.html");

  /** A page or a person named within a text. */
  private static final Pattern TOKEN = Pattern.compile("@\\[(\\d{1,25}):\\d+:([^\\]]*)\\]");

  /** The kinds of attachments that are read. */
  private static final Set<String> ATTACHED =
      Set.of("media", "external_context", "place", "text", "name", "event", "poll");

  /** The names of albums that Facebook makes by itself. */
  private static final Set<String> OF_FACEBOOK =
      Set.of(
          "Timeline photos",
          "Timeline Photos",
          "Cover photos",
          "Cover Photos",
          "Profile pictures",
          "Profile Pictures",
          "Mobile uploads",
          "Mobile Uploads",
          "Instagram photos",
          "Photos");

  private static final Pattern LAST_NUMBER = Pattern.compile("(\\d{5,})/?$");

  @Override
  public String platform() {
    return "facebook";
  }

  @Override
  public String title() {
    return "the Facebook download";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(Capability.POSTS);
  }

  @Override
  public Set<Capture.Field> fields() {
    return EnumSet.of(Capture.Field.TEXT, Capture.Field.MEDIA, Capture.Field.PLACE);
  }

  @Override
  public boolean isMine(DownloadFiles files) {
    return files.has(PAGE)
        || files.has(ALBUMS)
        || files.has(PERSON)
        || files.has(EARLIER_POSTS)
        || files.has(HTML);
  }

  @Override
  public Optional<String> refusal(DownloadFiles files) throws ApiFailure {
    if (!files.has(PAGE) && (files.has(PERSON) || files.has(FRIENDS) || isOfAPerson(files))) {
      return Optional.of(
          "the archive "
              + files.name()
              + " is the Facebook download of a person and is not read. Switch to the page in Facebook, then ask for its download, and delete this file");
    }
    return !files.has(POSTS) && files.has(HTML)
        ? Optional.of(
            "the archive "
                + files.name()
                + " is a Facebook download in HTML. Ask Facebook for it again and choose JSON as the format and All time as the date range")
        : Optional.empty();
  }

  private static boolean isOfAPerson(DownloadFiles files) throws ApiFailure {
    boolean[] isOne = new boolean[1];
    for (DownloadFiles.Member member : files.matching(EARLIER_POSTS)) {
      files.each(
          member,
          Set.of(),
          post -> isOne[0] |= OF_A_PERSON.matcher(post.path("title").asString("")).find());
    }
    return isOne[0];
  }

  @Override
  public Owner owner(DownloadFiles files) throws ApiFailure {
    for (DownloadFiles.Member member : files.matching(PROFILE)) {
      JsonNode read = MetaText.decode(files.tree(member));
      for (JsonNode profile : List.of(read.path("profile_v2"), read.path("profile"), read)) {
        Matcher address = LAST_PART.matcher(profile.path("profile_uri").asString(""));
        String handle = profile.path("username").asString(address.find() ? address.group(1) : "");
        if (!handle.isEmpty() && !handle.equals("profile.php")) {
          return new Owner("", handle, Set.of());
        }
      }
    }
    return Owner.byName(files);
  }

  @Override
  public ObjectNode profile(DownloadFiles files) throws ApiFailure {
    return JSON.createObjectNode().put("username", owner(files).handle());
  }

  @Override
  public Contents contents(DownloadFiles files, Part part, String account) throws ApiFailure {
    List<DownloadFiles.Member> posts = new ArrayList<>(files.matching(POSTS));
    boolean hasOthers = List.of(VIDEOS, ALBUMS, PHOTOS).stream().anyMatch(files::has);
    if (part != Part.POSTS || (posts.isEmpty() && !hasOthers)) {
      throw ApiFailure.unreadable("the download does not contain posts");
    }
    DownloadedPosts all = new DownloadedPosts(account);
    if (posts.isEmpty()) {
      all.lacks("it has no file of posts (profile_posts_1.json)");
    }
    posts.addAll(files.matching(ELSEWHERE));
    List<JsonNode> empty = new ArrayList<>();
    Set<Long> moments = new HashSet<>();
    Set<String> shown = new LinkedHashSet<>();
    for (DownloadFiles.Member member : posts) {
      files.each(
          member,
          Set.of(),
          one -> {
            JsonNode post = MetaText.decode(one);
            if (hasUnknownMedia(post)) {
              all.lacks(
                  "post in it has pictures in a form that is not known",
                  "posts in it have pictures in a form that is not known");
            }
            if (!isEmpty(post)) {
              moments.add(post.path("timestamp").asLong(0));
              post(post, all, shown);
            } else if (post.has("timestamp")) {
              empty.add(post);
            } else {
              all.lacks("entry in it is not understood", "entries in it are not understood");
            }
          });
    }
    albums(files, shown, all);
    for (DownloadFiles.Member member : files.matching(COMMENTS)) {
      files.each(member, Set.of(), one -> comment(MetaText.decode(one), all));
    }
    unread(files, posts, all);
    // One share may be written twice, once empty; a new cover picture is written without anything.
    for (JsonNode one : empty) {
      boolean isTwice = moments.contains(one.path("timestamp").asLong(0));
      boolean isShare = SHARE.matcher(one.path("title").asString("")).find();
      if (!isTwice && isShare) {
        shared(one, all);
      } else if (!isTwice && (one.path("data").isEmpty() || !one.path("attachments").isEmpty())) {
        all.lacks(
            "post in it has no text, picture or link", "posts in it have no text, picture or link");
      }
    }
    return all.contents();
  }

  private static void unread(
      DownloadFiles files, List<DownloadFiles.Member> posts, DownloadedPosts all) {
    for (DownloadFiles.Member other : files.matching(OTHERS)) {
      boolean isRead =
          List.of(POSTS, ELSEWHERE, VIDEOS, PHOTOS).stream()
              .anyMatch(p -> p.matcher(other.path()).matches());
      boolean isShown =
          !NOT_PUBLISHED.matcher(other.path()).matches()
              && !NOT_ITS_OWN.matcher(other.path()).matches();
      if (!isRead && isShown && !files.isEmptyList(other)) {
        all.lacks("its file " + other.file() + " is not read");
      }
    }
    files.notInJson(HTML).forEach(file -> all.lacks("its file " + file + " is not read"));
    files.missing(posts).forEach(file -> all.lacks(file + " is missing"));
    files.missing(files.matching(COMMENTS)).forEach(file -> all.lacks(file + " is missing"));
  }

  private static String text(JsonNode post) {
    String own =
        post.path("data")
            .valueStream()
            .map(one -> one.path("post").asString(""))
            .filter(text -> !text.isBlank())
            .findFirst()
            .orElse("");
    return LabelledValues.of(post).textWith(own);
  }

  /** What is attached; in the form with labelled values the pictures are among or beside them. */
  private static List<JsonNode> attached(JsonNode post) {
    return Stream.concat(
            post.path("attachments").valueStream().flatMap(one -> one.path("data").valueStream()),
            Stream.concat(
                    post.path("media").valueStream(), LabelledValues.of(post).media().stream())
                .map(one -> (JsonNode) JSON.createObjectNode().set("media", one)))
        .toList();
  }

  /** Everything that is shown with an attachment as a text; who voted in a poll is not read. */
  private static Stream<String> shownWith(JsonNode attachment) {
    JsonNode event = attachment.path("event");
    JsonNode poll = attachment.path("poll");
    JsonNode media = attachment.path("media");
    return Stream.concat(
            Stream.of(
                attachment.path("text"),
                attachment.path("name"),
                event.path("name"),
                event.path("description"),
                poll.path("question"),
                attachment.path("external_context").path("name"),
                media.path("title"),
                media.path("description")),
            poll.path("options").valueStream().map(option -> option.path("option")))
        .map(text -> text.asString(""));
  }

  /** The people and pages that a post is with, which it shows beside its text. */
  private static String tagged(JsonNode post) {
    String names =
        post.path("tags")
            .valueStream()
            .map(tag -> tag.isString() ? tag.asString() : tag.path("name").asString(""))
            .filter(name -> !name.isBlank())
            .collect(Collectors.joining(", "));
    return names.isEmpty() ? "" : "with " + names;
  }

  /** Whether something is written in a field that is not known. */
  private static boolean hasOtherText(JsonNode post) {
    return post.path("data")
        .valueStream()
        .flatMap(one -> one.properties().stream())
        .anyMatch(
            field ->
                !field.getKey().equals("post")
                    && field.getValue().isString()
                    && !field.getValue().asString().isBlank());
  }

  private static boolean isEmpty(JsonNode post) {
    LabelledValues values = LabelledValues.of(post);
    return text(post).isEmpty()
        && values.unread().isEmpty()
        && values.links().isEmpty()
        && !hasOtherText(post)
        && tagged(post).isEmpty()
        && attached(post).stream()
            .allMatch(
                one -> one.isEmpty() || isText(one) && shownWith(one).allMatch(String::isBlank));
  }

  /** Whether something that is not read has the address of a file. */
  private static boolean hasUnknownMedia(JsonNode post) {
    return post.properties().stream()
        .filter(one -> !READ.contains(one.getKey()))
        .anyMatch(
            one -> one.getValue().isContainer() && !one.getValue().findValues("uri").isEmpty());
  }

  /** A share that has nothing but the line above it. */
  private static void shared(JsonNode post, DownloadedPosts all) {
    DownloadedPosts.moment(post.path("timestamp").asLong(0))
        .ifPresent(at -> all.add(all.begin(at, "").repost()));
  }

  private static boolean isText(JsonNode attachment) {
    return attachment.propertyNames().stream().allMatch(name -> name.equals("text"));
  }

  private static void post(JsonNode post, DownloadedPosts all, Set<String> shown) {
    Optional<Instant> at = DownloadedPosts.moment(post.path("timestamp").asLong(0));
    if (at.isEmpty()) {
      all.lacks("post in it has no date", "posts in it have no date");
      return;
    }
    LabelledValues values = LabelledValues.of(post);
    LabelledValues.report(List.of(values), !text(post).isEmpty(), all);
    if (text(post).isEmpty() && hasOtherText(post)) {
      all.lacks(
          "post in it has its text in a form that is not known",
          "posts in it have their texts in a form that is not known");
    }
    List<JsonNode> attached = attached(post);
    String first =
        attached.stream()
            .map(one -> one.path("media").path("uri").asString(""))
            .filter(uri -> !uri.isEmpty())
            .findFirst()
            .orElse("");
    PostLine line = all.begin(at.get(), first);
    Set<String> texts = new LinkedHashSet<>();
    String main = text(post);
    texts.add(main);
    for (JsonNode one : attached) {
      shownWith(one).forEach(texts::add);
      if (!ATTACHED.containsAll(one.propertyNames())) {
        all.lacks(
            "attachment in it is of a kind that is not read",
            "attachments in it are of a kind that is not read");
      }
      JsonNode media = one.path("media");
      String uri = media.path("uri").asString("");
      if (!uri.isEmpty()) {
        shown.add(DownloadedPosts.stem(uri));
        line.media(DownloadedPosts.stem(uri), InstagramFormat.type(uri), "");
      }
      line.link(one.path("external_context").path("url").asString(""));
      place(one.path("place"), line);
    }
    values.addTo(line);
    texts.add(tagged(post));
    write(texts, main, line);
    all.add(line);
  }

  /** The text and the captions that say something else, with names in place of tokens. */
  private static void write(Set<String> texts, String main, PostLine line) {
    Matcher tokens = TOKEN.matcher(String.join("\n", texts));
    Set<String> ids = new LinkedHashSet<>();
    while (tokens.find()) {
      ids.add(tokens.group(1));
    }
    String plain = plain(main);
    String whole =
        String.join(
            "\n",
            texts.stream()
                .map(FacebookFormat::plain)
                .filter(one -> !one.isBlank() && (one.equals(plain) || !plain.contains(one)))
                .distinct()
                .toList());
    line.text(whole);
    ids.forEach(id -> line.mention(id, ""));
  }

  private static String plain(String text) {
    return TOKEN.matcher(text).replaceAll("$2");
  }

  private static void place(JsonNode place, PostLine line) {
    if (place.isObject() && !place.isEmpty()) {
      Matcher id = LAST_NUMBER.matcher(place.path("url").asString(""));
      line.place(id.find() ? id.group(1) : "", place.path("coordinate").has("latitude"));
    }
  }

  /** Pictures and videos that are in an album and in no post. */
  private static void albums(DownloadFiles files, Set<String> shown, DownloadedPosts all)
      throws ApiFailure {
    List<JsonNode> media = new ArrayList<>();
    for (DownloadFiles.Member member : files.matching(ALBUMS)) {
      JsonNode album = MetaText.decode(files.tree(member));
      album.path("photos").forEach(media::add);
      titled(album, all);
    }
    for (Pattern form : List.of(VIDEOS, PHOTOS)) {
      for (DownloadFiles.Member member : files.matching(form)) {
        files.each(member, Set.of(), one -> media.add(MetaText.decode(one)));
      }
    }
    for (JsonNode one : media) {
      String uri = one.path("uri").asString("");
      Optional<Instant> at = DownloadedPosts.moment(one.path("creation_timestamp").asLong(0));
      if (!uri.isEmpty() && at.isPresent() && shown.add(DownloadedPosts.stem(uri))) {
        PostLine line = all.begin(at.get(), uri);
        String caption = one.path("description").asString("");
        write(Set.of(caption), caption, line);
        all.add(line.media(DownloadedPosts.stem(uri), InstagramFormat.type(uri), ""));
      }
    }
  }

  /** The name and the description of an album, which are shown above its pictures. */
  private static void titled(JsonNode album, DownloadedPosts all) {
    String name = album.path("name").asString("").strip();
    String text =
        Stream.of(OF_FACEBOOK.contains(name) ? "" : name, album.path("description").asString(""))
            .filter(one -> !one.isBlank())
            .collect(Collectors.joining("\n"));
    Optional<Instant> first =
        album
            .path("photos")
            .valueStream()
            .flatMap(
                one -> DownloadedPosts.moment(one.path("creation_timestamp").asLong(0)).stream())
            .min(Comparator.naturalOrder())
            .or(() -> DownloadedPosts.moment(album.path("last_modified_timestamp").asLong(0)));
    if (text.isEmpty()) {
      return;
    }
    if (first.isEmpty()) {
      all.lacks("album in it has no date", "albums in it have no date");
      return;
    }
    // Its pictures come and go, so it is known by its name.
    PostLine line =
        new PostLine(
            all.account() + "@album-" + DigestUtils.sha256Hex(name).substring(0, 12), first.get());
    write(Set.of(text), text, line);
    all.add(line);
  }

  /** A comment of the page; whom it answers is given only as a name, which is not kept. */
  private static void comment(JsonNode entry, DownloadedPosts all) {
    JsonNode comment = entry.path("data").path(0).path("comment");
    String text = comment.path("comment").asString("");
    Optional<Instant> at =
        DownloadedPosts.moment(comment.path("timestamp").asLong(entry.path("timestamp").asLong(0)));
    if (!text.isBlank() && at.isPresent()) {
      PostLine line = all.begin(at.get(), "");
      write(Set.of(text), text, line);
      all.add(line.reply("", "", ""));
    } else if (!entry.path("data").path(0).has("comment")) {
      all.lacks(
          "comment in it is in a form that is not known",
          "comments in it are in a form that is not known");
    }
  }
}
