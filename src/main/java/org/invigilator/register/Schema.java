package org.invigilator.register;

import java.io.IOException;
import java.io.InputStream;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The columns of every register, read once from {@code registers.yaml}. */
public record Schema(String keeper, Map<String, Column> columns) {
  private static final Map<Register, Schema> ALL = load();

  /** The columns of a register, in the order of the document. */
  public static Schema of(Register register) {
    Schema schema = ALL.get(register);
    if (schema == null) {
      throw new IllegalStateException("registers.yaml does not describe " + register.fileName());
    }
    return schema;
  }

  private static Map<Register, Schema> load() {
    try (InputStream in = Schema.class.getResourceAsStream("registers.yaml")) {
      LinkedHashMap<String, Schema> read =
          new YAMLMapper().readValue(in, new TypeReference<LinkedHashMap<String, Schema>>() {});
      Map<Register, Schema> all = new EnumMap<>(Register.class);
      read.forEach(
          (name, schema) -> all.put(Register.valueOf(name.toUpperCase(Locale.ROOT)), schema));
      return all;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
