package org.invigilator.register;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.invigilator.input.InputFile;
import org.invigilator.register.mapping.MappedFiles;
import org.jspecify.annotations.Nullable;

/** Finds the registers among the files of a folder; those that profiles read are passed to them. */
final class RegisterFiles {
  private static final String ALL_IN_ONE = "registers";

  private final Path folder;
  private final MappedFiles mapped;
  private final List<Problem> problems = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  RegisterFiles(Path folder, MappedFiles mapped) {
    this.folder = folder;
    this.mapped = mapped;
  }

  List<Problem> problems() {
    return problems;
  }

  List<String> notes() {
    return notes;
  }

  /** The file or sheet of each register that is in one; a register in two is a problem. */
  Map<Register, RegisterSource> find() {
    Map<Register, RegisterSource> sources = new EnumMap<>(Register.class);
    candidates()
        .forEach(
            (register, files) ->
                single(files, register).ifPresent(source -> sources.put(register, source)));
    return sources;
  }

  private Map<Register, List<RegisterSource>> candidates() {
    Map<Register, List<RegisterSource>> found = new EnumMap<>(Register.class);
    if (!Files.isDirectory(folder)) {
      return found;
    }
    List<Path> files;
    try (Stream<Path> list = Files.list(folder)) {
      files = list.sorted().toList();
    } catch (IOException e) {
      problems.add(
          new Problem(
              "registers/", 0, "", "The folder cannot be read.", "Check its access permissions."));
      return found;
    }
    for (Path file : files) {
      String name = file.getFileName().toString();
      String lower = name.toLowerCase(Locale.ROOT);
      if (name.startsWith(".") || name.startsWith("~$") || Files.isDirectory(file)) {
        continue;
      }
      Optional<String> notAFile = InputFile.problem(file);
      if (notAFile.isPresent() && (lower.endsWith(".csv") || lower.endsWith(".xlsx"))) {
        problems.add(new Problem(Texts.visible("registers/" + name), 0, "", notAFile.get(), ""));
        continue;
      }
      String base = lower.replaceFirst("\\.[^.]*$", "");
      if ((lower.endsWith(".csv") || lower.endsWith(".xlsx")) && mapped.take(file)) {
        continue;
      }
      if (lower.endsWith(".csv") && registerOf(base) != null) {
        add(found, base, new RegisterSource.Csv(file));
      } else if (lower.endsWith(".xlsx")) {
        findSheets(found, file, base);
      } else {
        otherFile(Texts.visible("registers/" + name), lower);
      }
    }
    return found;
  }

  /** An old workbook that may be a register is refused; any other file is left alone. */
  private void otherFile(String label, String name) {
    String base = sheetBase(name.replaceFirst("\\.[^.]*$", ""));
    boolean isOld = name.matches(".*\\.(?:xls|xlsb|ods|numbers)");
    if (isOld && (registerOf(base) != null || base.equals(ALL_IN_ONE) || mapped.isMeant(name))) {
      problems.add(
          new Problem(
              label,
              0,
              "",
              "Workbooks of this kind (" + name.replaceFirst("^.*\\.", ".") + ") cannot be read.",
              "Open it in Excel or LibreOffice and save it as .xlsx, then delete this file."));
    } else if (isOld) {
      notes.add(label + " was not read; to use it, save it as .xlsx and delete this file.");
    } else if (name.endsWith(".csv")) {
      notes.add(
          label
              + " is not a register, so it was not read; 'invigilator import' shows how it could be.");
    } else {
      notes.add(label + " is not a register, so it was not read.");
    }
  }

  private void findSheets(Map<Register, List<RegisterSource>> found, Path file, String base) {
    try {
      List<String> sheets = RegisterSource.Sheet.names(file);
      if (registerOf(base) != null
          && sheets.stream().noneMatch(s -> registerOf(sheetBase(s)) != null)) {
        add(found, base, new RegisterSource.Sheet(file, sheets.get(0)));
        return;
      }
      for (String sheet : sheets) {
        if (registerOf(sheetBase(sheet)) != null
            && (base.equals(ALL_IN_ONE) || sheetBase(sheet).equals(base))) {
          add(found, sheetBase(sheet), new RegisterSource.Sheet(file, sheet));
        } else if (base.equals(ALL_IN_ONE) || registerOf(base) == null) {
          notes.add(
              "registers/"
                  + file.getFileName()
                  + ": the sheet '"
                  + sheet
                  + "' is not a register, so it was not read.");
        }
      }
    } catch (IOException e) {
      problems.add(
          new Problem(file.getFileName().toString(), 0, "", String.valueOf(e.getMessage()), ""));
    }
  }

  private static String sheetBase(String sheet) {
    return Texts.clean(sheet).toLowerCase(Locale.ROOT).replaceAll("[\\s-]+", "_");
  }

  private static void add(
      Map<Register, List<RegisterSource>> found, String base, RegisterSource source) {
    Register register = registerOf(base);
    if (register != null) {
      found.computeIfAbsent(register, r -> new ArrayList<>()).add(source);
    }
  }

  private static @Nullable Register registerOf(String base) {
    String name = base.equals("register") ? "accounts" : base;
    return Stream.of(Register.values())
        .filter(r -> r.fileName().equals(name))
        .findFirst()
        .orElse(null);
  }

  private Optional<RegisterSource> single(List<RegisterSource> candidates, Register register) {
    if (candidates.size() > 1) {
      problems.add(
          new Problem(
              candidates.get(1).label(),
              0,
              "",
              "The register "
                  + register.fileName()
                  + " is in this file and in "
                  + candidates.get(0).label()
                  + ".",
              "Delete one of them."));
      return Optional.empty();
    }
    return Optional.of(candidates.get(0));
  }
}
