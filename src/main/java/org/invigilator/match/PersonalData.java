package org.invigilator.match;

import com.google.i18n.phonenumbers.PhoneNumberMatch;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.register.Platforms;
import org.invigilator.register.Texts;

/** Finds private contacts and identity numbers in a text, less those the trust publishes itself. */
public final class PersonalData {
  private static final Pattern EMAIL =
      Pattern.compile("[A-Za-z0-9._%+'-]{1,64}@((?:[A-Za-z0-9-]{1,63}\\.){1,5}[A-Za-z]{2,24})");
  private static final Pattern POSTCODE =
      Pattern.compile(
          "(?i)(?<![\\p{L}\\d])(?:GIR ?0AA|[A-PR-UWYZ][A-HK-Y]?\\d[A-HJKPSTUW\\d]?[ -]{0,2}\\d[ABD-HJLNP-UW-Z]{2})(?![\\p{L}\\d])");

  private static final String MONTHS =
      "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]{0,6}";

  /** How streets are called, in full and shortened. */
  private static final String STREET =
      "(?i:road|rd|street|st|lane|ln|avenue|ave|close|drive|way|crescent|cres|court|ct|gardens|gdns|grove|place|terrace|row|hill|square|mews|view|rise|green|croft|meadows?|fold|parade|yard|cottages?|brow|bank|vale|chase|garth|mount|walk|park|fields?|wynd|gate|end)";

  /**
   * A house and its street before a postcode: 7 Elm Close, Flat 2, or a house with a name. A number
   * before other words is an hour, a year group or a day.
   */
  private static final Pattern HOUSE =
      Pattern.compile(
          "(?:(?<![\\p{L}\\d.:/-])(?:(?i:flat|apartment|unit) )?\\d{1,4}[a-zA-Z]?,? +(?!(?i:"
              + MONTHS
              + "|am|pm)\\b)(?:(?:\\p{Lu}[\\p{L}'’.-]* +){1,4}|(?:\\p{L}[\\p{L}'’.-]* +){1,2})|\\p{Lu}[\\p{L}'’-]+ (?i:house|cottage|farm|lodge|barn|villa|hall),? +(?:\\p{Lu}[\\p{L}'’.-]* +){1,3})"
              + STREET
              + "\\b\\.?(?=[^\\d]{0,50}$)|(?<![\\p{L}\\d])\\d{1,4}[a-zA-Z]? +\\p{Lu}[\\p{L}'’-]+(?:, *\\p{Lu}[\\p{L}'’ -]+)+,? *$");

  private static final Pattern NINO =
      Pattern.compile(
          "(?i)(?<![\\p{L}\\d])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\\d{2}[ -]?\\d{2}[ -]?\\d{2}[ -]?[A-D](?![\\p{L}\\d])");
  private static final Pattern UPN =
      Pattern.compile("(?i)\\b([A-HJ-NP-RT-Z])(\\d{11}[\\dA-HJ-NP-RT-Z])\\b");
  private static final String UPN_CHECK = "ABCDEFGHJKLMNPQRTUVWXYZ";

  private static final String DAY_OF_BIRTH =
      "(?:(?<day>\\d{1,2})\\s?[/. -]\\s?\\d{1,2}\\s?[/. -]\\s?(?<y1>(?:19|20)?\\d{2})|(?<y2>(?:19|20)\\d{2})-\\d{1,2}-\\d{1,2}|\\d{1,2}(?:st|nd|rd|th)?[ -](?:of )?"
          + MONTHS
          + "[ ,-]{1,3}(?<y3>(?:19|20)\\d{2})|"
          + MONTHS
          + " \\d{1,2}(?:st|nd|rd|th)?,? (?<y4>(?:19|20)\\d{2}))(?!\\d)";

  private static final String LABEL =
      "(?:d\\.? ?o\\.? ?b\\b\\.?|dates?[ -]of[ -]birth|birth[ -]?date)";

  private static final Pattern BIRTH =
      Pattern.compile(
          "(?i)"
              + Texts.WORD_START
              + "(?:(?<label>"
              + LABEL
              + ")|born(?: on)?|birthday)[\\s.:=(–-]{0,5}(?:is |was |on )?(?:the )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?(?:the )?"
              + DAY_OF_BIRTH);

  private static final Pattern BIRTH_BEHIND =
      Pattern.compile("(?i)(?<![\\d/])(?<label>)" + DAY_OF_BIRTH + "[\\s(–-]{1,3}" + LABEL);

  /** A span of days in which children are born, as for an admission. */
  private static final Pattern SPAN =
      Pattern.compile(
          "(?i)^\\s*(?:[–-]\\s*\\d|to\\b|and\\b.{0,20}\\d|until\\b|or (?:later|after|before|earlier)|onwards)");

  private static final Pattern CONDITION =
      Pattern.compile("(?i)\\b(?:if|children|pupils|any(?:one|body)|those)\\b[^.!?]{0,40}$");

