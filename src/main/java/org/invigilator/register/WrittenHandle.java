package org.invigilator.register;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An account as someone wrote it in a cell of any register: {@code @name}, {@code twitter:name},
 * {@code twitter:name:id}, {@code name (Instagram)}, or the address of a profile.
 *
 * @param platform the standard name, or an empty text where none is given
 * @param handle as written, without @; an empty text where the address has an id alone
 * @param userId the id on the platform, or an empty text
 */
record WrittenHandle(String platform, String handle, String userId) {
  private static final Pattern HANDLE =
      Pattern.compile(
          "[\\p{L}\\p{N}](?:[\\p{L}\\p{N}._-]{0,98}[\\p{L}\\p{N}_-])?|[._-][\\p{L}\\p{N}._-]{1,98}");
  private static final Pattern WITH_HOST = Pattern.compile("@?([^@\\s]+@[^@\\s]+\\.[^@\\s]+)");
  private static final Pattern WITH_REMARK = Pattern.compile("(@\\S+)\\s*\\(([^)]+)\\)");
  private static final Pattern PLATFORM_LAST = Pattern.compile("(\\S+)\\s*\\(([^)]+)\\)");
  private static final Pattern PLATFORM_FIRST =
      Pattern.compile("(\\p{L}[\\p{L} '/()]{0,30}?)(?:\\s*[:=]\\s*|\\s+[-–]\\s+|\\s+(?=@))(.+)");

  /** Words that say that there is no account, or that none is known. */
  private static final Set<String> NONE =
      Set.of("none", "none known", "no", "nil", "na", "n.a.", "--", "unknown", "not known");

  /**
   * The accounts in a cell, which are separated by semicolons, commas or line ends; none where a
   * word says that there is none.
   */
  static List<String> parts(String cell) {
    return Stream.of(cell.split("[;,\\n]"))
        .map(String::strip)
        .filter(part -> !Texts.isUnknown(part) && !NONE.contains(Texts.lower(part)))
        .toList();
  }

  /** The account; empty when the text cannot be one. */
  static Optional<WrittenHandle> of(String text) {
    String written = text.strip();
    if (isAddress(written)) {
      return ofAddress(written);
    }
    Matcher remark = WITH_REMARK.matcher(written);
    if (remark.matches() && !Platforms.isKnown(Platforms.canonical(remark.group(2)))) {
      return of(remark.group(1));
    }
    Matcher last = PLATFORM_LAST.matcher(written);
    if (last.matches() && Platforms.isKnown(Platforms.canonical(last.group(2)))) {
      return ofHandle(Platforms.canonical(last.group(2)), last.group(1));
    }
    Matcher first = PLATFORM_FIRST.matcher(written);
    if (first.matches()) {
      String rest = first.group(2);
      return isAddress(rest)
          ? ofAddress(rest)
          : platform(first.group(1)).flatMap(platform -> ofHandle(platform, rest));
    }
    return ofHandle("", written);
  }

  /**
   * The account of a row that has a column for the platform, with what is written where unclear.
   */
  static WrittenHandle ofAccount(String platform, String text) {
    String canonical = Platforms.canonical(platform);
    Matcher last = PLATFORM_LAST.matcher(text.strip());
    boolean isNamed = last.matches() && Platforms.isKnown(Platforms.canonical(last.group(2)));
    Optional<WrittenHandle> address =
        isAddress(text.strip()) ? ofAddress(text) : isNamed ? of(text) : Optional.empty();
    return address
        .map(
            a ->
                new WrittenHandle(
                    canonical.isEmpty() ? a.platform() : canonical, a.handle(), a.userId()))
        .orElseGet(() -> new WrittenHandle(canonical, text.strip().replaceFirst("^@\\s*", ""), ""));
  }

  /** The platform that words before a handle name; empty when they name none. */
  private static Optional<String> platform(String words) {
    return Stream.concat(Stream.of(words), Stream.of(words.split("[/()]")))
        .map(Platforms::canonical)
        .filter(Platforms::isKnown)
        .findFirst()
        .or(() -> Platforms.like(words));
  }

  private static boolean isAddress(String text) {
    return Texts.lower(text).matches("https?://.*")
        || (text.contains("/") && Platforms.link(text).isPresent())
        || Texts.lower(text).startsWith("www.");
  }

  private static Optional<WrittenHandle> ofAddress(String text) {
    return Platforms.link(text)
        .filter(link -> !link.handle().isEmpty() || !link.userId().isEmpty())
        .map(
            link ->
                new WrittenHandle(
                    link.platform(), typedHandle(text, link.handle()), link.userId()));
  }

  /** The handle with the capitals with which the address has it. */
  private static String typedHandle(String address, String lower) {
    // A letter may become two in lower case, so places in the lower-case text are not those here.
    for (int at = address.length() - lower.length(); at >= 0 && !lower.isEmpty(); at--) {
      if (address.regionMatches(true, at, lower, 0, lower.length())) {
        return address.substring(at, at + lower.length());
      }
    }
    return lower;
  }

  private static Optional<WrittenHandle> ofHandle(String platform, String text) {
    String[] parts = text.split(":", 2);
    String handle = parts[0].strip();
    Matcher host = WITH_HOST.matcher(handle);
    String bare = host.matches() ? host.group(1) : handle.replaceFirst("^@\\s*", "");
    String id = parts.length > 1 ? parts[1].strip() : "";
    boolean isHandle = HANDLE.matcher(bare).matches() || host.matches();
    return isHandle || (bare.isEmpty() && !id.isEmpty())
        ? Optional.of(new WrittenHandle(platform, bare, id))
        : Optional.empty();
  }
}
