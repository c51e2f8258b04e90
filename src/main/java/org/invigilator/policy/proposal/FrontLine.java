package org.invigilator.policy.proposal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.invigilator.policy.WrittenDate;

/** Which detail of a policy a line of its front page gives. */
final class FrontLine {
  private static final Map<FrontPage.Kind, Pattern> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put(
        FrontPage.Kind.TITLE,
        Pattern.compile(
            "^(?:(?:policy|document) (?:title|name)|title(?: of policy)?|name of policy)\\s*:.*",
            Pattern.CASE_INSENSITIVE));
    KINDS.put(
        FrontPage.Kind.LAST_REVIEW,
        form("(date (of|for) )?(last|previous) (policy )?review(ed)?( date)?( on)?"));
    KINDS.put(
        FrontPage.Kind.REVIEW,
        form(
            "(next |policy )?review( date| due| period| cycle)?|date (of|for) (next )?review|for review|(we will )?(look at it|look at this|review it|review this)( policy)? again"));
    KINDS.put(
        FrontPage.Kind.EFFECTIVE,
        form(
            "effective( from| date)?|(date )?in force( from)?|(applies|valid|takes effect) from|(commencement|implementation) date"));
    KINDS.put(
        FrontPage.Kind.APPROVED,
        form(
            "(policy )?(approved|agreed|adopted|ratified|reviewed)( by| on)?|(approval|adoption) date|date (of )?(approved|approval|adopted|adoption|agreed|ratified|policy|issue)|(policy|issue) date|date issued"));
    KINDS.put(
        FrontPage.Kind.OFFICER,
        form(
            "responsible (officer|person|for this policy)|responsible(?=\\s*:)|(policy|document|safeguarding) (owner|holder|lead)(?=\\s*:)|(policy|document) (owner|holder|lead)|owner(?=\\s*:)|lead(?=\\s*:)|who looks after it"));
    KINDS.put(FrontPage.Kind.AUTHOR, form("compiled by|author|written by|prepared by"));
    KINDS.put(
        FrontPage.Kind.VERSION,
        form("(?!.*\\bdate\\b)(version|issue)( (number|no\\.?))?\\s*:?\\s*v?(?=\\d)"));
    KINDS.put(
        FrontPage.Kind.OTHER,
        form(
            "(applies to|applicable to|audience|classification|consulted with|consultation with|document (ref|reference|no|number)|department|platforms|circulation|distribution|status|category|reference|policy (no|number|ref)|contact|website|hwb|related (policies|documents)|linked (policies|documents)|statutory|school|academy|trust)(?=\\s*:)"));
    KINDS.put(
        FrontPage.Kind.SIGNED,
        form("signed( by)?|signature|(?:\\p{L}+ ){0,4}signature( and date)?$"));
    KINDS.put(
        FrontPage.Kind.DATED,
        Pattern.compile(
            "^(?:date\\b.{0,40}|(?:\\d{1,2}\\s+)?(?:january|february|march|april|may|june|july|august|september|october|november|december)\\s+\\d{4})$",
            Pattern.CASE_INSENSITIVE));
  }

  /** A row of a table of versions: its number and its date. */
  static final Pattern HISTORY =
      Pattern.compile(
          "(?i)^v?(?:ersion\\s*)?(\\d{1,2}(?:\\.\\d{1,2})?)\\s*[:–-]?\\s+(\\S.*)", Pattern.DOTALL);

  /** Where a line gives several details, and the next one begins. */
  private static final Pattern NEXT =
      Pattern.compile(
          "(?<![:\\s])\\s{3,}|(?<![:\\s])\\t+|(?<=[.;|])\\s+(?=\\p{Lu}[\\p{L} ]{2,30}:)");

  /** What is to be done, in a line without a full stop that begins like one of the front page. */
  private static final Pattern ACTION =
      Pattern.compile("(?i)\\b(?:remove|delete|ensure|make sure|report|lodged?|and check)\\b");

  private static final int LONGEST = 120;
  private static final int LONGEST_SENTENCE = 240;

  private FrontLine() {}

  private static Pattern form(String words) {
    return Pattern.compile("^(?:" + words + ")\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }

  /** Whether a short line is a field of the front page. */
  static boolean isField(String text) {
    return kind(text).isPresent();
  }

  /** Whether a line is a row of a table of versions. */
  static boolean isHistory(String text) {
    Matcher row = HISTORY.matcher(text);
    return row.matches() && !isDay(text) && WrittenDate.at(row.group(2)) == 0;
  }

  /** A document in which each detail of the front page is a paragraph by itself. */
  static List<Paragraph> apart(List<Paragraph> paragraphs) {
    return paragraphs.stream().flatMap(FrontLine::apart).toList();
  }

  private static Stream<Paragraph> apart(Paragraph one) {
    List<String> parts = NEXT.splitAsStream(one.text()).map(String::strip).toList();
    boolean isOfDetails =
        one.depth() == 0
            && parts.size() > 1
            && one.text().length() <= LONGEST_SENTENCE
            && parts.stream().map(p -> p.replaceFirst("[.;|]$", "")).anyMatch(FrontLine::isField);
    return isOfDetails
        ? parts.stream()
            .map(p -> p.replaceFirst("[.;|]$", ""))
            .filter(p -> !p.isBlank())
            .map(p -> new Paragraph(p, 0, false, one.place(), one.indent()))
        : Stream.of(one);
  }

  static Optional<FrontPage.Kind> kind(String text) {
    boolean isDuty = text.indexOf(':') < 0 && (Marks.obliges(text) || ACTION.matcher(text).find());
    boolean isSentence = isDuty || text.length() > LONGEST || text.matches("(?s).*[.!?]$");
    int other = text.indexOf(" / ");
    if (!isSentence && other > 0 && other < text.indexOf(':')) {
      // In a document of two languages the English words come second.
      return kind(text.substring(other + 3));
    }
    return isSentence || isHistory(text)
        ? Optional.empty()
        : KINDS.entrySet().stream()
            .filter(one -> one.getValue().matcher(text.strip()).matches())
            .map(Map.Entry::getKey)
            .findFirst();
  }

  /** Whether a line is a day, such as 12 September 2025, and not a number with a text. */
  static boolean isDay(String text) {
    return WrittenDate.at(text) == 0;
  }
}
