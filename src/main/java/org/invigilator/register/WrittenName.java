package org.invigilator.register;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A name in a cell with what people write around it: "Head of PE – First Last", "Last, First". */
public final class WrittenName {
  private static final Pattern TITLE =
      Pattern.compile(
          "^(?:mr|mrs|ms|miss|master|mx|dr|rev|revd|prof|professor|sir|dame|lady|lord|father|sister)\\.?\\s+",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern SEPARATOR =
      Pattern.compile("\\s+[-–—|:/]\\s+|\\s*[:|]\\s+|\\s*[()]\\s*");
  private static final Pattern TURNED = Pattern.compile("([^,]+),\\s*([^,]+)");

  private WrittenName() {}

  /** A name without a title such as Mrs. */
  public static String withoutTitle(String text) {
    return TITLE.matcher(text.strip()).replaceFirst("");
  }

  /** The forms in which a name may be in a register, the text itself first. */
  static Set<String> forms(String text) {
    Set<String> forms = new LinkedHashSet<>();
    add(text, forms);
    for (String part : SEPARATOR.split(text)) {
      add(part, forms);
    }
    return forms;
  }

  private static void add(String text, Set<String> forms) {
    String name = text.strip();
    if (name.isEmpty()) {
      return;
    }
    forms.add(name);
    forms.add(withoutTitle(name));
    int blank = name.lastIndexOf(' ');
    if (blank > 0 && name.indexOf(',') < 0) {
      // "THORNBURY Keziah", in lists sorted by surname.
      forms.add(name.substring(blank + 1) + " " + name.substring(0, blank).strip());
    }
    Matcher turned = TURNED.matcher(name);
    if (turned.matches()) {
      forms.add(withoutTitle(turned.group(2)) + " " + turned.group(1).strip());
    }
  }
}
