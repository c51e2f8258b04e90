package org.invigilator.snapshot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.invigilator.input.BoundedStream;
import org.invigilator.input.FileHashes;
import org.invigilator.input.InputFile;
import org.invigilator.input.InputLimits;
import org.invigilator.register.Platforms;
import org.invigilator.snapshot.Capture.Extent;
import org.invigilator.snapshot.Capture.Part;
import org.invigilator.snapshot.Capture.PartState;
import org.invigilator.snapshot.Capture.ProfileState;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * The files {@code snapshots/<platform>/<account>/} of one account; each is read once as a stream,
 * and its hash is kept where hashes are asked for. It is long because every file of a saved copy is
 * opened here and nowhere else.
 */
public final class SnapshotFolder {
  private final Path folder;
  private final Optional<FileHashes> hashing;
  private final Map<String, String> hashes = new TreeMap<>();

  /** A folder whose files are read without keeping their hashes. */
  public SnapshotFolder(Path folder) {
    this(folder, Optional.empty());
  }

  /** A folder of whose files the hashes are kept. */
  public SnapshotFolder(Path folder, FileHashes hashing) {
    this(folder, Optional.of(hashing));
  }

  private SnapshotFolder(Path folder, Optional<FileHashes> hashing) {
    this.folder = folder;
    this.hashing = hashing;
  }

