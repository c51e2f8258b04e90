package org.invigilator.match;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.invigilator.register.Platforms;
import org.invigilator.register.Texts;

/** Finds private contacts and identity numbers in a text, less those the trust publishes itself. */
public final class PersonalData {
  private static final Pattern EMAIL =
      Pattern.compile("[A-Za-z0-9._%+'-]{1,64}@((?:[A-Za-z0-9-]{1,63}\\.){1,5}[A-Za-z]{2,24})");
  private static final Pattern POSTCODE =
      Pattern.compile(
          "\\b(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?\\d[A-HJKPSTUW\\d]? ?\\d[ABD-HJLNP-UW-Z]{2})\\b");
  private static final Pattern HOUSE =
      Pattern.compile("\\b\\d{1,4}[a-zA-Z]?,? +\\p{L}[\\p{L}'’ -]{2,40}");
  private static final Pattern NINO =
      Pattern.compile(
          "\\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]\\b");
  private static final Pattern UPN =
      Pattern.compile("\\b([A-HJ-NP-RT-Z])(\\d{11}[\\dA-HJ-NP-RT-Z])\\b");
  private static final String UPN_CHECK = "ABCDEFGHJKLMNPQRTUVWXYZ";
  private static final Pattern BIRTH =
      Pattern.compile(
          "(?i)\\b(?:born(?: on)?|d\\.?o\\.?b\\.?|date of birth|birth ?date)\\b[ .:=–-]{0,4}(?:the )?(?:\\d{1,2}[/.-]\\d{1,2}[/.-](?:19|20)?\\d{2}|\\d{1,2}(?:st|nd|rd|th)? (?:of )?[A-Za-z]{3,9},? (?:19|20)\\d{2})");
  private static final Pattern LINK = Pattern.compile("https?://\\S+");

  private final PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
  private final Set<PhoneNumber> published = new HashSet<>();
  private final Set<String> publishedText = new HashSet<>();
  private final Set<String> emailDomains = new HashSet<>();

  /**
   * What may be published.
   *
   * @param contacts numbers, addresses and postal addresses of the academies, and helplines
   * @param emailDomains the domains of the trust
   */
  public PersonalData(Collection<String> contacts, Collection<String> emailDomains) {
    for (String contact : contacts) {
      publishedText.add(squeeze(contact));
      for (PhoneNumberMatch match :
          phones.findNumbers(contact, "GB", PhoneNumberUtil.Leniency.POSSIBLE, Long.MAX_VALUE)) {
        published.add(bare(match.number()));
      }
      EMAIL.matcher(contact).results().forEach(mail -> publishedText.add(squeeze(mail.group())));
      var postcode = POSTCODE.matcher(contact.toUpperCase(Locale.ROOT));
      while (postcode.find()) {
        publishedText.add(squeeze(postcode.group()));
      }
    }
    this.emailDomains.addAll(emailDomains);
  }

  /**
   * The sorts of personal data that stand in a text, named for people; the data itself is never
   * returned.
   */
  public Set<String> in(String written, List<String> detect) {
    Set<String> found = new TreeSet<>();
    String text = Words.visible(written);
    Shape shape = Shape.of(text);
    boolean birth = shape.digits() >= 3 && detect.contains("dob") && speaksOfBirth(text);
    if (!shape.at() && !shape.code() && !birth && shape.longestNumber() < 10) {
      return found;
    }
    String plain = text.contains("http") ? LINK.matcher(text).replaceAll(" ") : text;
    if (shape.at() && detect.contains("email") && hasEmail(plain)) {
      found.add("an e-mail address");
    }
    if (shape.longestNumber() >= 10 && detect.contains("uk-phone") && hasPhone(plain)) {
      found.add("a telephone number");
    }
    if (shape.code() && detect.contains("address") && hasAddress(plain)) {
      found.add("a postal address");
    }
    if (birth && BIRTH.matcher(plain).find()) {
      found.add("a date of birth");
    }
    if (shape.digits() >= 6
        && shape.code()
        && detect.contains("nino")
        && NINO.matcher(plain).find()) {
      found.add("a National Insurance number");
    }
    if (shape.longestNumber() >= 11 && detect.contains("upn") && hasUpn(plain)) {
      found.add("a unique pupil number");
    }
    return found;
  }

  /**
   * What a text looks like from afar; most texts need no closer look.
   *
   * @param longestNumber the digits of the longest run of digits and the marks that people write
   *     between them
   * @param code whether a capital stands before a digit, with at most a blank between
   */
  private record Shape(int digits, int longestNumber, boolean at, boolean code) {

