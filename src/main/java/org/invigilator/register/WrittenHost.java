package org.invigilator.register;

import com.ibm.icu.text.IDNA;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The host of a website or of mail addresses as someone wrote it: {@code example.org}, {@code
 * *.example.org}, {@code @example.org}, or the address of its first page.
 *
 * @param host in small letters without {@code www.}, other letters than ASCII in the form of RFC
 *     5891
 * @param page what follows the host, without which it says less than was written; an empty text for
 *     a host alone
 */
public record WrittenHost(String host, String page) {
  private static final String LABEL =
      "[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}_-]*[\\p{L}\\p{M}\\p{N}])?";
  private static final Pattern FORM =
      Pattern.compile(
          "(?:https?://|[^\\s@/]*@|\\*?\\.)?(?:www\\.(?=[^.]+\\.))?("
              + LABEL
              + "(?:\\."
              + LABEL
              + ")*\\.\\p{L}[\\p{L}\\p{M}\\p{N}-]+)\\.?(?::\\d+)?((?:[/?#]\\S*)?)",
          Pattern.CASE_INSENSITIVE);

  /** No host that exists is longer (RFC 1035). */
  private static final int LONGEST = 253;

  /** The host in a text; empty when the text is none, such as a single word. */
  public static Optional<WrittenHost> of(String text) {
    Matcher form = FORM.matcher(text.strip());
    return form.matches()
        ? Optional.of(
            new WrittenHost(ascii(form.group(1)), form.group(2).equals("/") ? "" : form.group(2)))
        : Optional.empty();
  }

  /** Why a text cannot be taken as a host, completing "'text' …"; empty when it can. */
  public static Optional<String> problem(String text) {
    return of(text)
        .map(
            written ->
                written.page().isEmpty()
                    ? Optional.<String>empty()
                    : Optional.of(
                        "is one page of a website, but the whole of "
                            + written.host()
                            + " would count."))
        .orElse(Optional.of("is not a host."));
  }

  /** A host in small letters, in the form in which links have it. */
  public static String ascii(String host) {
    String lower = Texts.lower(host);
    if (lower.length() > LONGEST || lower.chars().allMatch(c -> c < 128)) {
      return lower;
    }
    IDNA.Info info = new IDNA.Info();
    StringBuilder ascii = new StringBuilder();
    IDNA.getUTS46Instance(IDNA.NONTRANSITIONAL_TO_ASCII).nameToASCII(lower, ascii, info);
    return info.hasErrors() ? lower : ascii.toString();
  }
}
