package org.invigilator.connector.archive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.register.Texts;

/**
 * The parts of one download: ZIP files and folders whose names differ only in the number at their
 * end, alone or in one folder. A name that is the id of an account has no such number. Downloads
 * that were put into one folder or ZIP file stay apart.
 *
 * @param name what to call it to a person
 * @param others everything else in the same files and folders
 * @param numbers the numbers of the parts that have one, in their order
 * @param folder the folder around it, by whose name it may be of an account; may be empty
 */
record DownloadGroup(
    String name,
    List<DownloadPart> parts,
    List<DownloadPart> others,
    List<Integer> numbers,
    String folder) {
  private static final Pattern NUMBERED =
      Pattern.compile("(?i)(.*?)(?:[-_ ]+part[-_ ]?|-|_| ?\\()(\\d{1,3})\\)?");

  /** Google writes 001 on a download of one part too, and browsers (1) on a second copy. */
  private static final Pattern FIRST_OF_SEVERAL = Pattern.compile("(?i).*[-_ ](?:part[-_ ]?)?0?1");

  private static final Pattern DATE_BEHIND =
      Pattern.compile("[-_ ]+(?:\\d{4}-\\d{2}-\\d{2}|\\d{2}_\\d{2}_\\d{4}|\\d{8})$");

  /** Numbers that begin later count something else than the parts of a download. */
  private static final int LAST_FIRST = 3;

  /** A date at the end of a name is not the number of a part. */
  private static final Pattern DATED =
      Pattern.compile(".*\\d{4}[-_]\\d{1,2}|.*\\d{2}_\\d{2}|.*[-_]\\d{4}");

  /**
   * The downloads in a folder, which need not be there, in the order of their names.
   *
   * @param accounts the ids of the registered accounts
   */
  static List<DownloadGroup> in(Path folder, Set<String> accounts) {
    Set<String> ids = accounts.stream().map(Texts::lower).collect(Collectors.toSet());
    List<Path> paths = files(folder);
    Set<String> packed = new HashSet<>();
    paths.stream()
        .filter(DownloadGroup::isZip)
        .forEach(p -> packed.add(Texts.lower(DownloadFiles.stem(p))));
    List<DownloadGroup> groups = new ArrayList<>();
    List<DownloadPart> atTop = new ArrayList<>();
    for (Path path : paths) {
      if (isZip(path)) {
        atTop.addAll(DownloadPart.in(path));
      } else if (Files.isDirectory(path)
          && !packed.contains(Texts.lower(String.valueOf(path.getFileName())))) {
        // What was unpacked beside its ZIP file is in the ZIP file.
        List<Path> zips = files(path).stream().filter(DownloadGroup::isZip).toList();
        List<DownloadPart> within =
            (zips.isEmpty() ? List.of(path) : zips)
                .stream().flatMap(one -> DownloadPart.in(one).stream()).toList();
        if (zips.isEmpty() && within.size() == 1) {
          atTop.addAll(within);
        } else {
          groups.addAll(of(within, ids, DownloadFiles.stem(path)));
        }
      }
    }
    groups.addAll(of(atTop, ids, ""));
    groups.sort(Comparator.comparing(DownloadGroup::name));
    return groups.stream()
        .flatMap(group -> group.areParts() ? Stream.of(group) : group.apart().stream())
        .toList();
  }

  /** Parts by their names without a number, in the order of these. */
  private static List<DownloadGroup> of(List<DownloadPart> all, Set<String> ids, String folder) {
    Map<String, List<DownloadPart>> byName = new TreeMap<>();
    for (DownloadPart part : all) {
      String name = nameOf(part, ids);
      byName.computeIfAbsent(name, n -> new ArrayList<>()).add(part);
    }
    Map<String, List<DownloadPart>> wholes = wholes(byName, folder);
    return wholes.entrySet().stream().map(one -> of(one, all, ids, folder)).toList();
  }

  /** A folder of files of which at most one is a download of its own is one download. */
  private static Map<String, List<DownloadPart>> wholes(
      Map<String, List<DownloadPart>> byName, String folder) {
    long beginnings =
        byName.values().stream()
            .filter(parts -> parts.stream().anyMatch(DownloadPart::isBeginning))
            .count();
    if (folder.isEmpty() || beginnings > 1) {
      return byName;
    }
    List<DownloadPart> all = byName.values().stream().flatMap(List::stream).toList();
    return Map.of(folder, all);
  }

  private static String nameOf(DownloadPart part, Set<String> ids) {
    String name = DownloadFiles.stem(part.path());
    String base = ids.contains(Texts.lower(name)) ? name : withoutNumber(name);
    return part.root().isEmpty() ? base : base + "/" + withoutNumber(part.stem());
  }

  private static DownloadGroup of(
      Map.Entry<String, List<DownloadPart>> named,
      List<DownloadPart> all,
      Set<String> ids,
      String folder) {
    List<DownloadPart> parts = List.copyOf(named.getValue());
    List<Integer> numbers =
        parts.stream()
            .filter(part -> parts.size() > 1 || !Files.isDirectory(part.path()))
            .filter(part -> !ids.contains(Texts.lower(part.stem())))
            .map(DownloadGroup::number)
            .filter(n -> n > 0)
            .sorted()
            .toList();
    List<DownloadPart> others = all.stream().filter(part -> !parts.contains(part)).toList();
    return new DownloadGroup(
        parts.size() == 1 ? parts.get(0).title() : named.getKey(), parts, others, numbers, folder);
  }

  private boolean areParts() {
    return numbers.isEmpty() || numbers.size() < parts.size() || numbers.get(0) <= LAST_FIRST;
  }

  /** Each part as a download of its own. */
  List<DownloadGroup> apart() {
    return parts.stream()
        .map(
            part -> {
              List<DownloadPart> rest =
                  Stream.concat(others.stream(), parts.stream()).filter(p -> p != part).toList();
              return new DownloadGroup(part.title(), List.of(part), rest, List.of(), folder);
            })
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
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".zip") && !Files.isDirectory(path);
  }

  private static String withoutNumber(String name) {
    Matcher numbered = NUMBERED.matcher(name);
    return numbered.matches() && !DATED.matcher(numbered.group(1)).matches()
        ? numbered.group(1)
        : name;
  }

  private static int number(DownloadPart part) {
    Matcher numbered = NUMBERED.matcher(part.stem());
    return numbered.matches() && !DATED.matcher(numbered.group(1)).matches()
        ? Integer.parseInt(numbered.group(2))
        : 0;
  }

  /** Whether someone gave it the id of an account as its name, with or without a date behind. */
  boolean isNamed(String account) {
    Set<String> names = new TreeSet<>(Set.of(name, folder));
    for (DownloadPart part : parts) {
      names.add(DownloadFiles.stem(part.path()));
      names.add(part.stem());
    }
    return names.stream()
        .map(one -> one.replaceFirst("(?i)\\.zip$", ""))
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
    boolean isLone = parts.size() == 1 && numbers.equals(List.of(1));
    if (isLone && FIRST_OF_SEVERAL.matcher(parts.get(0).stem()).matches()) {
      missing.add(
          "its name ends with 1, as the first of several parts does; put the others beside it, or rename it if it is the only one");
    }
    return missing;
  }
}