  /** What is born and is no person. */
  private static final Pattern NO_PERSON =
      Pattern.compile(
          "(?i)\\b(?:school|academy|college|trust|choir|club|team|band|charity|idea|tradition|project|magazine|lambs?|chicks?|pupp(?:y|ies)|kittens?|cal(?:f|ves)|foals?|piglets?|ducklings?|hens?)\\b[^.!?]{0,30}$");

  /** Adults of public life and of history are named with the day of their birth. */
  private static final int OLDEST = 25;

  private static final int YOUNGEST = 2;

  /** Behind the words date of birth is someone's own, however old. */
  private static final int OLDEST_OF_ALL = 75;

  /** A number that people dial, with whatever they write between its digits. */
  private static final Pattern DIALLED =
      Pattern.compile(
          "(?<![\\p{Nd}+])(?:(?:(?:\\+|00)\\s?)?44[\\s.()-]{0,3}(?:0\\)?)?|\\(?0)(?:[\\s().,·_|:*~/\u2010-\u2014\ufe0f\u20e3-]{0,3}\\p{Nd}){9,10}(?!\\p{Nd})");

  /** What is before a number that is none to dial. */
  private static final Pattern OTHER_NUMBER =
      Pattern.compile(
          "(?i)\\b(?:isbn|issn|ref(?:erence)?|order(?: code| number| no)?|code|pin|invoice|urn|account|winning numbers?|lottery|population)\\b[^.!?]{0,25}$");

  /** An area of four figures and the rest, as numbers are printed. */
  private static final Pattern GROUPED = Pattern.compile("\\(?0\\d{4}\\)?\\s\\d{5,6}");

  private static final Pattern CALL =
      Pattern.compile(
          "(?i)(?:\\btel|phone|\\bcall|\\bring|\\btext|mobile|whats ?app|contact|☎|📞|📱)[^.!?\\d]{0,40}$");

