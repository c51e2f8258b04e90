package org.invigilator.connector.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.invigilator.connector.ApiFailure;
import org.invigilator.input.BoundedStream;
import org.invigilator.input.InputFile;
import org.invigilator.input.InputLimits;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One export as X delivers it, packed or unpacked. Only the files named here are opened, and only
 * up to a plausible size; messages, addresses and devices are never read. It is long because each
 * file of an archive has its own shape.
 */
final class XArchive {
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();
  private static final int MOST_FILES = 500_000;

  /** The unpacked bytes of all parts of one kind, and the entries in them. */
  private static final long MOST_BYTES = 512L << 20;

  private static final long MOST_RATIO = 200;
  private static final long MOST_ENTRIES = 500_000;

  /** The manifest is read as a whole. */
  private static final long MANIFEST = 2L << 20;

  /** The files that are read, by the name the export gives to their content. */
  private static final Map<String, String> ALLOWED =
      Map.ofEntries(
          Map.entry("manifest", "manifest"),
          Map.entry("account", "account"),
          Map.entry("profile", "profile"),
          Map.entry("tweets", "tweets"),
          Map.entry("tweet", "tweets"),
          Map.entry("community-tweet", "community-tweet"),
          Map.entry("note-tweet", "note-tweet"),
          Map.entry("follower", "follower"),
          Map.entry("following", "following"),
          Map.entry("screen-name-change", "screen-name-change"),
          Map.entry("connected-application", "connected-application"),
          Map.entry("block", "block"));

  /** What the manifest must count, since a missing part would look like fewer entries. */
  private static final Set<String> COUNTED = Set.of("tweets", "follower", "following");

  private static final Pattern NAME =
      Pattern.compile(
          "(?:[^/]+/){0,2}?(?:data/)?([a-z_-]+?)(?:-part(\\d{1,4}))?\\.js",
          Pattern.CASE_INSENSITIVE);

  /** Files that hold what the account published and that are not read. */
  private static final Pattern PUBLISHED =
      Pattern.compile("(?:.*-)?(?:tweets?|posts?|articles?|moments?|fleets?|broadcasts?|spaces?)");

  /** Files whose names look like it, and that hold nothing that is published. */
  private static final Pattern NOT_PUBLISHED =
      Pattern.compile(
          "deleted-.*|.*-headers?|.*-metadata|note-tweet|.*draft.*|grok-.*|tweetdeck.*");

  private static final Pattern OWN_FILE =
      Pattern.compile(
          "(?:.*/)?data/(?:manifest|tweets?|account|follower)\\.js", Pattern.CASE_INSENSITIVE);

  private final Path file;
  private final Map<String, List<ArchiveFiles.Entry>> members = new HashMap<>();
  private final String accountId;
  private final String handle;
  private final Instant madeAt;
  private final boolean partial;
  private final Map<String, Long> counts = new LinkedHashMap<>();
  private final Map<String, Long> unread = new TreeMap<>();

  /** The kinds of files there that hold what the account published and that are not read. */
  private final Set<String> published = new HashSet<>();

  /**
   * Opens an archive and reads its manifest.
   *
   * @throws ApiFailure when it is not one that can be trusted
   */
  XArchive(Path file) throws ApiFailure {
    this.file = file;
    try (ArchiveFiles files = ArchiveFiles.of(file)) {
      list(files);
      Set<String> listed = new HashSet<>();
      JsonNode manifest = manifest(files);
      accountId = manifest.path("userInfo").path("accountId").asString("");
      handle = manifest.path("userInfo").path("userName").asString("");
      partial = manifest.path("archiveInfo").path("isPartialArchive").asBoolean(false);
      madeAt = Instant.parse(manifest.path("archiveInfo").path("generationDate").asString(""));
      for (JsonNode type : manifest.path("dataTypes")) {
        for (JsonNode one : type.path("files")) {
          Matcher name = NAME.matcher(one.path("fileName").asString(""));
          String kind = name.matches() ? kind(name) : "";
          listed.add(kind);
          long count = one.path("count").asLong(0);
          if (ALLOWED.containsKey(kind)) {
            counts.merge(String.valueOf(ALLOWED.get(kind)), count, Long::sum);
          } else if (count > 0 && isUnread(kind)) {
            unread.merge(kind, count, Long::sum);
          }
        }
      }
      published.stream().filter(kind -> !listed.contains(kind)).forEach(k -> unread.put(k, 1L));
    } catch (java.time.DateTimeException e) {
      throw unusable("its manifest has no date");
    } catch (InputFile.Refused e) {
      throw unusable(inWords(e));
    } catch (BoundedStream.TooLarge e) {
      throw unusable("its manifest is implausibly large");
    } catch (IOException | IllegalArgumentException e) {
      throw unusable(ArchiveFiles.whyNot(e));
    }
    if (accountId.isEmpty()) {
      throw unusable("its manifest does not name the account");
    }
  }

  /** Whether a download is one of X. */
  static boolean isOne(DownloadFiles files) {
    return files.has(OWN_FILE);
  }

  /** What to call it to a person. */
  String name() {
    return String.valueOf(file.getFileName());
  }

  private ApiFailure unusable(String why) {
    return ApiFailure.unreadable("the archive " + file.getFileName() + " cannot be used: " + why);
  }

  /** The sentence why a file is not opened, as the end of another one. */
  private static String inWords(InputFile.Refused refused) {
    String sentence = String.valueOf(refused.getMessage()).replaceFirst("\\.$", "");
    return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }

