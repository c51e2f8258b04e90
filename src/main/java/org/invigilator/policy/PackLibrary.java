package org.invigilator.policy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.invigilator.register.InvalidInput;
import org.invigilator.register.Problem;

/**
 * Where packs come from: the five that are built in, and the trust's own in its folder {@code
 * policies/}.
 */
public final class PackLibrary {
  /** The policies that are built in. */
  public static final List<String> BUILT_IN =
      List.of("att-2017", "archway-2019", "connect-2016", "dukeries-2018", "ctat-2024");

  private final Map<String, PolicyPack> read = new LinkedHashMap<>();
  private final Map<String, Path> own = new LinkedHashMap<>();

  /** A library of the built-in packs alone. */
  public PackLibrary() {}

  /**
   * A library that also has the packs in a folder, which need not exist.
   *
   * @throws InvalidInput when one of them cannot be read
   */
  public PackLibrary(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().matches(".*\\.ya?ml")).sorted().toList()) {
        PolicyPack pack = StrictYaml.read(file, label(file), PolicyPack.class);
        if (own.put(pack.id(), file) != null || BUILT_IN.contains(pack.id())) {
          throw new InvalidInput(
              List.of(
                  new Problem(
                      label(file),
                      0,
                      "pack",
                      "Another pack is called '" + pack.id() + "' already.",
                      "Give it an id of its own and say inherits: " + pack.id() + ".")));
        }
        read.put(pack.id(), pack);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String label(Path file) {
    return "policies/" + file.getFileName();
  }

  /** The ids of all packs, the built-in ones first. */
  public List<String> ids() {
    List<String> ids = new ArrayList<>(BUILT_IN);
    ids.addAll(own.keySet());
    return ids;
  }

  /** The files of the trust's own packs. */
  public List<Path> files() {
    return List.copyOf(own.values());
  }

  /**
   * A pack by its id, or by its file in {@code policies/}, laid over those it inherits from.
   *
   * @throws InvalidInput when there is no such pack
   */
  public PolicyPack get(String wanted) {
    return resolve(wanted, "packs", new HashSet<>());
  }

  private PolicyPack resolve(String wanted, String where, Set<String> seen) {
    String id = idOf(wanted, where);
    if (!seen.add(id)) {
      throw new InvalidInput(
          List.of(
              new Problem(
                  "policies/", 0, "inherits", "The pack '" + id + "' inherits from itself.", "")));
    }
    PolicyPack pack = read.computeIfAbsent(id, PackLibrary::builtIn);
    return pack.inherits() == null
        ? pack
        : pack.over(resolve(pack.inherits(), "policy " + id + ", inherits", seen));
  }

  private String idOf(String wanted, String where) {
    Optional<String> byFile =
        own.entrySet().stream()
            .filter(
                e ->
                    e.getValue()
                        .getFileName()
                        .toString()
                        .replaceFirst("\\.ya?ml$", "")
                        .equals(
                            wanted.replaceFirst("^policies/", "").replaceFirst("\\.ya?ml$", "")))
            .map(Map.Entry::getKey)
            .findFirst();
    if (BUILT_IN.contains(wanted) || own.containsKey(wanted)) {
      return wanted;
    }
    return byFile.orElseThrow(
        () ->
            new InvalidInput(
                List.of(
                    new Problem(
                        where,
                        0,
                        "",
                        "There is no policy pack '" + wanted + "'.",
                        "Known are: " + String.join(", ", ids()) + "."))));
  }

  private static PolicyPack builtIn(String id) {
    try (InputStream in = PackLibrary.class.getResourceAsStream("packs/" + id + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("The built-in pack " + id + " is not in the jar");
      }
      return StrictYaml.read(
          new String(in.readAllBytes(), StandardCharsets.UTF_8), id + ".yaml", PolicyPack.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
