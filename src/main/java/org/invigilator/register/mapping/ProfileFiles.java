package org.invigilator.register.mapping;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.invigilator.register.OwnerOnly;
import org.invigilator.register.Register;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The files in which profiles are kept. */
final class ProfileFiles {
  private final List<ImportPart> parts;

  ProfileFiles(List<ImportPart> parts) {
    this.parts = parts;
  }

  /**
   * Writes the profiles.
   *
   * @param folder {@code mappings/} of the trust
   * @return the files that were written
   */
  List<Path> write(Path folder) throws IOException {
    OwnerOnly.folder(folder);
    if (parts.stream()
        .anyMatch(
            part ->
                part.registers.containsKey(Register.PUPILS)
                    || part.registers.containsKey(Register.CONSENT))) {
      Identifiers.prepare(folder);
    }
    List<Path> written = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    Map<String, Integer> patterns = new TreeMap<>();
    parts.stream()
        .map(part -> part.file)
        .distinct()
        .forEach(file -> patterns.merge(pattern(file), 1, Integer::sum));
    for (ImportPart part : parts) {
      String base =
          AccountText.slug(String.valueOf(part.file.getFileName()).replaceFirst("\\.[^.]*$", ""));
      String name = base.isEmpty() ? "profile" : base;
      for (int i = 2; !names.add(name); i++) {
        name = base + "-" + i;
      }
      Path file = folder.resolve(name + ".yaml");
      boolean isShared = patterns.getOrDefault(pattern(part.file), 0) > 1;
      byte[] text = yaml(part, isShared).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      OwnerOnly.replace(file, out -> out.write(text));
      written.add(file);
    }
    return written;
  }

  /** The names that later exports of a file may have: with other numbers in them. */
  private static String pattern(Path file) {
    return exact(file).replaceAll("\\d+(?:[-_. ]\\d+)*", "*");
  }

  private static String exact(Path file) {
    return String.valueOf(file.getFileName()).replaceAll("[\\[\\]{}*]", "?");
  }

  private static String yaml(ImportPart part, boolean isShared) {
    Map<String, Object> profile = new LinkedHashMap<>();
    profile.put("about", "How " + part.label() + " is read.");
    profile.put("files", isShared ? exact(part.file) : pattern(part.file));
    if (!part.school.isEmpty()) {
      profile.put("school", part.school);
    }
    if (part.sheets.get(0).isForm()) {
      profile.put("form", true);
    }
    Map<String, Object> registers = new LinkedHashMap<>();
    part.registers.forEach(
        (register, columns) -> {
          Map<String, Object> written = new LinkedHashMap<>();
          columns.forEach((column, spec) -> written.put(column, spec.written()));
          registers.put(register.fileName(), written);
        });
    profile.put("registers", registers);
    if (!part.values.isEmpty()) {
      profile.put("values", part.values);
    }
    profile.put("unused", part.neverUsed());
    return new YAMLMapper().writeValueAsString(profile);
  }
}
