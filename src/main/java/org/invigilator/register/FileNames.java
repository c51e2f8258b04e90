package org.invigilator.register;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Codes and ids as names of files: reports of academies and saved copies of accounts must be files
 * of their own on every system, whatever it does to a name.
 */
public final class FileNames {
  private static final Pattern REPLACED = Pattern.compile("[^\\p{L}\\p{N}._-]");

  /** Devices of Windows, whatever extension follows. */
  private static final Pattern RESERVED =
      Pattern.compile("(?i)(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\\..*)?");

  private FileNames() {}

  /** The name of the file of an academy, without its extension. */
  public static String of(String code) {
    return REPLACED.matcher(code).replaceAll("_");
  }

  /** Where a code is written. */
  private record Place(String file, int row, String column, String code) {}

  /** The codes of academies and the ids of accounts that cannot be told apart as files. */
  static List<Problem> problems(
      String accountsFile,
      List<Account> accounts,
      String academiesFile,
      List<Academy> academies,
      List<Integer> rowsOfAcademies) {
    List<Place> codes = new ArrayList<>();
    for (int i = 0; i < academies.size(); i++) {
      codes.add(
          new Place(
              academiesFile, rowsOfAcademies.get(i), "academy_code", academies.get(i).code()));
    }
    List<Place> ids = new ArrayList<>();
    for (Account account : accounts) {
      int row = account.row().number();
      codes.add(new Place(accountsFile, row, "academy_code", account.academy()));
      ids.add(new Place(accountsFile, row, "account_id", account.id()));
    }
    List<Problem> problems = new ArrayList<>();
    check(codes, problems);
    check(ids, problems);
    return problems;
  }

  private static void check(List<Place> places, List<Problem> problems) {
    Map<String, Place> first = new HashMap<>();
    for (Place place : places) {
      if (place.code().isEmpty()) {
        continue;
      }
      Place other = first.putIfAbsent(folded(place.code()), place);
      if (other == null) {
        unusable(place.code())
            .ifPresent(
                why ->
                    problems.add(
                        problem(place, why, "Choose another one, and change it everywhere.")));
      } else if (!other.code().equals(place.code())) {
        problems.add(
            problem(
                place,
                "gives the same file name as '"
                    + Texts.visible(other.code())
                    + "' ("
                    + other.file()
                    + ", row "
                    + other.row()
                    + ").",
                "Write the same code the same way, or give each its own."));
      }
    }
  }

  private static Problem problem(Place place, String why, String remedy) {
    return new Problem(
        place.file(),
        place.row(),
        place.column(),
        "'" + Texts.visible(place.code()) + "' " + why,
        remedy);
  }

  private static Optional<String> unusable(String code) {
    return RESERVED.matcher(code).matches()
        ? Optional.of("cannot be the name of a file on Windows.")
        : code.endsWith(".")
            ? Optional.of("ends with a dot, which Windows removes from the name of a file.")
            : Optional.empty();
  }

  private static String folded(String code) {
    String name = Texts.lower(Texts.normalize(of(code), Normalizer.Form.NFKC));
    return name.replaceAll("\\.+$", "");
  }
}
