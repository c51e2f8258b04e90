package org.invigilator.report;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;
import org.invigilator.finding.Change;
import org.invigilator.finding.Finding;
import org.invigilator.finding.Status;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Texts;
import org.invigilator.rule.Subject;

/** How every report writes dates, counts and statuses, so that all of them read alike. */
public final class Wording {
  private static final Pattern ISO_DATE =
      Pattern.compile(Texts.WORD_START + "(?<![\\w./-])\\d{4}-\\d{2}-\\d{2}\\b(?![-/\\w]|\\.\\w)");

  /** Of a finding that ended because its rule or policy changed: nothing was put right. */
  public static final String GONE_BY_POLICY = "gone by the policy";

  private Wording() {}

  /** A date as in "28 November 2026". */
  public static String date(LocalDate date) {
    return LondonTime.show(date);
  }

  /** A text in which dates such as 2026-11-28 are written out. */
  public static String dates(String text) {
    return ISO_DATE
        .matcher(text)
        .replaceAll(
            m -> {
              try {
                return date(LocalDate.parse(m.group()));
              } catch (DateTimeException e) {
                return m.group();
              }
            });
  }

  /** A number with its noun: 1 finding, 1,204 findings. */
  public static String count(long number, String noun) {
    return String.format(Locale.UK, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }

  /** How long it is from one day to a later one, in the unit that a person would use. */
  public static String span(LocalDate from, LocalDate to) {
    long days = ChronoUnit.DAYS.between(from, to);
    Period period = Period.between(from, to);
    return days <= 90
        ? count(days, "day")
        : period.getYears() < 2
            ? count(period.toTotalMonths(), "month")
            : count(period.getYears(), "year");
  }

  /** A status as the workbook and mails show it. */
  public static String status(Status status) {
    return status == Status.RESOLVED ? "fixed" : status.label().replace('_', ' ');
  }

  /** How a finding ended or that it is open; what a change of policy ended is not fixed. */
  public static String ending(Finding finding) {
    return finding.status() == Status.RESOLVED && finding.change() == Change.POLICY
        ? GONE_BY_POLICY
        : status(finding.status());
  }

  /** The status of a finding, with the remark that it was marked fixed and is still there. */
  public static String status(Finding finding) {
    return finding.isFixedInWordsOnly() ? "marked fixed, seen again" : status(finding.status());
  }

  /** What a finding is about, for people. */
  public static String subject(Subject subject) {
    String id = subject.id();
    int item = id.lastIndexOf('#');
    return switch (subject.kind()) {
      case MEDIA ->
          item < 0
              ? "picture in post " + id
              : "picture " + number(id.substring(item + 1)) + " of post " + id.substring(0, item);
      case FIELD -> "register column " + id;
      case ATTESTATION -> "yearly statement";
      default -> (subject.kind().label() + " " + id).strip();
    };
  }

  /** Pictures are counted from nothing in the data, and from 1 for people. */
  private static String number(String index) {
    return index.matches("\\d{1,4}") ? Integer.toString(Integer.parseInt(index) + 1) : index;
  }
}
