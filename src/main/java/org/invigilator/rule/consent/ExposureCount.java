package org.invigilator.rule.consent;

import java.time.LocalDate;
import java.time.Month;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.match.Recognition;
import org.invigilator.match.Tier;
import org.invigilator.register.LondonTime;
import org.invigilator.register.MediaLogEntry;
import org.invigilator.register.Pupil;
import org.invigilator.register.Register;
import org.invigilator.register.YearGroup;
import org.invigilator.rule.AccountView;
import org.invigilator.rule.Exposure;
import org.invigilator.rule.Exposure.Age;
import org.invigilator.rule.Exposure.Agreement;
import org.invigilator.rule.Exposure.Gap;
import org.invigilator.rule.Exposure.Showing;
import org.invigilator.rule.Exposure.Shown;
import org.invigilator.rule.Input;
import org.invigilator.rule.Inputs;
import org.invigilator.rule.KnownNames;
import org.invigilator.rule.Recognitions;
import org.invigilator.rule.Requirement;
import org.invigilator.rule.ResultCollector;
import org.invigilator.rule.Rule;
import org.invigilator.snapshot.Capture;
import org.invigilator.snapshot.Post;

/** Counts the posts of an account that show pupils, as they stream past. */
public final class ExposureCount {
  private final AccountView view;
  private final LocalDate today;
  private final LocalDate nextYear;
  private final Optional<ConsentCheck.Terms> pictures;
  private final Optional<ConsentCheck.Terms> names;
  private final Map<Age, Showing> showing = new EnumMap<>(Age.class);
  private final Map<Shown, Long> pupils = new HashMap<>();
  private final Set<Gap> gaps = EnumSet.noneOf(Gap.class);
  private final Map<String, Agreement> pictured = new HashMap<>();
  private final Map<String, Agreement> named = new HashMap<>();
  private long posts;
  private long unlogged;
  private Optional<LocalDate> oldest = Optional.empty();

  /**
   * Prepares the count.
   *
   * @param requirements the rules that run on the account; names are looked for only where one does
   *     so, and consent is asked of whom they ask it
   * @param inputs what was read of the account and of the registers
   */
  public ExposureCount(AccountView view, List<Requirement> requirements, Inputs inputs) {
    this.view = view;
    this.today = view.trust().asOf();
    this.nextYear = LocalDate.of(YearGroup.academicYear(today) + 1, Month.SEPTEMBER, 1);
    List<Rule> rules = requirements.stream().map(Requirement::check).toList();
    this.pictures =
        rules.stream()
            .filter(MediaConsentMissing.class::isInstance)
            .map(rule -> ((MediaConsentMissing) rule).terms())
            .findFirst();
    this.names =
        rules.stream()
            .filter(PupilNameInPost.class::isInstance)
            .map(rule -> ((PupilNameInPost) rule).terms())
            .findFirst();
    gap(Gap.PUPILS, inputs.isMissing(new Input.Register(Register.PUPILS)));
    gap(Gap.MEDIA_LOG, inputs.isMissing(new Input.Register(Register.MEDIA_LOG)));
    boolean isUnclear = inputs.isUnclear(new Input.Register(Register.CONSENT));
    gap(Gap.CONSENT, !isUnclear && !inputs.isWhole(new Input.Register(Register.CONSENT)));
    gap(Gap.CONSENT_ROWS, isUnclear);
    boolean isRead = view.capture().part(Capture.Part.POSTS).canBeRead();
    gap(Gap.PICTURES, isRead && !inputs.isWhole(Input.OfAccount.MEDIA));
    gap(Gap.NAMES, isRead && (names.isEmpty() || !inputs.isWhole(Input.OfAccount.TEXT)));
  }

  private void gap(Gap gap, boolean isThere) {
    if (isThere) {
      gaps.add(gap);
    }
  }

  /** Counts one post; those of others, and of accounts that only followers can read, do not. */
  public void accept(Post post) {
    if (post.isRepost() || view.isShut().orElse(false)) {
      return;
    }
    LocalDate day = LondonTime.date(post.createdAt());
    posts++;
    if (oldest.isEmpty() || day.isBefore(oldest.get())) {
      oldest = Optional.of(day);
    }
    Set<Pupil> inPictures = post.media().isEmpty() ? Set.of() : inPictures(post);
    Set<Pupil> inNames = names.isEmpty() ? Set.of() : inNames(post, day);
    if (!inPictures.isEmpty() || !inNames.isEmpty()) {
      count(Age.of(day, today), inPictures, inNames);
    }
  }