    static Shape of(String text) {
      int digits = 0;
      int run = 0;
      int longest = 0;
      boolean at = false;
      boolean code = false;
      char[] chars = text.toCharArray();
      for (int i = 0; i < chars.length; i++) {
        char c = chars[i];
        if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
          run = 0;
          i = c == 'h' && text.startsWith("http", i) ? endOfLink(text, i) : i;
        } else if (c < 128 ? c >= '0' && c <= '9' : Character.isDigit(c)) {
          digits++;
          longest = Math.max(longest, ++run);
          char before = i == 0 ? ' ' : chars[i - 1] == ' ' && i > 1 ? chars[i - 2] : chars[i - 1];
          code |= before >= 'A' && before <= 'Z';
        } else if (" ()+-./\u2010\u2011\u2013\u00a0".indexOf(c) < 0) {
          run = 0;
          at |= c == '@' && isWithinAddress(text, i);
        }
      }
      return new Shape(digits, longest, at, code);
    }

    /**
     * Whether an @ has on both sides what an address may have there; before a handle is a blank.
     */
    private static boolean isWithinAddress(String text, int at) {
      return at > 0
          && at + 1 < text.length()
          && "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._%+'-"
                  .indexOf(text.charAt(at - 1))
              >= 0
          && text.charAt(at + 1) < 128
          && (Character.isLetterOrDigit(text.charAt(at + 1)) || text.charAt(at + 1) == '-');
    }

    private static int endOfLink(String text, int from) {
      int end = from;
      while (end + 1 < text.length() && !Character.isWhitespace(text.charAt(end + 1))) {
        end++;
      }
      return end;
    }
  }

  private static boolean speaksOfBirth(String text) {
    String lower = Texts.lower(text);
    return lower.contains("born")
        || lower.contains("birth")
        || lower.contains("dob")
        || lower.contains("d.o.b")
        || lower.contains("d o b");
  }

  private boolean hasEmail(String text) {
    Matcher matcher = EMAIL.matcher(text);
    while (matcher.find()) {
      String domain = matcher.group(1).toLowerCase(Locale.ROOT);
      if (emailDomains.stream().noneMatch(d -> Platforms.isUnder(domain, d))
          && !publishedText.contains(squeeze(matcher.group()))) {
        return true;
      }
    }
    return false;
  }

  private boolean hasPhone(String text) {
    for (PhoneNumberMatch match :
        phones.findNumbers(text, "GB", PhoneNumberUtil.Leniency.POSSIBLE, 200)) {
      PhoneNumber number = match.number();
      String raw = match.rawString();
      long digits = raw.chars().filter(Character::isDigit).count();
      boolean british = number.getCountryCode() == 44 && digits >= 10 && looksDialled(raw);
      if (british && !published.contains(bare(number)) && !isDate(raw)) {
        return true;
      }
    }
    return false;
  }

  /** A number people dial begins with 0, +44 or 0044; reference numbers and times do not. */
  private static boolean looksDialled(String raw) {
    String digits = raw.replaceAll("[^\\d+]", "");
    return digits.startsWith("0") && digits.length() >= 10 && digits.length() <= 15
        || digits.startsWith("+44")
        || digits.startsWith("44") && digits.length() == 12;
  }

  private static boolean isDate(String raw) {
    return raw.matches("\\d{1,4}[/.-]\\d{1,2}[/.-]\\d{1,4}.*");
  }

  private static PhoneNumber bare(PhoneNumber number) {
    return new PhoneNumber()
        .setCountryCode(number.getCountryCode())
        .setNationalNumber(number.getNationalNumber());
  }

  private boolean hasAddress(String text) {
    Matcher matcher = POSTCODE.matcher(text);
    while (matcher.find()) {
      String before = text.substring(Math.max(0, matcher.start() - 80), matcher.start());
      if (HOUSE.matcher(before).find() && !publishedText.contains(squeeze(matcher.group()))) {
        return true;
      }
    }
    return false;
  }

  private static boolean hasUpn(String text) {
    Matcher matcher = UPN.matcher(text);
    while (matcher.find()) {
      String rest = matcher.group(2);
      int sum = 0;
      for (int i = 0; i < rest.length(); i++) {
        char c = rest.charAt(i);
        sum += (i + 2) * (Character.isDigit(c) ? c - '0' : UPN_CHECK.indexOf(c));
      }
      if (UPN_CHECK.charAt(sum % 23) == matcher.group(1).charAt(0)) {
        return true;
      }
    }
    return false;
  }

  private static String squeeze(String text) {
    return text.replaceAll("\\s+", "").toLowerCase(Locale.ROOT);
  }
}
