package org.invigilator.connector.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.register.Texts;

/**
 * The parts of one download: a folder, a folder of ZIP files, or ZIP files whose names differ only
 * in the number at their end. A name that is the id of an account has no such number.
 *
 * @param name what to call it to a person
 * @param numbers the numbers of the parts that have one, in their order
 */
record DownloadGroup(String name, List<Path> parts, List<Integer> numbers) {
  private static final Pattern NUMBERED =
      Pattern.compile("(?i)(.*?)(?:[-_ ]+part[-_ ]?|-|_| ?\\()(\\d{1,3})\\)?");

  private static final Pattern DATE_BEHIND =
      Pattern.compile("[-_ ]+(?:\\d{4}-\\d{2}-\\d{2}|\\d{2}_\\d{2}_\\d{4}|\\d{8})$");

  /** Numbers that begin later count something else than the parts of a download. */
  private static final int LAST_FIRST = 3;

  /** A date at the end of a name is not the number of a part. */
  private static final Pattern DATED = Pattern.compile(".*\\d{4}[-_]\\d{1,2}|.*\\d{2}_\\d{2}");

  /**
   * The downloads in a folder, which need not be there, in the order of their names.
   *
   * @param accounts the ids of the registered accounts
   */
  static List<DownloadGroup> in(Path folder, Set<String> accounts) {
    TreeMap<String, List<Path>> groups = new TreeMap<>();
    Set<String> ids = accounts.stream().map(Texts::lower).collect(Collectors.toSet());
    for (Path path : files(folder)) {
      String name = DownloadFiles.stem(path);
      if (Files.isDirectory(path)) {
        List<Path> zips = files(path).stream().filter(DownloadGroup::isZip).toList();
        groups.put(name, zips.isEmpty() ? List.of(path) : zips);
      } else if (isZip(path)) {
        String base = ids.contains(Texts.lower(name)) ? name : withoutNumber(name);
        groups.computeIfAbsent(base, n -> new ArrayList<>()).add(path);
      }
    }
    return groups.entrySet().stream()
        .map(one -> of(one.getKey(), one.getValue(), ids))
        .flatMap(group -> group.areParts() ? Stream.of(group) : group.apart().stream())
        .toList();
  }

  private boolean areParts() {
    return numbers.isEmpty() || numbers.size() < parts.size() || numbers.get(0) <= LAST_FIRST;
  }

  private static DownloadGroup of(String name, List<Path> parts, Set<String> ids) {
    List<Integer> numbers =
        parts.stream()
            .filter(part -> !Files.isDirectory(part))
            .filter(part -> !ids.contains(Texts.lower(DownloadFiles.stem(part))))
            .map(DownloadGroup::number)
            .filter(n -> n > 0)
            .sorted()
            .toList();
    return new DownloadGroup(
        parts.size() == 1 ? String.valueOf(parts.get(0).getFileName()) : name,
        List.copyOf(parts),
        numbers);
  }

  /** Each part as a download of its own. */
  List<DownloadGroup> apart() {
    return parts.stream()
        .map(part -> new DownloadGroup(part.getFileName().toString(), List.of(part), List.of()))
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

  /** Whether someone gave it the id of an account as its name, with or without a date behind. */
  boolean isNamed(String account) {
    return Stream.concat(Stream.of(name), parts.stream().map(p -> p.getFileName().toString()))
        .map(one -> DownloadFiles.stem(Path.of(one)))
        .flatMap(
            one -> Stream.of(one, withoutNumber(one), DATE_BEHIND.matcher(one).replaceFirst("")))
        .anyMatch(account::equalsIgnoreCase);
  }

  /** The parts that a gap in the numbers shows to be missing, in phrases. */
  List<String> missing() {
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
