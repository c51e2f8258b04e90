package org.invigilator.connector.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The parts of one download: a folder, a folder of ZIP files, or ZIP files whose names differ only
 * in the number at their end.
 *
 * @param name what to call it to a person
 */
record DownloadGroup(String name, List<Path> parts) {
  private static final Pattern NUMBERED =
      Pattern.compile("(?i)(.*?)(?:[-_ ]+part[-_ ]?|-|_| ?\\()(\\d{1,3})\\)?");

  /** A date at the end of a name is not the number of a part. */
  private static final Pattern DATED = Pattern.compile(".*\\d{4}[-_]\\d{1,2}|.*\\d{2}_\\d{2}");

  /** The downloads in a folder, which need not be there, in the order of their names. */
  static List<DownloadGroup> in(Path folder) {
    TreeMap<String, List<Path>> groups = new TreeMap<>();
    for (Path path : files(folder)) {
      String name = DownloadFiles.stem(path);
      if (Files.isDirectory(path)) {
        List<Path> zips = files(path).stream().filter(DownloadGroup::isZip).toList();
        groups.put(name, zips.isEmpty() ? List.of(path) : zips);
      } else if (isZip(path)) {
        groups.computeIfAbsent(withoutNumber(name), n -> new ArrayList<>()).add(path);
      }
    }
    return groups.entrySet().stream()
        .map(
            one ->
                new DownloadGroup(
                    one.getValue().size() == 1
                        ? String.valueOf(one.getValue().get(0).getFileName())
                        : one.getKey(),
                    List.copyOf(one.getValue())))
        .toList();
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isZip(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".zip");
  }

  private static String withoutNumber(String name) {
    Matcher numbered = NUMBERED.matcher(name);
    return numbered.matches() && !DATED.matcher(numbered.group(1)).matches()
        ? numbered.group(1)
        : name;
  }

  private static int number(Path part) {
    String name = DownloadFiles.stem(part);
    Matcher numbered = NUMBERED.matcher(name);
    return numbered.matches() && !DATED.matcher(numbered.group(1)).matches()
        ? Integer.parseInt(numbered.group(2))
        : 0;
  }

  /** Whether someone gave it the id of an account as its name. */
  boolean isNamed(String account) {
    return Stream.concat(Stream.of(name), parts.stream().map(p -> p.getFileName().toString()))
        .map(one -> DownloadFiles.stem(Path.of(one)))
        .anyMatch(
            one -> one.equalsIgnoreCase(account) || withoutNumber(one).equalsIgnoreCase(account));
  }

  /** The parts that a gap in the numbers shows to be missing, in phrases. */
  List<String> missing() {
    List<Integer> numbers =
        parts.stream().map(DownloadGroup::number).filter(n -> n > 0).sorted().toList();
    List<String> missing = new ArrayList<>();
    boolean hasFirst = numbers.size() < parts.size();
    int next = hasFirst ? 2 : 1;
    if (hasFirst && numbers.contains(1)) {
      next = 1;
    }
    for (int number : numbers) {
      for (; next < number; next++) {
        missing.add("its part " + next + " is missing");
      }
      next = number + 1;
    }
    return missing;
  }
}
