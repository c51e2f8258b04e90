package org.invigilator.connector.archive;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The downloads of one platform in {@code archives/}, as ZIP files or unpacked. A download is of an
 * account when it says so, or when its file or folder has the account's id as its name. It is long
 * because which download is of which account is decided here alone.
 */
public final class DownloadConnector implements Archive {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PAGE = 500;

  /** How refusals name an archive. */
  private static final Pattern NAMED =
      Pattern.compile("^the archive (.+?) (?:is|cannot|does|has) ");

  /** What the names of downloads begin with. */
  private static final Map<String, String> NAMES =
      Map.of(
          "facebook", "facebook",
          "instagram", "instagram",
          "threads", "instagram",
          "tiktok", "tiktok",
          "youtube", "takeout");

  private static final String UNKNOWN_RANGE =
      "it may be of a range of dates; if All time was chosen, say so with covers: all in trust.yaml";

  private final DownloadFormat format;
  private final boolean coversAll;
  private final Set<String> accounts;
  private final List<Download> downloads = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();

  /** What is no download that is understood, and why. */
  private final Map<DownloadGroup, String> unknown = new LinkedHashMap<>();

  private @Nullable Read latest;

  private record Download(
      DownloadGroup group, DownloadFiles files, DownloadFormat.Owner owner, Instant madeAt) {
    String name() {
      return group.name();
    }
  }

  private record Read(String account, Part part, DownloadFormat.Contents contents) {}

  DownloadConnector(Path folder, DownloadFormat format, boolean coversAll, Set<String> accounts) {
    this.format = format;
    this.coversAll = coversAll;
    this.accounts = accounts;
    for (DownloadGroup group : DownloadGroup.in(folder, accounts)) {
      for (DownloadGroup one : owners(group).size() > 1 ? group.apart() : List.of(group)) {
        try {
          DownloadFiles files = DownloadFiles.of(one);
          if (format.isMine(files)) {
            add(one, files);
          } else if (!XArchive.isOne(files) && Archive.format(files).isEmpty()) {
            unknown.put(one, ArchiveFolder.whyNotKnown(files));
          }
        } catch (ApiFailure failure) {
          refused.add(failure.reason());
        }
      }
    }
  }

  /** Whose the parts of a download say that they are; parts of several accounts are not one. */
  private Set<String> owners(DownloadGroup group) {
    Set<String> owners = new TreeSet<>();
    for (DownloadGroup one : group.parts().size() > 1 ? group.apart() : List.<DownloadGroup>of()) {
      try {
        DownloadFiles files = DownloadFiles.of(one);
        if (format.isMine(files)) {
          DownloadFormat.Owner owner = format.owner(files);
          owners.add(owner.id().isEmpty() ? Platforms.handle(owner.handle()) : owner.id());
        }
      } catch (ApiFailure notReadable) {
        // Whoever reads the whole download reports it.
      }
    }
    owners.remove("");
    return owners;
  }

  private void add(DownloadGroup group, DownloadFiles files) throws ApiFailure {
    Optional<String> refusal = format.refusal(files);
    Instant madeAt = format.madeAt(files);
    if (refusal.isPresent()) {
      refused.add(refusal.get());
    } else if (madeAt.equals(Instant.EPOCH)) {
      refused.add(
          "the archive "
              + group.name()
              + " does not say when it was made; add the date to its name, such as "
              + DownloadFiles.stem(Path.of(group.name()))
              + "-2026-11-28.zip");
    } else {
      downloads.add(new Download(group, files, format.owner(files), madeAt));
    }
  }

  @Override
  public String platform() {
    return format.platform();
  }

  @Override
  public String source() {
    return format.title();
  }

  @Override
  public Set<Capability> capabilities() {
    return format.capabilities();
  }

  @Override
  public Set<Capture.Field> fields() {
    return format.fields();
  }

  @Override
  public boolean isReadWhole() {
    return true;
  }

  /** Of people without an id only those remain apart whose handle is kept. */
  @Override
  public boolean namesPeople() {
    return false;
  }

  @Override
  public List<String> unread(Collection<Query> accounts) {
    List<String> unread = new ArrayList<>(refused);
    for (Download download : downloads) {
      List<Query> owners = accounts.stream().filter(account -> isOf(download, account)).toList();
      if (owners.isEmpty()) {
        unread.add("the archive " + download.name() + " is not read: " + ofNoAccount(download));
      }
      owners.stream()
          .filter(account -> !download.equals(download(account).orElse(null)))
          .map(
              account ->
                  ArchiveConnector.earlier(
                      download.name(), account, download(account).map(Download::name)))
          .forEach(unread::add);
    }
    return unread;
  }

  /** A handle as its platform compares it: Facebook's full stops say nothing. */
  private String written(String handle) {
    String compared = Platforms.handle(handle);
    return platform().equals("facebook") ? compared.replace(".", "") : compared;
  }

