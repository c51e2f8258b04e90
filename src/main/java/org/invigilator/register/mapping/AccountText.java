package org.invigilator.register.mapping;

import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.invigilator.register.Cells;
import org.invigilator.register.DateHint;
import org.invigilator.register.Platforms;
import org.invigilator.register.Vocabulary;

/** What is read out of the free texts of a list of accounts. */
final class AccountText {
  private static final Pattern HANDLE =
      Pattern.compile("(?<![\\p{L}\\p{N}.])@([\\p{L}\\p{N}._]{2,50}[\\p{L}\\p{N}_])");
  private static final Pattern ADDRESS = Pattern.compile("(?i)\\b(?:https?://|www\\.)\\S+");
  private static final Pattern MONTH = Pattern.compile("(\\d{1,2})[/.-](\\d{4}|1[3-9]|[2-9]\\d)");
  private static final Pattern SCHOOL_YEAR = Pattern.compile("(20\\d{2})[/-](?:20)?\\d{2}");
  private static final Pattern MONTH_NAME = Pattern.compile("(\\p{L}{3,9})\\.? (\\d{4}|\\d{2})");
  private static final Pattern DATED_STATUS =
      Pattern.compile(
          "(?i)([\\p{L} ]+?)[\\s:,(–-]*(?:(?:on|in|since|from|as of)\\s+)?((?:\\d{1,2}[/. -])?(?:\\d{1,2}|\\p{L}{3,9})[/. -]\\d{2,4}|\\d{4}-\\d{2}-\\d{2}|\\d{4})\\)?");

  /** A handle or an address, and what is written about it. */
  private static final Pattern REMARK =
      Pattern.compile("(\\S+?)\\s*[\\s(\\[:,;–—-]+([^()\\[\\]]+)[)\\]]?");

  private static final Pattern NO_ACCOUNT =
      Pattern.compile("(?i)(?:no|none|not|never|n/a|nothing)\\s.*");

  /** What covers a link that a saved sheet does not have. */
  private static final Pattern LINK_TEXT =
      Pattern.compile("(?i)(?:click |see |view )?(?:here|link|page)|(?:visit|follow|like) us.*");

  /** "Account closed 2023" has no name. */
  private static final Pattern THING =
      Pattern.compile("(?i)(?:the |our |this )?(?:account|page|profile|channel|site|group|it)");

  /** What was closed and is in use again, or the other way round. */
  private static final Pattern AGAIN =
      Pattern.compile(
          "(?i)\\b(?:re-?open\\w*|re-?launch\\w*|re-?start\\w*|re-?activat\\w*|again|back)\\b");

  /** A word that goes on as that of something else: "Closed group", "Active/closed". */
  private static final Pattern OF_MORE =
      Pattern.compile(
          "(?i)^\\p{L}+(?:\\s+(?!(?:by|in|on|since|last|as|due|because|down|now|and|until|from|after|before|but|at|for|account|page|profile|channel|site|permanently|temporarily|recently)\\b)\\p{L}|\\s*[/|]\\s*\\p{L})");

  private static final Pattern WHOLE =
      Pattern.compile("(?i)\\b(?:main|whole[ -]?school|official|(?:school|academy) account)\\b");

