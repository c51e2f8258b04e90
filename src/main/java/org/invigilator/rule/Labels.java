package org.invigilator.rule;

import com.ibm.icu.text.ListFormatter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.core.type.TypeReference;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What the names in registers and policies are called in a sentence. */
public final class Labels {
  private static final Map<String, Map<String, String>> ALL = load();
  private static final Pattern MACHINE_NAME = Pattern.compile("[a-z0-9]+([_-][a-z0-9]+)+");

  private Labels() {}

  /** What a column, a role, a kind or a choice is called. */
  public static String of(String name) {
    return find("names", name);
  }

  /** The same for several. */
  public static List<String> of(Collection<String> names) {
    return names.stream().map(Labels::of).toList();
  }

  /** What someone is whom the register lists with a role: "an administrator", "the author". */
  public static String listedAs(String role) {
    return find("listed_as", role);
  }

  /** What a sign or a tier of a recognised name is called. */
  public static String sign(String name) {
    return find("signs", name);
  }

  /** Several of which one is enough: "CEO or principal". */
  public static String oneOf(Collection<String> names) {
    return ListFormatter.getInstance(Locale.UK, ListFormatter.Type.OR, ListFormatter.Width.WIDE)
        .format(of(names));
  }

  private static String find(String section, String name) {
    String label = ALL.getOrDefault(section, Map.of()).get(name.toLowerCase(Locale.ROOT));
    if (label != null) {
      return label;
    }
    return MACHINE_NAME.matcher(name).matches() ? name.replaceAll("[_-]", " ") : name;
  }

  private static Map<String, Map<String, String>> load() {
    try (InputStream in = Labels.class.getResourceAsStream("labels.yaml")) {
      return new YAMLMapper()
          .readValue(in, new TypeReference<LinkedHashMap<String, Map<String, String>>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