  private Set<Pupil> inPictures(Post post) {
    List<MediaLogEntry> log = view.mediaLog(post, new ResultCollector());
    boolean isLogged = true;
    for (int item = 0; item < post.media().size(); item++) {
      isLogged &= MediaLogEntry.anyCovers(log, item);
    }
    if (!isLogged) {
      unlogged++;
    }
    Set<Pupil> pupils = new LinkedHashSet<>();
    for (MediaLogEntry entry : log) {
      for (String ref : entry.subjects()) {
        view.trust().pupil(ref).ifPresent(pupils::add);
      }
    }
    return pupils;
  }

  private Set<Pupil> inNames(Post post, LocalDate day) {
    KnownNames known = view.trust().names();
    String academy = view.account().academy();
    List<Recognition> found = view.pupilsNamed(post);
    if (found.isEmpty()) {
      return Set.of();
    }
    List<Pupil> named =
        found.stream()
            .filter(one -> Recognitions.tier(one) == Tier.CERTAIN && !known.isColleague(one, day))
            .map(one -> one.pupil())
            .filter(p -> !known.isWellKnown(p) && !known.hasNamesake(p))
            .toList();
    Set<Pupil> own =
        named.stream()
            .filter(p -> known.isOf(p, academy, day))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    // A name of two pupils is that of the school's own.
    List<Pupil> elsewhere =
        named.stream()
            .filter(p -> known.isElsewhere(p, academy, day))
            .filter(p -> own.stream().noneMatch(p::sharesNameWith))
            .toList();
    own.addAll(elsewhere);
    return own;
  }

  private void count(Age age, Set<Pupil> inPictures, Set<Pupil> inNames) {
    List<Shown> shown =
        Stream.concat(
                inPictures.stream().map(p -> shown(p, age, false, pictures, pictured)),
                inNames.stream().map(p -> shown(p, age, true, names, named)))
            .toList();
    shown.forEach(one -> pupils.merge(one, 1L, Long::sum));
    Showing before = showing.getOrDefault(age, new Showing(age, 0, 0, 0, 0));
    showing.put(
        age,
        new Showing(
            age,
            before.posts() + 1,
            before.leavers() + one(shown.stream().anyMatch(s -> s.year().equals(Shown.LEFT))),
            before.unagreed() + one(shown.stream().anyMatch(s -> is(s, Agreement.NONE))),
            before.ending()
                + one(shown.stream().anyMatch(s -> is(s, Agreement.ENDS_WITH_THE_YEAR)))));
  }

  private static int one(boolean is) {
    return is ? 1 : 0;
  }

  private static boolean is(Shown shown, Agreement agreement) {
    return shown.agreement() == agreement;
  }

  private Shown shown(
      Pupil pupil,
      Age age,
      boolean byName,
      Optional<ConsentCheck.Terms> terms,
      Map<String, Agreement> known) {
    String year =
        pupil.hasLeftBy(today)
            ? Shown.LEFT
            : pupil.yearGroupOn(today).map(YearGroup::toString).orElse("");
    Agreement agreement =
        known.computeIfAbsent(
            pupil.ref(), ref -> agreement(pupil, terms.orElse(ConsentCheck.Terms.PLAIN)));
    return new Shown(year, age, byName, agreement, 1);
  }

  private Agreement agreement(Pupil pupil, ConsentCheck.Terms terms) {
    ConsentCheck consents = new ConsentCheck(view.trust(), terms.scope());
    return !consents.isGiven(pupil, terms.matrix(), today)
        ? gaps.contains(Gap.CONSENT) ? Agreement.UNKNOWN : Agreement.NONE
        : pupil.hasLeftBy(today) || consents.isGiven(pupil, terms.matrix(), nextYear)
            ? Agreement.IN_FORCE
            : Agreement.ENDS_WITH_THE_YEAR;
  }

  /** What the posts came to. */
  public Exposure result() {
    return new Exposure(
        posts,
        unlogged,
        oldest,
        List.copyOf(showing.values()),
        Exposure.added(
            pupils.entrySet().stream().map(e -> e.getKey().times(e.getValue())).toList()),
        gaps);
  }
}