  private static final Pattern DEPARTMENT =
      Pattern.compile(
          "(?i)\\b(?:dept|department|faculty|PE|sport|maths|english|science|music|drama|library|year \\d+|sixth form|careers|art|history|geography|mfl|computing|team|club|house|reception|nursery|pta|alumni)\\b");

  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("twitter", "TW"),
          Map.entry("facebook", "FB"),
          Map.entry("instagram", "IG"),
          Map.entry("youtube", "YT"),
          Map.entry("tiktok", "TT"),
          Map.entry("linkedin", "LI"),
          Map.entry("threads", "TH"),
          Map.entry("bluesky", "BS"),
          Map.entry("snapchat", "SC"),
          Map.entry("whatsapp", "WA"),
          Map.entry("pinterest", "PI"),
          Map.entry("vimeo", "VI"),
          Map.entry("flickr", "FL"));

  private AccountText() {}

  private static boolean isWord(String text) {
    return Vocabulary.word(
            org.invigilator.register.Register.ACCOUNTS, "status", java.util.Set.of(), text)
        .isPresent();
  }

  /** A status with the date behind it taken apart: "Closed 07/2023". */
  record Status(String word, Optional<String> date) {
    static Status of(String text) {
      if (AGAIN.matcher(text).find()) {
        return new Status(text, Optional.empty());
      }
      Matcher dated = DATED_STATUS.matcher(text.strip());
      if (dated.matches()) {
        Optional<String> date = lastDay(dated.group(2));
        if (date.isPresent()) {
          return new Status(dated.group(1).strip(), date);
        }
      }
      // "Closed - duplicate" and "Open (private)" begin with the word that counts.
      String first = text.strip().replaceFirst("[^\\p{L}].*$", "");
      return isWord(text) || !isWord(first) || OF_MORE.matcher(text.strip()).find()
          ? new Status(text, Optional.empty())
          : new Status(
              first,
              lastDay(text.strip().substring(first.length()).replaceFirst("^[^\\p{L}\\d]+", "")));
    }
  }

  /**
   * A handle or an address, and the status of the account where the same cell says it: "@pe
   * (closed)", "closed 2024", or a tick for an account that is in use.
   *
   * @param status empty where the cell says none
   */
  record Place(String text, Optional<Status> status) {
    static Place of(String cell) {
      String text = cell.strip();
      Status whole = Status.of(text);
      if (Vocabulary.isTick(text) || isWord(whole.word())) {
        return new Place("", Optional.of(Vocabulary.isTick(text) ? Status.of("open") : whole));
      }
      if (NO_ACCOUNT.matcher(text).matches() || LINK_TEXT.matcher(text).matches()) {
        return new Place("", Optional.empty());
      }
      Matcher remark = REMARK.matcher(text);
      Optional<Status> status =
          remark.matches()
              ? Optional.of(Status.of(remark.group(2).strip())).filter(said -> isWord(said.word()))
              : Optional.empty();
      boolean isNamed = status.isPresent() && !THING.matcher(remark.group(1)).matches();
      return new Place(isNamed ? remark.group(1) : status.isPresent() ? "" : text, status);
    }
  }

  /** A date as a register has it; of a month or a year alone the last day. */
  static Optional<String> lastDay(String text) {
    Optional<String> date = date(text);
    return date.isPresent()
        ? date
        : text.matches("(?:19|20)\\d{2}")
            ? Optional.of(text + "-12-31")
            : month(text).map(month -> month.atEndOfMonth().toString());
  }

  /** The first day of a date, a month, a school year or a year. */
  static Optional<String> firstDay(String text) {
    Optional<String> date = date(text);
    Matcher year = SCHOOL_YEAR.matcher(text);
    return date.isPresent()
        ? date
        : year.matches()
            ? Optional.of(year.group(1) + "-09-01")
            : text.matches("(?:19|20)\\d{2}")
                ? Optional.of(text + "-01-01")
                : month(text).map(month -> month.atDay(1).toString());
  }

  /** A date in any of the forms that are clear. */
  static Optional<String> date(String text) {
    return Cells.date(text)
        .map(Object::toString)
        .or(() -> DateHint.of(text).flatMap(Cells::date).map(Object::toString));
  }

  private static Optional<YearMonth> month(String text) {
    Matcher year = SCHOOL_YEAR.matcher(text);
    if (year.matches()) {
      return Optional.of(YearMonth.of(Integer.parseInt(year.group(1)) + 1, 8));
    }
    Matcher figures = MONTH.matcher(text);
    if (figures.matches()) {
      int month = Integer.parseInt(figures.group(1));
      return month < 1 || month > 12
          ? Optional.empty()
          : Optional.of(YearMonth.of(fullYear(figures.group(2)), month));
    }
    Matcher name = MONTH_NAME.matcher(text);
    return name.matches()
        ? DateHint.of("1 " + text).flatMap(Cells::date).map(YearMonth::from)
        : Optional.empty();
  }

  private static int fullYear(String digits) {
    int year = Integer.parseInt(digits);
    return digits.length() == 2 ? 2000 + year : year;
  }

  /** The handle in a text, without @. */
  static Optional<String> handle(String text) {
    Matcher handle = HANDLE.matcher(text);
    return handle.find() ? Optional.of(handle.group(1)) : Optional.empty();
  }

  /** The address in a text. */
  static Optional<String> address(String text) {
    Matcher address = ADDRESS.matcher(text);
    return address.find()
        ? Optional.of(address.group().replaceFirst("[).,;]+$", ""))
        : Optional.empty();
  }

  /** The platform that a text names, where it names one alone. */
  static Optional<String> platform(String text) {
    Optional<String> linked = address(text).flatMap(Platforms::link).map(Platforms.Link::platform);
    if (linked.isPresent()) {
      return linked;
    }
    List<String> named = Platforms.namedIn(text);
    return named.size() == 1 ? Optional.of(named.get(0)) : Optional.empty();
  }

  /** The kind of account that the name of a site shows; empty when it shows none. */
  static String kind(String site) {
    return WHOLE.matcher(site).find()
        ? "academy"
        : DEPARTMENT.matcher(site).find() ? "department" : "";
  }

  /** The two letters of a platform in ids. */
  static String shortOf(String platform) {
    String other = Vocabulary.fold(platform).toUpperCase(Locale.ROOT);
    return SHORT.getOrDefault(platform, other.length() < 2 ? "XX" : other.substring(0, 2));
  }

  /** A text as part of an id: letters, digits, dots and underscores, anything else as a hyphen. */
  static String slug(String text) {
    String slug =
        text.strip()
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^\\p{L}\\p{N}._]+", "-")
            .replaceAll("\\.{2,}", ".")
            .replaceAll("^[-._]+|[-._]+$", "");
    return slug.length() > 48 ? slug.substring(0, 48) : slug;
  }
}