  /** Numbers that Ofcom keeps for plays and examples, so that no network has them. */
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "7700900\\d{3}|1632960\\d{3}|2079460\\d{3}|1(?:13|14|15|16|17|18|21|31|41|51|61)4960\\d{3}|191498\\d{4}|2890180\\d{3}|2920180\\d{3}");

  /** The signs of an address in words, which keeps machines from reading it and no one else. */
  private static final Pattern SPELT_SIGN =
      Pattern.compile("(?i) {0,2}[\\[({] ?(?<sign>at|dot) ?[\\])}] {0,2}");

  private static final Pattern LINK = Pattern.compile("https?://\\S+");

  private static final int DECIMAL = 10;
  private static final int HUNDRED = 100;
  private static final int BRITAIN = 44;

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
   *
   * @param on the day on which it was published
   */
  public Set<String> in(String written, List<String> detect, LocalDate on) {
    Set<String> found = new TreeSet<>();
    String text = withSigns(Words.visible(written));
    Shape shape = Shape.of(text);
    boolean birth = shape.digits() >= 3 && detect.contains("dob") && speaksOfBirth(text);
    if (!shape.at()
        && !(shape.code() && (shape.inward() || shape.digits() >= 6))
        && !birth
        && shape.longestNumber() < 10) {
      return found;
    }
    String plain = text.contains("http") ? LINK.matcher(text).replaceAll(" ") : text;
    if (shape.at() && detect.contains("email") && hasEmail(plain)) {
      found.add("an e-mail address");
    }
    if (shape.longestNumber() >= 10 && detect.contains("uk-phone") && hasPhone(plain)) {
      found.add("a telephone number");
    }
    if (shape.code() && shape.inward() && detect.contains("address") && hasAddress(plain)) {
      found.add("a postal address");
    }
    if (birth && hasBirth(plain, on)) {
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

  private static String withSigns(String text) {
    return text.indexOf('(') < 0 && text.indexOf('[') < 0 && text.indexOf('{') < 0
        ? text
        : SPELT_SIGN
            .matcher(text)
            .replaceAll(found -> found.group(1).length() == "at".length() ? "@" : ".");
  }

  /**
   * What a text looks like from afar; most texts need no closer look.
   *
   * @param longestNumber the digits of the longest run of digits and the marks that people write
   *     between them
   * @param code whether a capital stands before a digit, with at most a blank between, or a small
   *     letter at it
   * @param inward whether a digit with two letters behind it may end a postcode
   */
  private record Shape(int digits, int longestNumber, boolean at, boolean code, boolean inward) {

    static Shape of(String text) {
      int digits = 0;
      int run = 0;
      int longest = 0;
      boolean at = false;
      boolean code = false;
      boolean inward = false;
      char[] chars = text.toCharArray();
      for (int i = 0; i < chars.length; i++) {
        char c = chars[i];
        if (c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z') {
          run = 0;
          i = c == 'h' && text.startsWith("http", i) ? endOfLink(text, i) : i;
        } else if (c < 128 ? c >= '0' && c <= '9' : Character.isDigit(c)) {
          digits++;
          longest = Math.max(longest, ++run);
          char last = i == 0 ? ' ' : chars[i - 1];
          char before = (last == ' ' || last == '-') && i > 1 ? chars[i - 2] : last;
          code |= before >= 'A' && before <= 'Z' || last >= 'a' && last <= 'z';
          inward |= endsPostcode(chars, i);
        } else if (" ()+-./\u2010\u2011\u2013\u2014\u00a0\u00b7\ufe0f\u20e3\n,_|:*~".indexOf(c)
            < 0) {
          run = 0;
          at |= c == '@' && isWithinAddress(text, i);
        }
      }
      return new Shape(digits, longest, at, code, inward);
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

    private static boolean endsPostcode(char[] text, int digit) {
      int end = digit + 3;
      return end <= text.length
          && Character.isLetter(text[digit + 1])
          && Character.isLetter(text[digit + 2])
          && (end == text.length || !Character.isLetterOrDigit(text[end]));
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
    Matcher matcher = DIALLED.matcher(text);
    int from = 0;
    while (matcher.find(from)) {
      String before = text.substring(Math.max(0, matcher.start() - 60), matcher.start());
      if (isPrivateNumber(matcher.group(), before)) {
        return true;
      }
      // A date or an hour may be before the number itself.
      from = matcher.start() + 1;
    }
    return false;
  }

  private boolean isPrivateNumber(String raw, String before) {
    StringBuilder digits = new StringBuilder();
    raw.codePoints()
        .filter(Character::isDigit)
        .forEach(c -> digits.append(Character.digit(c, DECIMAL)));
    String national = digits.toString().replaceFirst("^(?:0044|44(?=0?\\d{9,10}$))?0?", "");
    PhoneNumber number =
        new PhoneNumber().setCountryCode(BRITAIN).setNationalNumber(Long.parseLong(national));
    // Numbers that begin with 3, 8 or 9 are those of firms and helplines.
    boolean isPersons = national.matches("[12]\\d{8,9}|7\\d{9}");
    boolean isInUse =
        EXAMPLE.matcher(national).matches()
            || phones.isValidNumber(number)
            || GROUPED.matcher(raw.strip()).matches()
            || CALL.matcher(before).find();
    return isPersons
        && isInUse
        && !isDate(raw)
        && !OTHER_NUMBER.matcher(before).find()
        && !published.contains(number);
  }

  private static boolean isDate(String raw) {
    return raw.matches("\\d{1,2}[/.-]\\d{1,2}[/.-](?:19|20)\\d{2}\\D.*");
  }

  private static boolean hasBirth(String text, LocalDate on) {
    return Stream.of(BIRTH, BIRTH_BEHIND)
        .flatMap(pattern -> pattern.matcher(text).results().map(found -> birth(pattern, found)))
        .anyMatch(found -> isOfPerson(found, text, on));
  }

  /** A day of birth in a text: where it is, its year, and whether words call it that. */
  private record Birth(int start, int end, int year, boolean isLabelled) {}

  private static Birth birth(Pattern pattern, MatchResult found) {
    Matcher again = pattern.matcher(found.group());
    String year = "";
    boolean isLabelled = pattern == BIRTH_BEHIND;
    if (again.find()) {
      isLabelled |= again.group("label") != null;
      for (String name : List.of("y1", "y2", "y3", "y4")) {
        year = again.group(name) == null ? year : again.group(name);
      }
    }
    return new Birth(found.start(), found.end(), Integer.parseInt(year), isLabelled);
  }

  private static boolean isOfPerson(Birth birth, String text, LocalDate on) {
    int century = on.getYear() / HUNDRED * HUNDRED;
    int year =
        birth.year() >= HUNDRED
            ? birth.year()
            : birth.year() + century > on.getYear()
                ? birth.year() + century - HUNDRED
                : birth.year() + century;
    int age = on.getYear() - year;
    String before = text.substring(Math.max(0, birth.start() - 60), birth.start());
    return age >= (birth.isLabelled() ? 0 : YOUNGEST)
        && age <= (birth.isLabelled() ? OLDEST_OF_ALL : OLDEST)
        && !SPAN.matcher(text.substring(birth.end())).find()
        && (birth.isLabelled()
            || !(CONDITION.matcher(before).find() || NO_PERSON.matcher(before).find()));
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
      String rest = matcher.group(2).toUpperCase(Locale.ROOT);
      int sum = 0;
      for (int i = 0; i < rest.length(); i++) {
        char c = rest.charAt(i);
        sum += (i + 2) * (Character.isDigit(c) ? c - '0' : UPN_CHECK.indexOf(c));
      }
      if (UPN_CHECK.charAt(sum % 23) == Character.toUpperCase(matcher.group(1).charAt(0))) {
        return true;
      }
    }
    return false;
  }

  private static String squeeze(String text) {
    return text.replaceAll("[\\s,.'’-]+", "").toLowerCase(Locale.ROOT);
  }
}
