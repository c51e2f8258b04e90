package org.invigilator.connector.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
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
 * One ZIP as X delivers it. Only the files named here are opened, and only up to a plausible size;
 * messages, addresses and devices are never read.
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
          Map.entry("note-tweet", "note-tweet"),
          Map.entry("follower", "follower"),
          Map.entry("following", "following"),
          Map.entry("screen-name-change", "screen-name-change"),
          Map.entry("connected-application", "connected-application"),
          Map.entry("block", "block"));

  /** What the manifest must count, since a missing part would look like fewer entries. */
  private static final Set<String> COUNTED = Set.of("tweets", "follower", "following");

  private static final Pattern NAME =
      Pattern.compile("(?:data/)?([a-z-]+?)(?:-part(\\d{1,4}))?\\.js");

  private final Path file;
  private final Map<String, List<String>> members = new HashMap<>();
  private final String accountId;
  private final String handle;
  private final Instant madeAt;
  private final boolean partial;
  private final Map<String, Long> counts = new LinkedHashMap<>();

  /**
   * Opens an archive and reads its manifest.
   *
   * @throws ApiFailure when it is not one that can be trusted
   */
  XArchive(Path file) throws ApiFailure {
    this.file = file;
    try (ZipFile zip = InputFile.zip(file)) {
      list(zip);
      JsonNode manifest = manifest(zip);
      accountId = manifest.path("userInfo").path("accountId").asString("");
      handle = manifest.path("userInfo").path("userName").asString("");
      partial = manifest.path("archiveInfo").path("isPartialArchive").asBoolean(false);
      madeAt = Instant.parse(manifest.path("archiveInfo").path("generationDate").asString(""));
      for (JsonNode type : manifest.path("dataTypes")) {
        for (JsonNode one : type.path("files")) {
          Matcher name = NAME.matcher(one.path("fileName").asString(""));
          if (name.matches() && ALLOWED.containsKey(name.group(1))) {
            counts.merge(
                String.valueOf(ALLOWED.get(name.group(1))), one.path("count").asLong(0), Long::sum);
          }
        }
      }
    } catch (java.time.DateTimeException e) {
      throw unusable("its manifest has no date");
    } catch (InputFile.Refused e) {
      throw unusable(inWords(e));
    } catch (BoundedStream.TooLarge e) {
      throw unusable("its manifest is implausibly large");
    } catch (IOException | IllegalArgumentException e) {
      throw unusable("it is not a ZIP file, or it is damaged");
    }
    if (accountId.isEmpty()) {
      throw unusable("its manifest does not name the account");
    }
  }

  private ApiFailure unusable(String why) {
    return ApiFailure.unreadable("the archive " + file.getFileName() + " cannot be used: " + why);
  }

  /** The sentence why a file is not opened, as the end of another one. */
  private static String inWords(InputFile.Refused refused) {
    String sentence = String.valueOf(refused.getMessage()).replaceFirst("\\.$", "");
    return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }

  private void list(ZipFile zip) throws ApiFailure {
    if (zip.size() > MOST_FILES) {
      throw unusable(String.format(Locale.UK, "it contains more than %,d files", MOST_FILES));
    }
    Set<String> seen = new HashSet<>();
    Enumeration<? extends ZipEntry> entries = zip.entries();
    while (entries.hasMoreElements()) {
      ZipEntry entry = entries.nextElement();
      String name = entry.getName();
      if (name.contains("..")
          || name.startsWith("/")
          || name.contains("\\")
          || name.contains(":")) {
        throw unusable("it contains a file name that points outside the archive");
      }
      Matcher matcher = NAME.matcher(name);
      if (!entry.isDirectory() && matcher.matches() && ALLOWED.containsKey(matcher.group(1))) {
        if (!seen.add(name)) {
          throw unusable("it contains " + name + " twice");
        }
        if (entry.getSize() > MOST_BYTES
            || (entry.getSize() > 1 << 20
                && entry.getSize() > entry.getCompressedSize() * MOST_RATIO)) {
          throw unusable(name + " is implausibly large");
        }
        members
            .computeIfAbsent(String.valueOf(ALLOWED.get(matcher.group(1))), k -> new ArrayList<>())
            .add(name);
      }
    }
    members.values().forEach(names -> names.sort(java.util.Comparator.naturalOrder()));
  }

  private JsonNode manifest(ZipFile zip) throws IOException, ApiFailure {
    List<String> names = members.getOrDefault("manifest", List.of());
    if (names.isEmpty()) {
      throw unusable("it has no manifest, so its completeness cannot be checked");
    }
    try (BoundedStream in = open(zip, names.get(0), MANIFEST)) {
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
    try (ZipFile zip = InputFile.zip(file)) {
      for (String name : members.getOrDefault(kind, List.of())) {
        try (BoundedStream in = open(zip, name, MOST_BYTES - bytes);
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
            entry.forEach(taker);
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

  private static boolean isTooLarge(Throwable failure) {
    Throwable cause = failure;
    while (cause != null && !(cause instanceof BoundedStream.TooLarge)) {
      cause = cause.getCause();
    }
    return cause != null;
  }

  /** A member after the assignment that makes it a script, up to a plausible size as unpacked. */
  private static BoundedStream open(ZipFile zip, String name, long most) throws IOException {
    BoundedStream in =
        BoundedStream.ofPieces(
            zip.getInputStream(zip.getEntry(name)), most, Math.max(InputLimits.ENTRY, MANIFEST));
    for (int c = in.read(); c != '='; c = in.read()) {
      if (c < 0) {
        throw new IOException("no assignment");
      }
    }
    return in;
  }
}
