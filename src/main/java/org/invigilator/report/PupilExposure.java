package org.invigilator.report;

import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.invigilator.finding.Reading;
import org.invigilator.register.YearGroup;
import org.invigilator.rule.Exposure;
import org.invigilator.rule.Exposure.Age;
import org.invigilator.rule.Exposure.Shown;

/**
 * How many public posts show pupils, for the trust and each academy and year group, and what should
 * become of them. The numbers come from the media log and from names in posts.
 *
 * @param all the whole report's
 * @param byAcademy each academy's, by its code
 * @param unread how many accounts were not read in full
 */
public record PupilExposure(
    Exposure all, Map<String, Exposure> byAcademy, long unread, LocalDate asOf) {

  /** The numbers of a report. */
  public static PupilExposure of(ReportModel model) {
    Map<String, List<Exposure>> byAcademy =
        model.accounts().stream()
            .filter(AccountLine::isShown)
            .collect(
                Collectors.groupingBy(
                    line -> line.account().academy(),
                    TreeMap::new,
                    Collectors.mapping(PupilExposure::of, Collectors.toList())));
    Map<String, Exposure> sums = new TreeMap<>();
    byAcademy.forEach((code, each) -> sums.put(code, Exposure.sum(each)));
    return new PupilExposure(
        Exposure.sum(sums.values()),
        sums,
        model.registered().size() - model.accountsRead(),
        model.asOf());
  }

  private static Exposure of(AccountLine line) {
    return line.reading().map(Reading::exposure).orElse(Exposure.NOTHING);
  }

  /** The pupils in posts by their year group, those who have left first. */
  public Map<String, List<Shown>> byYear() {
    Map<String, List<Shown>> years =
        new TreeMap<>(
            Comparator.comparing((String year) -> !year.equals(Shown.LEFT))
                .thenComparing(year -> YearGroup.parse(year).map(YearGroup::order).orElse(99))
                .thenComparing(year -> year));
    for (Shown shown : all.pupils()) {
      years.computeIfAbsent(shown.year(), k -> new ArrayList<>()).add(shown);
    }
    return years;
  }

  /** A year group in words. */
  public static String year(String year) {
    return year.equals(Shown.LEFT)
        ? "Has left"
        : YearGroup.parse(year).map(YearGroup::inWords).orElse("Not known");
  }

  /** How many posts show pupils, and what the numbers leave out. */
  public List<String> scope() {
    List<String> lines = new ArrayList<>();
    lines.add(
        Wording.count(all.showingPupils(), "public post")
            + " of "
            + String.format(java.util.Locale.UK, "%,d", all.posts())
            + " that were read "
            + (all.showingPupils() == 1 ? "shows" : "show")
            + " pupils"
            + all.oldest()
                .map(day -> ". The oldest post that was read is of " + Wording.date(day) + ".")
                .orElse("."));
    lines.add(
        "Counted from the media log and from full names in posts. No picture was opened, so this is the least there is.");
    if (all.showingPupils() > 0 && !all.gaps().contains(Exposure.Gap.CONSENT)) {
      lines.add(
          "Consent and year groups are those of "
              + Wording.date(asOf)
              + "; a finding is judged by the day of its post.");
    }
    all.gaps().forEach(gap -> lines.add("Not counted: " + gap.words() + "."));
    if (all.unlogged() > 0) {
      lines.add(
          "Not counted: "
              + Wording.count(all.unlogged(), "post")
              + " with a picture for which the media log does not say who is in it.");
    }
    if (unread > 0) {
      lines.add("Not counted: what could not be read of " + Wording.count(unread, "account") + ".");
    }
    return lines;
  }

  /** What should become of the posts, the most urgent first. */
  public List<String> recommendations() {
    List<String> lines = new ArrayList<>();
    if (all.showingLeavers() > 0) {
      long old =
          all.showing().stream()
              .filter(s -> s.age() != Age.FIRST_YEAR)
              .mapToLong(Exposure.Showing::leavers)
              .sum();
      lines.add(
          "Take down first the "
              + Wording.count(all.showingLeavers(), "post")
              + " with pupils who have left"
              + (old == 0
                  ? "."
                  : "; "
                      + old
                      + " of them "
                      + (old == 1 ? "is" : "are")
                      + " more than a year old."));
    }
    if (all.showingUnagreed() > 0) {
      lines.add(
          Wording.count(all.showingUnagreed(), "post")
              + " with a pupil for whom not everyone who must consent has: ask them, or take the posts down.");
    }
    if (all.showingEnding() > 0) {
      lines.add(
          Wording.count(all.showingEnding(), "post")
              + " with a pupil whose consent is no longer enough on "
              + Wording.date(LocalDate.of(YearGroup.academicYear(asOf) + 1, Month.SEPTEMBER, 1))
              + ", because it expires or because someone else must consent in the next year group: ask again in the summer term, or take them down.");
    }
    if (all.showingPupils() > 0) {
      lines.add("Decide for how long posts with pupils stay up. " + limits());
    }
    return lines;
  }

  /** What each limit would take down today. */
  private String limits() {
    List<Age> older =
        Arrays.stream(Age.values()).filter(age -> age.years() > 0 && atLeast(age) > 0).toList();
    return older.isEmpty()
        ? "None that was read is more than a year old."
        : older.stream()
            .map(age -> Wording.count(age.years(), "year") + " would take down " + atLeast(age))
            .collect(Collectors.joining(", ", "Today a limit of ", "."));
  }

  private long atLeast(Age age) {
    return Arrays.stream(Age.values())
        .filter(older -> older.compareTo(age) >= 0)
        .mapToLong(all::showingPupils)
        .sum();
  }
}
