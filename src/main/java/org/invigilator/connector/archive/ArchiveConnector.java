package org.invigilator.connector.archive;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.connector.ApiFailure;
import org.invigilator.connector.Bill;
import org.invigilator.connector.Capability;
import org.invigilator.connector.LookUp;
import org.invigilator.connector.Page;
import org.invigilator.policy.LivePlatform;
import org.invigilator.register.Platforms;
import org.invigilator.register.Texts;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.ProfileState;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * X data archives in {@code archives/} of the trust folder, whatever they are called: each names
 * its own account, and of two for one account the later is used. An archive has followers as
 * numbers only and no alternative texts of pictures, and it is only as new as its export. It is
 * long because which archive is of which account is decided here alone.
 */
public final class ArchiveConnector implements Archive {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PAGE = 500;
  private static final int MOST_REFUSED = 3;
  private static final String NO_ARCHIVE =
      "there is no archive of this account in the folder archives";

  private final List<XArchive> archives = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private @Nullable Read latest;

  /**
   * What was read of a part.
   *
   * @param shortfall what the archive does not have of it, or has and cannot be read
   */
  private record Read(String account, Part part, List<Page.Item> items, String shortfall) {}

  /**
   * Opens the archives in a folder; one that cannot be trusted is left out and listed in the notes.
   *
   * @param folder need not be there
   */
  public ArchiveConnector(Path folder) {
    Set<Path> read = new HashSet<>();
    for (DownloadGroup group : DownloadGroup.in(folder, Set.of())) {
      for (DownloadPart part : group.parts()) {
        try {
          if (read.add(part.location())
              && XArchive.isOne(DownloadFiles.of(part.title(), part.path()))) {
            archives.add(new XArchive(part.location()));
          }
        } catch (ApiFailure failure) {
          refused.add(failure.reason());
        }
      }
    }
  }

  @Override
  public String platform() {
    return LivePlatform.X.id();
  }

  @Override
  public String source() {
    return "the X archive";
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(Capability.POSTS, Capability.FOLLOWER_IDS, Capability.FOLLOWING);
  }

  @Override
  public Set<Capture.Field> fields() {
    return EnumSet.complementOf(EnumSet.of(Capture.Field.ALT_TEXT));
  }

  @Override
  public boolean isReadWhole() {
    return true;
  }

  @Override
  public List<String> unread(Collection<Query> accounts) {
    List<String> unread = new ArrayList<>(refused);
    for (XArchive archive : archives) {
      List<Query> owners = accounts.stream().filter(account -> isOf(archive, account)).toList();
      if (owners.isEmpty()) {
        unread.add(
            "the archive "
                + archive.name()
                + " is not read: no X account of the register has the handle @"
                + archive.handle()
                + " or the user id "
                + archive.accountId());
      }
      owners.stream()
          .filter(account -> !archive.equals(archive(account).orElse(null)))
          .map(account -> earlier(archive.name(), account, archive(account).map(XArchive::name)))
          .forEach(unread::add);
    }
    return unread;
  }

  /** An archive that is not used, for there is a later one. */
  static String earlier(String archive, Query account, Optional<String> later) {
    return "the archive "
        + archive
        + " is not read: for "
        + account.account()
        + " the later one is read, "
        + later.orElse("");
  }

  /**
   * Why there is no archive of an account, with those that may be its own and cannot be used.
   *
   * @param refused why archives cannot be used, in phrases
   */
  static String withRefused(String reason, Query account, List<String> refused) {
    List<String> own = refused.stream().filter(one -> isAbout(one, account)).toList();
    // Of archives that no name ties to an account, any may be its own.
    List<String> shown = own.isEmpty() ? refused : own;
    return Stream.concat(Stream.of(reason), shown.stream().limit(MOST_REFUSED))
        .collect(Collectors.joining("; "));
  }

  private static boolean isAbout(String refused, Query account) {
    String text = Texts.lower(refused);
    return Stream.of(account.account(), account.userId(), Platforms.handle(account.handle()))
        .filter(name -> name.length() > 3)
        .anyMatch(name -> text.contains(Texts.lower(name)));
  }

  @Override
  public int lookUpAtOnce() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Sizes sizes(Part part) {
    return new Sizes(PAGE, PAGE);
  }

  @Override
  public Bill worst(PageRequest request) {
    return Bill.NOTHING;
  }

  private Optional<XArchive> archive(Query account) {
    return archives.stream()
        .filter(archive -> isOf(archive, account))
        .max(Comparator.comparing(XArchive::madeAt).thenComparing(XArchive::name));
  }

  private static boolean isOf(XArchive archive, Query account) {
    return account.userId().isEmpty()
        ? Platforms.handle(archive.handle()).equals(Platforms.handle(account.handle()))
        : archive.accountId().equals(account.userId());
  }

  @Override
  public boolean has(Query account) {
    return archive(account).isPresent();
  }

  @Override
  public LookUp lookUp(List<Query> queries) {
    Map<String, LookUp.Found> found = new TreeMap<>();
    for (Query one : queries) {
      Optional<XArchive> archive = archive(one);
      try {
        found.put(
            one.account(),
            archive.isPresent()
                ? found(archive.get())
                : LookUp.Found.not(ProfileState.UNREADABLE, withRefused(NO_ARCHIVE, one, refused)));
      } catch (ApiFailure failure) {
        found.put(one.account(), LookUp.Found.not(ProfileState.UNREADABLE, failure.reason()));
      }
    }
    return new LookUp(found, Bill.NOTHING, Optional.empty());
  }

