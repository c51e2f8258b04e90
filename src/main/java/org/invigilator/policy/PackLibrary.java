package org.invigilator.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.invigilator.input.InputFile;
import org.invigilator.input.InputLimits;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;
import org.invigilator.register.StrictYaml;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The built-in packs and the trust's own in its folder {@code policies/}. Several files with one id
 * are versions of one policy, distinguished by {@code effective_from}; a pack that replaces one
 * with another id has {@code replaces}. It is long because versions, inheritance and overlays are
 * put together here.
 */
public final class PackLibrary {
  /** The policies that are built in. */
  public static final List<String> BUILT_IN =
      List.of("att-2017", "archway-2019", "connect-2016", "dukeries-2018", "ctat-2024");

  /** One file; the path is absent for a built-in pack. */
  private record Source(@Nullable Path file, String label, PolicyPack pack) {}

  private final Map<String, List<Source>> sources = new LinkedHashMap<>();

  /** A library of only the built-in packs. */
  public PackLibrary() {
    BUILT_IN.forEach(
        id ->
            sources.put(id, new ArrayList<>(List.of(new Source(null, id + ".yaml", builtIn(id))))));
  }

  /**
   * A library that also has the packs in a folder, which need not exist.
   *
   * @throws InvalidInput when one of them cannot be read, or two have the same start date
   */
  public PackLibrary(Path folder) {
    this();
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file :
          files.filter(f -> f.toString().matches("(?i).*\\.ya?ml")).sorted().toList()) {
        String label = "policies/" + file.getFileName();
        add(new Source(file, label, StrictYaml.read(file, label, PolicyPack.class)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void add(Source source) {
    List<Source> same = sources.computeIfAbsent(source.pack().id(), id -> new ArrayList<>(1));
    for (Source other : same) {
      if (startOf(source.pack()).equals(startOf(other.pack()))) {
        throw new InvalidInput(
            List.of(
                new Problem(
                    source.label(),
                    0,
                    "effective_from",
                    "The pack '"
                        + source.pack().id()
                        + "' in "
                        + other.label()
                        + " is in force from the same day.",
                    "For a new version, give another effective_from. For another pack, give another id and"
                        + " inherits: "
                        + source.pack().id()
                        + ".")));
      }
    }
    String version = source.pack().version();
    if (version != null && same.stream().anyMatch(o -> version.equals(o.pack().version()))) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  source.label(),
                  0,
                  "version",
                  "The pack '" + source.pack().id() + "' already has a version '" + version + "'.",
                  "Give every version its own name.")));
    }
    same.add(source);
    same.sort(Comparator.comparing(s -> startOf(s.pack())));
  }

  private static LocalDate startOf(PolicyPack pack) {
    return pack.effectiveFrom().orElse(LocalDate.MIN);
  }

  /** The ids of all packs, the built-in ones first. */
  public List<String> ids() {
    return List.copyOf(sources.keySet());
  }

  /** The ids of the trust's own packs, or of all when it has none. */
  public List<String> ownOrAll() {
    List<String> own =
        sources.entrySet().stream()
            .filter(e -> e.getValue().stream().anyMatch(s -> s.file() != null))
            .map(Map.Entry::getKey)
            .toList();
    return own.isEmpty() ? ids() : own;
  }

  /**
   * The newest version of a pack, by its id, by its id with {@code @} and a version, or by its file
   * in {@code policies/}; merged with those it inherits from.
   *
   * @throws InvalidInput when there is no such pack
   */
  public PolicyPack get(String name) {
    List<Source> named = named(name, "packs");
    return resolve(named.get(named.size() - 1), new HashSet<>());
  }

  /**
   * A policy as of a date. If all versions are in the future, the oldest one is used, so that all
   * posts count as historic.
   *
   * @throws InvalidInput when there is no such pack
   */
  public Versions asOf(String name, LocalDate date) {
    List<PolicyPack> all = versions(name);
    int current = 0;
    for (int i = 1; i < all.size(); i++) {
      if (!startOf(all.get(i)).isAfter(date)) {
        current = i;
      }
    }
    List<PolicyPack> earlier = new ArrayList<>(all.subList(0, current));
    java.util.Collections.reverse(earlier);
    return new Versions(all.get(current), List.copyOf(earlier));
  }

  /** A pack in a file outside the library, merged with those it inherits from. */
  public PolicyPack read(Path file) {
    String label = String.valueOf(file.getFileName());
    return resolve(
        new Source(file, label, StrictYaml.read(file, label, PolicyPack.class)), new HashSet<>());
  }

  /** Every version of a pack and of those it replaces, oldest first. */
  public List<PolicyPack> versions(String name) {
    Set<Source> all = new LinkedHashSet<>();
    gather(named(name, "packs"), all, new HashSet<>());
    return all.stream()
        .map(s -> resolve(s, new HashSet<>()))
        .sorted(Comparator.comparing(PackLibrary::startOf))
        .toList();
  }

  private void gather(List<Source> from, Set<Source> all, Set<String> seen) {
    for (Source source : from) {
      all.add(source);
      String replaced = source.pack().replaces();
      if (replaced != null && seen.add(replaced)) {
        gather(named(replaced, source.label() + ", replaces"), all, seen);
      }
    }
  }

  private PolicyPack resolve(Source source, Set<Source> seen) {
    String parent = source.pack().inherits();
    if (parent == null) {
      return source.pack();
    }
    seen.add(source);
    // A version that inherits from its own id inherits from the previous version.
    Source over =
        named(parent, "policy " + source.pack().id() + ", inherits").stream()
            .filter(s -> !s.equals(source))
            .filter(
                s ->
                    !s.pack().id().equals(source.pack().id())
                        || startOf(s.pack()).isBefore(startOf(source.pack())))
            .reduce((a, b) -> b)
            .filter(s -> !seen.contains(s))
            .orElseThrow(
                () ->
                    new InvalidInput(
                        List.of(
                            new Problem(
                                source.label(),
                                0,
                                "inherits",
                                "The pack '" + source.pack().id() + "' inherits from itself.",
                                "Name another pack, or delete inherits."))));
    return source.pack().over(resolve(over, seen), source.label());
  }

  /** The existing versions of a pack, for an error message. */
  private String versionsOf(String name) {
    List<Source> existing = sources.get(name.replaceFirst("@.*", ""));
    return existing == null
        ? ""
        : "; its versions are "
            + String.join(", ", existing.stream().map(s -> s.pack().versionedId()).toList());
  }

  private List<Source> named(String name, String where) {
    List<Source> byId = sources.get(name);
    if (byId != null) {
      return byId;
    }
    int at = name.indexOf('@');
    if (at > 0) {
      List<Source> version =
          named(name.substring(0, at), where).stream()
              .filter(s -> name.substring(at + 1).equals(s.pack().version()))
              .toList();
      if (!version.isEmpty()) {
        return version;
      }
    }
    String base = name.replaceFirst("^policies/", "").replaceFirst("\\.ya?ml$", "");
    Optional<String> byFile =
        sources.values().stream()
            .flatMap(List::stream)
            .filter(
                s ->
                    s.file() != null
                        && String.valueOf(s.file().getFileName())
                            .replaceFirst("\\.ya?ml$", "")
                            .equals(base))
            .map(s -> s.pack().id())
            .findFirst();
    return byFile
        .map(id -> sources.getOrDefault(id, List.of()))
        .orElseThrow(
            () ->
                new InvalidInput(
                    List.of(
                        new Problem(
                            where,
                            0,
                            "",
                            "'" + name + "' is not recognised as a policy pack.",
                            "Choose one of: "
                                + String.join(", ", ids())
                                + versionsOf(name)
                                + "; add --trust DIR to include those of a trust."))));
  }

  /** A pack in a text, merged with those it inherits from. */
  public PolicyPack parse(String yaml, String label) {
    return resolve(
        new Source(null, label, StrictYaml.read(yaml, label, PolicyPack.class)), new HashSet<>());
  }

  /**
   * A pack as it is written, without what it inherits.
   *
   * @throws InvalidInput when there is no such pack
   */
  public Map<String, Object> written(String name) {
    List<Source> named = named(name, "packs");
    Source source = named.get(named.size() - 1);
    try {
      String text =
          source.file() == null
              ? resource("packs/" + source.pack().id() + ".yaml")
              : InputFile.text(source.file(), InputLimits.TEXT_FILE);
      return new YAMLMapper()
          .readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A pack to copy and change, with a comment on every key. */
  public static String template() {
    return resource("template.yaml");
  }

  /** The built-in packs never change, so each is read once. */
  private static final Map<String, PolicyPack> BUILT_IN_PACKS = new ConcurrentHashMap<>();

  private static PolicyPack builtIn(String id) {
    return BUILT_IN_PACKS.computeIfAbsent(
        id,
        name ->
            StrictYaml.read(resource("packs/" + name + ".yaml"), name + ".yaml", PolicyPack.class));
  }

  private static String resource(String name) {
    try (InputStream in = PackLibrary.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