  private String ofNoAccount(Download download) {
    DownloadFormat.Owner owner = download.owner();
    String platform = LivePlatform.of(format.platform()).map(LivePlatform::title).orElse("");
    return owner.handle().isEmpty()
        ? "it does not say whose it is; give it the id of the account as its name"
        : "no " + platform + " account of the register has the handle @" + owner.handle();
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

  @Override
  public boolean has(Query account) {
    return download(account).isPresent();
  }

  private Optional<Download> download(Query account) {
    return downloads.stream()
        .filter(one -> isOf(one, account))
        .max(Comparator.comparing(Download::madeAt).thenComparing(Download::name));
  }

  /** Another download of the same account and time, of which no one can say which is later. */
  private Optional<Download> sameTime(Download mine, Query account) {
    return downloads.stream()
        .filter(one -> one != mine && isOf(one, account) && one.madeAt().equals(mine.madeAt()))
        .findFirst();
  }

  private boolean isOf(Download download, Query account) {
    DownloadFormat.Owner owner = download.owner();
    String handle = Platforms.handle(account.handle());
    boolean isNumber =
        owner.id().equals(account.userId()) || owner.handle().equals(account.userId());
    if (!owner.id().isEmpty() && owner.id().equals(account.handle())) {
      // A channel without a handle is registered by its number.
      return true;
    }
    if (!account.userId().isEmpty() && isNumber) {
      return true;
    }
    if (!owner.handle().isEmpty()) {
      return written(owner.handle()).equals(written(handle));
    }
    boolean isNamed = download.group().isNamed(account.account());
    boolean isOther = !owner.id().isEmpty() && !account.userId().isEmpty();
    return !isOther
        && (isNamed || (!handle.isEmpty() && owner.hints().contains(Texts.lower(handle))));
  }

  /** The refused archives that may be an account's: not those named after another one. */
  private List<String> refusedFor(Query account) {
    return refused.stream()
        .filter(
            one -> {
              Matcher archive = NAMED.matcher(one);
              return !archive.find() || mayBeOf(Texts.lower(archive.group(1)), account);
            })
        .toList();
  }

  /** Whether the name of an archive is that of an account, or of none and of no other platform. */
  private boolean mayBeOf(String archive, Query account) {
    Optional<String> named =
        accounts.stream()
            .map(Texts::lower)
            .filter(id -> archive.matches(Pattern.quote(id) + "(?:[^\\p{L}\\p{N}].*)?"))
            .max(Comparator.comparingInt(String::length));
    if (named.isPresent()) {
      return named.get().equals(Texts.lower(account.account()));
    }
    return NAMES.entrySet().stream()
            .noneMatch(one -> !one.getKey().equals(platform()) && archive.contains(one.getValue()))
        || archive.contains(NAMES.getOrDefault(platform(), platform()));
  }

  /** Why there is no download of an account; one that someone meant for it is named. */
  private String noDownload(Query account) {
    return downloads.stream()
        .filter(one -> one.group().isNamed(account.account()))
        .findFirst()
        .map(
            one ->
                "the archive "
                    + one.name()
                    + " is of another account"
                    + (one.owner().handle().isEmpty() ? "" : ", @" + one.owner().handle()))
        .or(
            () ->
                unknown.entrySet().stream()
                    .filter(one -> one.getKey().isNamed(account.account()))
                    .map(
                        one ->
                            "the archive "
                                + one.getKey().name()
                                + " is not read: "
                                + one.getValue())
                    .findFirst())
        .orElse(
            "there is no download of this account in the folder archives; if there is one that does"
                + " not say whose it is, give it the name "
                + account.account());
  }

  @Override
  public LookUp lookUp(List<Query> queries) {
    Map<String, LookUp.Found> found = new TreeMap<>();
    for (Query one : queries) {
      Optional<Download> download = download(one);
      try {
        found.put(
            one.account(),
            download.isPresent()
                ? found(download.get(), one)
                : LookUp.Found.not(
                    ProfileState.UNREADABLE,
                    ArchiveConnector.withRefused(noDownload(one), one, refusedFor(one))));
      } catch (ApiFailure failure) {
        found.put(one.account(), LookUp.Found.not(ProfileState.UNREADABLE, failure.reason()));
      }
    }
    return new LookUp(found, Bill.NOTHING, Optional.empty());
  }

  private LookUp.Found found(Download download, Query account) throws ApiFailure {
    ObjectNode user = format.profile(download.files());
    if (user.path("username").asString("").isEmpty()) {
      user.put("username", account.handle());
    }
    return new LookUp.Found(
        ProfileState.FOUND,
        user.path("id").asString(""),
        JSON.writeValueAsString(user),
        -1,
        -1,
        "",
        Optional.of(download.madeAt()));
  }

  @Override
  public Page page(PageRequest request) throws ApiFailure {
    Query account = request.who();
    Read read = latest;
    if (read == null
        || !read.account().equals(account.account())
        || read.part() != request.part()) {
      Download download =
          download(account).orElseThrow(() -> ApiFailure.unreadable(noDownload(account)));
      DownloadFormat.Contents contents =
          format.contents(download.files(), request.part(), account.account());
      read = new Read(account.account(), request.part(), contents);
      latest = read;
    }
    List<Page.Item> all = read.contents().items();
    int start = request.next().matches("\\d{1,9}") ? Integer.parseInt(request.next()) : 0;
    int end = Math.min(start + PAGE, all.size());
    return new Page(
        start >= end ? List.of() : all.subList(start, end),
        end < all.size() ? Integer.toString(end) : "",
        Bill.NOTHING,
        Optional.empty());
  }

  @Override
  public String shortfall(Query account, Part part) {
    Read read = latest;
    if (read == null || !read.account().equals(account.account()) || read.part() != part) {
      return "";
    }
    List<String> all = new ArrayList<>(read.contents().shortfalls());
    Optional<Download> mine = download(account);
    mine.ifPresent(one -> all.addAll(one.group().missing()));
    mine.flatMap(one -> sameTime(one, account))
        .ifPresent(
            other ->
                all.add("the archive " + other.name() + " is of the same time and is not read"));
    if (format.mayBeOfARange() && !coversAll) {
      all.add(UNKNOWN_RANGE);
    }
    return all.isEmpty() ? "" : source() + ": " + String.join("; ", all);
  }
}