  private void list(ArchiveFiles files) throws ApiFailure, IOException {
    List<ArchiveFiles.Entry> entries = files.entries();
    if (entries.size() > MOST_FILES) {
      throw unusable(String.format(Locale.UK, "it contains more than %,d files", MOST_FILES));
    }
    Set<String> seen = new HashSet<>();
    for (ArchiveFiles.Entry entry : entries) {
      if (ArchiveFiles.pointsOutside(entry.name())) {
        throw unusable("it contains a file name that points outside the archive");
      }
      Matcher matcher = NAME.matcher(entry.name());
      if (matcher.matches() && isUnread(kind(matcher))) {
        published.add(kind(matcher));
      }
      if (matcher.matches() && ALLOWED.containsKey(kind(matcher))) {
        String name = kind(matcher) + "." + matcher.group(2);
        if (!seen.add(name)) {
          throw unusable("it contains " + withoutFolder(entry.name()) + " twice");
        }
        if (entry.size() > MOST_BYTES
            || (entry.size() > 1 << 20 && entry.size() > entry.packed() * MOST_RATIO)) {
          throw unusable(withoutFolder(entry.name()) + " is implausibly large");
        }
        members
            .computeIfAbsent(String.valueOf(ALLOWED.get(kind(matcher))), k -> new ArrayList<>())
            .add(entry);
      }
    }
    members
        .values()
        .forEach(parts -> parts.sort(java.util.Comparator.comparing(ArchiveFiles.Entry::name)));
  }

  private static String kind(Matcher name) {
    return name.group(1).toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static boolean isUnread(String kind) {
    return !ALLOWED.containsKey(kind)
        && PUBLISHED.matcher(kind).matches()
        && !NOT_PUBLISHED.matcher(kind).matches();
  }

  private static String withoutFolder(String name) {
    return name.replaceFirst("^.*/(?=data/)", "");
  }

  private JsonNode manifest(ArchiveFiles files) throws IOException, ApiFailure {
    List<ArchiveFiles.Entry> names = members.getOrDefault("manifest", List.of());
    if (names.isEmpty()) {
      throw unusable("it has no manifest, so its completeness cannot be checked");
    }
    try (BoundedStream in = open(files, names.get(0), MANIFEST)) {
      return JSON.readTree(in);
    } catch (JacksonException e) {
      throw unusable(
          isTooLarge(e) ? "its manifest is implausibly large" : "its manifest cannot be read");
    }
  }

  String accountId() {
    return accountId;
  }

  String handle() {
    return handle;
  }

  Instant madeAt() {
    return madeAt;
  }

  boolean isPartial() {
    return partial;
  }

  /** How many entries of a kind the manifest counts; empty when it does not mention the kind. */
  Optional<Long> count(String kind) {
    return Optional.ofNullable(counts.get(kind));
  }

  /** What the account published and is not read, with the number that the manifest gives. */
  Map<String, Long> unread() {
    return unread;
  }

  boolean has(String kind) {
    return members.containsKey(kind);
  }

  /**
   * Reads every entry of a kind, in the order of the files.
   *
   * @throws ApiFailure when they are not as many as the manifest counts, or cannot be read
   */
  void each(String kind, Consumer<JsonNode> taker) throws ApiFailure {
    long read = 0;
    long bytes = 0;
    try (ArchiveFiles files = ArchiveFiles.of(file)) {
      for (ArchiveFiles.Entry member : members.getOrDefault(kind, List.of())) {
        String name = withoutFolder(member.name());
        try (BoundedStream in = open(files, member, MOST_BYTES - bytes);
            JsonParser parser = JSON.createParser((InputStream) in)) {
          if (parser.nextToken() != JsonToken.START_ARRAY) {
            throw unusable(name + " is not a list");
          }
          in.beginPiece();
          JsonToken token = parser.nextToken();
          for (; token == JsonToken.START_OBJECT; token = parser.nextToken()) {
            JsonNode entry = JSON.readTree(parser);
            if (++read > MOST_ENTRIES) {
              throw unusable(
                  String.format(Locale.UK, "%s has more than %,d entries", kind, MOST_ENTRIES));
            }
            contents(entry).forEach(taker);
            in.beginPiece();
          }
          if (token != JsonToken.END_ARRAY) {
            throw unusable(name + " is not a list of entries");
          }
          bytes += in.count();
        }
      }
    } catch (BoundedStream.TooLarge e) {
      throw unusable(kind + " is implausibly large");
    } catch (IOException | JacksonException | IllegalArgumentException e) {
      throw unusable(
          kind + (isTooLarge(e) ? " is implausibly large" : " cannot be read completely"));
    }
    if (COUNTED.contains(kind) && count(kind).isEmpty()) {
      throw unusable("its manifest gives no number for " + kind);
    }
    long counted = count(kind).orElse(read);
    if (read != counted) {
      throw unusable(kind + " has " + read + " of the " + counted + " entries in its manifest");
    }
  }

  /** An entry is wrapped in an object with its kind as the only key, or stands by itself. */
  private static Iterable<JsonNode> contents(JsonNode entry) {
    return entry.size() > 0 && entry.valueStream().allMatch(JsonNode::isObject)
        ? entry
        : List.of(entry);
  }

  private static boolean isTooLarge(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof BoundedStream.TooLarge)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  /** A member after the assignment that makes it a script, up to a plausible size as unpacked. */
  private static BoundedStream open(ArchiveFiles files, ArchiveFiles.Entry member, long most)
      throws IOException {
    BoundedStream in =
        BoundedStream.ofPieces(files.open(member), most, Math.max(InputLimits.ENTRY, MANIFEST));
    for (int c = in.read(); c != '='; c = in.read()) {
      if (c < 0) {
        throw new IOException("no assignment");
      }
    }
    return in;
  }
}