  private static LookUp.Found found(XArchive archive) throws ApiFailure {
    ObjectNode user = JSON.createObjectNode();
    user.put("id", archive.accountId()).put("username", archive.handle());
    // account.js also contains an e-mail address, which is not read.
    archive.each(
        "account",
        account -> {
          user.put("name", account.path("accountDisplayName").asString(""));
          user.put("created_at", account.path("createdAt").asString(""));
        });
    archive.each(
        "profile",
        profile -> {
          user.put("description", profile.path("description").path("bio").asString(""));
          // An archive has X's own short link, which says nothing of where it leads.
          String website = profile.path("description").path("website").asString("");
          user.put("url", website.matches("https?://t\\.co/.*") ? "" : website);
        });
    ArrayNode apps = JSON.createArrayNode();
    archive.each("connected-application", app -> apps.add(app.path("name").asString("")));
    if (archive.has("connected-application")) {
      user.set("connected_apps", apps);
    }
    ArrayNode renames = user.putArray("renames");
    archive.each(
        "screen-name-change",
        change -> {
          JsonNode inner = change.path("screenNameChange");
          renames
              .addObject()
              .put("at", inner.path("changedAt").asString(""))
              .put("from", inner.path("changedFrom").asString(""))
              .put("to", inner.path("changedTo").asString(""));
        });
    return new LookUp.Found(
        ProfileState.FOUND,
        archive.accountId(),
        JSON.writeValueAsString(user),
        -1,
        -1,
        "",
        Optional.of(archive.madeAt()));
  }

  @Override
  public Page page(PageRequest request) throws ApiFailure {
    XArchive archive = archive(request.who()).orElseThrow(() -> ApiFailure.unreadable(NO_ARCHIVE));
    Read read = latest;
    if (read == null || !read.account().equals(request.userId()) || read.part() != request.part()) {
      read = read(archive, request.userId(), request.part());
      latest = read;
    }
    int start = request.next().matches("\\d{1,9}") ? Integer.parseInt(request.next()) : 0;
    int end = Math.min(start + PAGE, read.items().size());
    String next = end < read.items().size() ? Integer.toString(end) : "";
    List<Page.Item> items = start >= end ? List.of() : read.items().subList(start, end);
    return new Page(items, next, Bill.NOTHING, Optional.empty());
  }

  @Override
  public String shortfall(Query account, Part part) {
    Read read = latest;
    return read != null && read.account().equals(account.userId()) && read.part() == part
        ? read.shortfall()
        : "";
  }

  private static Read read(XArchive archive, String account, Part part) throws ApiFailure {
    List<Page.Item> items = new ArrayList<>();
    List<String> shortfalls = new ArrayList<>();
    String kind =
        switch (part) {
          case POSTS -> "tweets";
          case FOLLOWERS -> "follower";
          case FOLLOWING -> "following";
          case MENTIONS -> "";
        };
    if (!archive.has(kind)) {
      throw ApiFailure.unreadable(
          "the archive does not contain "
              + switch (part) {
                case POSTS -> "posts";
                case FOLLOWERS -> "followers";
                case FOLLOWING -> "the accounts it follows";
                case MENTIONS -> "mentions";
              }
              + (archive.isPartial() ? " (it is a partial archive)" : ""));
    }
    if (part == Part.POSTS) {
      LongTexts longTexts = LongTexts.of(archive);
      int[] unusable = {0};
      int[] cut = {0};
      int[] textless = {0};
      for (String of : List.of(kind, "community-tweet")) {
        archive.each(
            of,
            tweet -> {
              String longText = longTexts.of(tweet);
              textless[0] += tweet.has("full_text") || tweet.has("text") ? 0 : 1;
              cut[0] += longText.isEmpty() && LongTexts.isCut(tweet) ? 1 : 0;
              Optional<Page.PostItem> item = ArchivePost.item(tweet, archive.accountId(), longText);
              item.ifPresent(items::add);
              unusable[0] += item.isPresent() ? 0 : 1;
            });
      }
      add(shortfalls, unusable[0], "post in it has no id", "posts in it have no id");
      add(
          shortfalls,
          textless[0],
          "post in it has its text in a form that is not known",
          "posts in it have their texts in a form that is not known");
      add(
          shortfalls,
          cut[0],
          "long post in it is cut off, without its whole text",
          "long posts in it are cut off, without their whole texts");
      add(
          shortfalls,
          longTexts.unused(),
          "long text in it belongs to no post",
          "long texts in it belong to no post");
      archive
          .unread()
          .forEach(
              (file, count) ->
                  add(
                      shortfalls,
                      count,
                      "entry of its file " + file + ".js is not read",
                      "entries of its file " + file + ".js are not read"));
      // An export is not in order of time.
      items.sort(
          Comparator.comparing((Page.Item i) -> ((Page.PostItem) i).at())
              .thenComparing(Page.Item::id)
              .reversed());
    } else {
      Set<String> blocked = new HashSet<>();
      archive.each("block", one -> blocked.add(one.path("accountId").asString("")));
      archive.each(
          kind,
          one -> {
            String id = one.path("accountId").asString("");
            if (!id.isEmpty() && !blocked.contains(id)) {
              items.add(new Page.Person(id, "", ""));
            }
          });
    }
    if (archive.isPartial()) {
      shortfalls.add("it is a partial archive");
    }
    String shortfall =
        shortfalls.isEmpty() ? "" : "the X archive: " + String.join("; ", shortfalls);
    return new Read(account, part, items, shortfall);
  }

  private static void add(List<String> to, long count, String one, String several) {
    if (count > 0) {
      to.add(count + " " + (count == 1 ? one : several));
    }
  }
}
