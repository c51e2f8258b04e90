package org.invigilator.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.invigilator.register.Account;
import org.invigilator.register.RegisterReader;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The accounts of a trust folder and what its snapshots show of them, read again on a change. */
final class DemoTrust {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private final Path folder;
  private final List<Account> registered;
  private final Map<Path, Read> cache = new HashMap<>();

  private record Read(FileTime time, long size, List<String> lines) {}

  DemoTrust(Path folder) {
    this.folder = folder;
    this.registered = RegisterReader.read(folder.resolve("registers")).registers().accounts();
  }

  /** One account as its platform shows it: its profile, and its state when it is not there. */
  record Shown(String account, ObjectNode profile, String state, Path snapshots) {
    String id() {
      return profile.path("id").asString("");
    }

    String handle() {
      return profile.path("username").asString("");
    }
  }

  List<Shown> accounts(String platform) {
    return registered.stream().filter(a -> a.platform().equals(platform)).map(this::shown).toList();
  }

  private Shown shown(Account account) {
    Path snapshots =
        Stream.of(account.platform(), account.field("platform"), "x")
            .map(name -> folder.resolve("snapshots").resolve(name).resolve(account.id()))
            .filter(Files::isDirectory)
            .findFirst()
            .orElse(folder.resolve("snapshots/none"));
    ObjectNode profile = JSON.createObjectNode();
    JsonNode kept = tree(snapshots.resolve("profile.json"));
    if (kept instanceof ObjectNode object) {
      profile = object.path("data") instanceof ObjectNode inner ? inner : object;
    } else {
      profile.put("id", account.userId()).put("username", account.handle()).put("name", "?");
    }
    String state = tree(snapshots.resolve("capture.json")).path("profile").asString("found");
    return new Shown(
        account.id(), profile, Files.isDirectory(snapshots) ? state : "not_found", snapshots);
  }

  private static JsonNode tree(Path file) {
    try {
      return Files.isRegularFile(file) ? JSON.readTree(Files.readString(file)) : JSON.missingNode();
    } catch (IOException | JacksonException e) {
      return JSON.missingNode();
    }
  }

  /** The lines of posts, mentions, followers or following of an account; empty when not there. */
  Optional<List<String>> lines(Shown shown, String part) {
    Path plain = shown.snapshots().resolve(part + ".ndjson");
    Path zipped = shown.snapshots().resolve(part + ".ndjson.gz");
    Path file = Files.isRegularFile(plain) ? plain : zipped;
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    synchronized (cache) {
      try {
        FileTime time = Files.getLastModifiedTime(file);
        long size = Files.size(file);
        Read read = cache.get(file);
        if (read == null || !read.time().equals(time) || read.size() != size) {
          read = new Read(time, size, read(file));
          cache.put(file, read);
        }
        return Optional.of(read.lines());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static List<String> read(Path file) throws IOException {
    try (InputStream raw = Files.newInputStream(file);
        InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(l -> !l.isBlank())
          .toList();
    }
  }
}