  /**
   * The folder of an account's snapshot, which need not exist; the folder above may have any alias
   * of the platform as its name.
   *
   * @param platform the standard name
   */
  public static Path at(Path snapshots, String platform, String account) {
    Path usual = snapshots.resolve(platform).resolve(account);
    if (Files.isDirectory(usual) || !Files.isDirectory(snapshots)) {
      return usual;
    }
    try (Stream<Path> platforms = Files.list(snapshots)) {
      return platforms
          .filter(p -> Platforms.canonical(String.valueOf(p.getFileName())).equals(platform))
          .map(p -> p.resolve(account))
          .filter(Files::isDirectory)
          .sorted()
          .findFirst()
          .orElse(usual);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The result of reading a part: how many items were read, and what was wrong with the file, if
   * anything.
   */
  public record Streamed(long items, Optional<String> damage) {}

  /** The SHA-256 of every file read so far, by file name; empty where none are kept. */
  public Map<String, String> hashes() {
    return hashes;
  }

  /**
   * The content of {@code capture.json}, completed by the existing files; without it an existing
   * file counts as complete.
   */
  public Capture capture() {
    if (!Files.isDirectory(folder)) {
      return Capture.nothing("there is no saved copy of this account");
    }
    Optional<byte[]> bytes = bytes("capture.json");
    if (bytes.isEmpty()) {
      return captureFromFiles();
    }
    try {
      return captureFrom(bytes.get());
    } catch (JacksonException | IllegalArgumentException e) {
      return Capture.nothing("capture.json cannot be read");
    }
  }

  private Capture captureFrom(byte[] bytes) {
    Map<String, String> fields = new TreeMap<>();
    Map<String, String> reasons = new TreeMap<>();
    Set<Capture.Field> shown = EnumSet.noneOf(Capture.Field.class);
    boolean[] listed = {false};
    try (JsonParser parser = Json.parser(bytes, 0, bytes.length)) {
      parser.nextToken();
      Json.object(
          parser,
          fields,
          (into, name, value) -> {
            if (name.equals("reasons")) {
              Json.object(value, reasons, (all, part, reason) -> all.put(part, Json.text(reason)));
            } else if (name.equals("fields")) {
              listed[0] = value.currentToken() == JsonToken.START_ARRAY;
              if (!listed[0] && value.currentToken() != JsonToken.VALUE_NULL) {
                throw new IllegalArgumentException("fields is not a list");
              }
              Json.array(
                  value, shown, (all, one) -> Capture.Field.of(Json.text(one)).ifPresent(all::add));
            } else {
              into.put(name, Json.text(value));
            }
          });
    }
    Map<Part, PartState> parts = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      String name = part.name().toLowerCase(Locale.ROOT);
      parts.put(part, state(part, fields.getOrDefault(name, ""), reasons.getOrDefault(name, "")));
    }
    ProfileState profile =
        fields.containsKey("profile")
            ? ProfileState.valueOf(fields.getOrDefault("profile", "").toUpperCase(Locale.ROOT))
            : file("profile.json").isPresent() ? ProfileState.FOUND : ProfileState.NOT_CAPTURED;
    return new Capture(
        UserReader.instant(fields.getOrDefault("captured_at", "")),
        profile,
        parts,
        listed[0] ? Optional.of(shown) : shownBesides(fields.getOrDefault("alt_text", "")),
        reasons.getOrDefault("profile", ""));
  }

  /** Earlier copies only say whether picture descriptions are shown. */
  private static Optional<Set<Capture.Field>> shownBesides(String altText) {
    return altText.equals("unsupported")
        ? Optional.of(EnumSet.complementOf(EnumSet.of(Capture.Field.ALT_TEXT)))
        : Optional.empty();
  }

  private PartState state(Part part, String written, String reason) {
    boolean exists = file(fileName(part)).isPresent();
    Extent extent =
        written.isEmpty()
            ? exists && reason.isEmpty() ? Extent.COMPLETE : Extent.NOT_CAPTURED
            : Extent.valueOf(written.toUpperCase(Locale.ROOT));
    if (!exists && (extent == Extent.COMPLETE || extent == Extent.PARTIAL)) {
      return new PartState(Extent.NOT_CAPTURED, "the file is missing");
    }
    return new PartState(
        extent, reason.isEmpty() && extent != Extent.COMPLETE ? defaultReason(extent) : reason);
  }

  private static String defaultReason(Extent extent) {
    return switch (extent) {
      case PARTIAL -> "only part of it is in the saved copy";
      case UNREADABLE -> "the platform would not show it";
      case UNSUPPORTED -> "the source cannot show it";
      default -> "it is not in the saved copy";
    };
  }

  private Capture captureFromFiles() {
    Map<Part, PartState> parts = new EnumMap<>(Part.class);
    Instant newest = Instant.EPOCH;
    for (Part part : Part.values()) {
      Optional<Path> file = file(fileName(part));
      parts.put(part, state(part, "", ""));
      newest = file.map(SnapshotFolder::modified).filter(newest::isBefore).orElse(newest);
    }
    Optional<Path> profile = file("profile.json");
    newest = profile.map(SnapshotFolder::modified).filter(newest::isBefore).orElse(newest);
    return new Capture(
        newest.equals(Instant.EPOCH) ? Optional.empty() : Optional.of(newest),
        profile.isPresent() ? ProfileState.FOUND : ProfileState.NOT_CAPTURED,
        parts,
        Optional.empty(),
        "");
  }

  /** The profile, empty when it is not in the saved copy or is not JSON. */
  public Optional<Profile> profile() {
    return bytes("profile.json").flatMap(b -> Profile.of(b).or(() -> inOtherShape(b)));
  }

  private static Optional<Profile> inOtherShape(byte[] bytes) {
    return OtherShapes.single(bytes).flatMap(Profile::of);
  }

  /** Reads the posts in the order of the file, newest first. */
  public Streamed posts(Consumer<Post> consumer) {
    return stream(Part.POSTS, PostReader::read, consumer);
  }

  /** Reads posts of others that mention the account; their own accounts are never read. */
  public Streamed mentions(Consumer<Post> consumer) {
    return stream(Part.MENTIONS, PostReader::read, consumer);
  }

  /** Reads the followers, or the accounts that it follows. */
  public Streamed relations(Relation.Kind kind, Consumer<Relation> consumer) {
    Part part = kind == Relation.Kind.FOLLOWER ? Part.FOLLOWERS : Part.FOLLOWING;
    return stream(part, parser -> UserReader.relation(parser, kind), consumer);
  }

  private <T> Streamed stream(Part part, Function<JsonParser, T> reader, Consumer<T> consumer) {
    Optional<Path> file = file(fileName(part));
    if (file.isEmpty()) {
      return new Streamed(0, Optional.of("the file is missing"));
    }
    Version before = Version.of(file.get());
    Streamed streamed =
        OtherShapes.isOne(file.get())
            ? otherShape(file.get(), reader, consumer)
            : lines(file.get(), reader, consumer);
    String name = String.valueOf(file.get().getFileName());
    try {
      if (hashing.isPresent()) {
        hashes.put(name, hashing.get().of(file.get()));
      }
    } catch (IOException e) {
      return new Streamed(streamed.items(), Optional.of(name + ": the file is damaged"));
    }
    return before.equals(Version.of(file.get()))
        ? streamed
        : new Streamed(
            streamed.items(), Optional.of(name + ": the file was changed while it was read"));
  }

  /** By what a change of a file is noticed. */
  private record Version(long size, Instant modified) {
    static Version of(Path file) {
      try {
        return new Version(Files.size(file), Files.getLastModifiedTime(file).toInstant());
      } catch (IOException e) {
        return new Version(-1, Instant.EPOCH);
      }
    }
  }

  private static <T> Streamed lines(
      Path file, Function<JsonParser, T> reader, Consumer<T> consumer) {
    String name = String.valueOf(file.getFileName());
    long number = 0;
    long items = 0;
    Optional<String> damage = Optional.empty();
    try (InputStream raw = InputFile.open(file);
        InputStream in =
            BoundedStream.of(
                name.endsWith(".gz") ? new GZIPInputStream(raw, 1 << 16) : raw,
                InputLimits.SAVED_COPY)) {
      Lines lines = new Lines(in);
      for (int length = lines.next(); length >= 0; length = lines.next()) {
        number++;
        if (!blank(lines, length)) {
          Optional<T> item = item(lines, length, reader);
          if (item.isPresent()) {
            consumer.accept(item.get());
            items++;
          } else {
            damage = Optional.of(damage.orElse(name + ": line " + number + " cannot be read"));
          }
        }
        lines.consume(length);
      }
    } catch (BoundedStream.TooLarge e) {
      damage = Optional.of(name + ": the file is implausibly large after line " + number);
    } catch (IOException e) {
      damage = Optional.of(name + ": the file is damaged after line " + number);
    }
    return new Streamed(items, damage);
  }

  /**
   * Reads a file that another program wrote: a list, whole pages, or objects over several lines.
   */
  private static <T> Streamed otherShape(
      Path file, Function<JsonParser, T> reader, Consumer<T> consumer) {
    String name = String.valueOf(file.getFileName());
    long[] items = {0};
    long[] unusable = {0};
    try {
      OtherShapes.each(
          file,
          line -> {
            try (JsonParser parser = Json.parser(line, 0, line.length)) {
              consumer.accept(reader.apply(parser));
              items[0]++;
            } catch (JacksonException | IllegalArgumentException e) {
              unusable[0]++;
            }
          });
    } catch (IOException | JacksonException e) {
      return new Streamed(items[0], Optional.of(name + ": the file is damaged"));
    }
    return new Streamed(
        items[0],
        unusable[0] == 0
            ? Optional.empty()
            : Optional.of(name + ": " + unusable[0] + " of its entries cannot be read"));
  }

  private static <T> Optional<T> item(Lines lines, int length, Function<JsonParser, T> reader) {
    try (JsonParser parser = Json.parser(lines.buffer(), lines.offset(), length)) {
      return Optional.of(reader.apply(parser));
    } catch (JacksonException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean blank(Lines lines, int length) {
    for (int i = lines.offset(); i < lines.offset() + length; i++) {
      if (lines.buffer()[i] > ' ' || lines.buffer()[i] < 0) {
        return false;
      }
    }
    return true;
  }

  private static String fileName(Part part) {
    return part.name().toLowerCase(Locale.ROOT) + ".ndjson";
  }

  private Optional<Path> file(String name) {
    Path plain = folder.resolve(name);
    Path zipped = folder.resolve(name + ".gz");
    return Files.isRegularFile(plain)
        ? Optional.of(plain)
        : Files.isRegularFile(zipped) ? Optional.of(zipped) : Optional.empty();
  }

  private Optional<byte[]> bytes(String name) {
    Path path = folder.resolve(name);
    try {
      byte[] bytes = InputFile.bytes(path, InputLimits.ENTRY);
      if (hashing.isPresent()) {
        hashes.put(name, DigestUtils.sha256Hex(bytes));
      }
      return Optional.of(bytes);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Instant modified(Path path) {
    try {
      return Files.getLastModifiedTime(path).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
