package org.invigilator.rule;

import com.ibm.icu.text.ListFormatter;
import com.ibm.icu.text.MessageFormat;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.invigilator.register.LondonTime;
import org.invigilator.register.Register;
import org.invigilator.snapshot.Capture;

/**
 * Says in plain sentences what rules saw and why something was not judged: the wording of the
 * catalogue, filled with facts. Wording is ICU message format, so that numbers and lists read well.
 * It is long because each kind of fact and of cause has its own words.
 */
public final class Sentences {
  /** Names people and academies by their codes, where no register is at hand. */
  public static final Sentences OF_CODES = new Sentences(id -> id, code -> code);

  /** What explains a finding further, in any rule. */
  private static final String WHY = "why";

  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("d MMMM uuuu 'at' HH:mm", Locale.UK).withZone(LondonTime.ZONE);
  private static final List<String> PLACES =
      List.of(
          "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
          "tenth");

  private static final Map<String, MessageFormat> FORMATS = new ConcurrentHashMap<>();

  private final UnaryOperator<String> person;
  private final UnaryOperator<String> academy;

  private Sentences(UnaryOperator<String> person, UnaryOperator<String> academy) {
    this.person = person;
    this.academy = academy;
  }

  /** Names people and academies as the registers do, with their codes; pupils never. */
  public static Sentences of(TrustIndex trust) {
    return new Sentences(
        id ->
            trust
                .person(id)
                .filter(p -> !p.isPupil() && !p.fullName().isBlank())
                .map(p -> p.fullName() + " (" + id + ")")
                .orElse(id),
        code ->
            trust
                .academy(code)
                .filter(a -> !a.name().isBlank())
                .map(a -> a.name() + " (" + code + ")")
                .orElse(code));
  }

  /** What was seen, in a sentence or two: a sentence that adds nothing to another is left out. */
  public String observed(String rule, List<Evidence> evidence) {
    String all = "";
    for (Evidence one : evidence) {
      String next = say(rule, Catalogue.require(rule).observed(), one);
      all = all.isEmpty() ? next : join(all, next);
    }
    return all;
  }

  private static String join(String one, String other) {
    Set<String> ofOne = words(one);
    Set<String> ofOther = words(other);
    return ofOne.containsAll(ofOther)
        ? one
        : ofOther.containsAll(ofOne) ? other : one + " " + other;
  }

  private static Set<String> words(String text) {
    return new TreeSet<>(List.of(text.split("[ ,.]+")));
  }

  /**
   * Reasons as short phrases without a full stop, each once; the same trouble of several parts is
   * one.
   */
  public static List<String> reasons(Collection<Cause> causes) {
    Set<String> phrases = new LinkedHashSet<>();
    Map<Cause.OfSource, Set<Input.OfAccount>> sources = new LinkedHashMap<>();
    for (Cause cause : causes) {
      if (cause instanceof Cause.OfSource s) {
        sources
            .computeIfAbsent(
                new Cause.OfSource(Input.OfAccount.CAPTURES, s.trouble(), s.detail(), s.hours()),
                key -> new TreeSet<>())
            .add(s.input());
      }
    }
    for (Cause cause : causes) {
      if (cause instanceof Cause.OfSource s) {
        Cause.OfSource shared =
            new Cause.OfSource(Input.OfAccount.CAPTURES, s.trouble(), s.detail(), s.hours());
        Set<Input.OfAccount> inputs = sources.remove(shared);
        if (inputs != null) {
          phrases.add(ofSource(shared, inputs));
        }
      } else {
        phrases.add(reason(cause));
      }
    }
    return List.copyOf(phrases);
  }

  /** The same in one line; empty when there are none. */
  public static String reason(Collection<Cause> causes) {
    return String.join("; ", reasons(causes));
  }

  private static String reason(Cause cause) {
    if (cause instanceof Cause.OfRegister r) {
      String name = r.register().inWords();
      return switch (r.lack()) {
        case ABSENT -> "there is no " + name + " register";
        case EMPTY -> "the " + name + " register has no rows";
        case NOT_KEPT -> "the trust has decided not to keep the " + name + " register";
        case UNCLEAR ->
            r.days()
                + (r.days() == 1 ? " entry" : " entries")
                + " in the "
                + name
                + " register "
                + (r.days() == 1 ? "names" : "name")
                + " an academy, account or person that is not on record";
        case SHRUNK ->
            "the " + name + " register has lost " + r.days() + " of its rows since a recent audit";
        case OLD -> "the " + name + " register is " + plural(r.days(), "day") + " old";
      };
    }
    if (cause instanceof Cause.OfCells c) {
      String column =
          "the column " + c.column() + " of the " + c.register().inWords() + " register";
      return switch (c.what()) {
        case NONE -> column + " is blank in every row";
        case LOST ->
            c.count() + " cells in " + column + " are no longer filled since a recent audit";
        case UNUSABLE ->
            c.count()
                + (c.count() == 1 ? " entry in " : " entries in ")
                + column
                + " cannot be used as an account";
      };
    }
    if (cause instanceof Cause.OfColumns c) {
      return c.register() == Register.ACCOUNT_ROLES
          ? "the file that lists the account has no column for its administrators"
          : "the file that lists the account has "
              + (c.columns().size() == 1 ? "no column " : "none of the columns ")
              + list(c.columns());
    }
    if (cause instanceof Cause.OfSetting s) {
      return "the pack of the policy does not set " + list(s.parameters()) + " of " + s.rule();
    }
    if (cause instanceof Cause.OfSource s) {
      return ofSource(s, Set.of(s.input()));
    }
    if (cause instanceof Cause.OfRule r) {
      return OF_CODES.say(r.rule(), Catalogue.require(r.rule()).unjudged(), r.why());
    }
    if (cause instanceof Cause.BeforePolicy p) {
      return "published before " + p.pack() + " was in force";
    }
    return cause instanceof Cause.Worded w
        ? w.words()
        : "the account could not be checked because of a fault in this program";
  }

  private static String ofSource(Cause.OfSource cause, Set<Input.OfAccount> inputs) {
    String parts = list(new TreeSet<>(inputs).stream().map(Sentences::inWords).toList());
    boolean one = inputs.size() == 1 && !parts.endsWith("s");
    String because = cause.detail().isEmpty() ? "" : ": " + cause.detail();
    return switch (cause.trouble()) {
      case NOT_READ -> "the " + parts + (one ? " was" : " were") + " not read" + because;
      case UNREADABLE -> "the " + parts + " could not be read" + because;
      case UNSUPPORTED -> "this source does not show the " + parts + because;
      case PARTIAL -> "only part of the " + parts + " was read" + because;
      case UNKNOWN_FIELDS ->
          "the " + parts + " have fields that this version does not read" + because;
      case DAMAGED -> "the saved copy of the " + parts + " is damaged" + because;
      case OLD -> "the saved copy is " + age(cause.hours()) + " old";
      case LATER -> "the saved copy was made " + age(cause.hours()) + " after the audit date";
    };
  }

  /** The fields of posts that a source does not show and that some rule uses, in words. */
  public static List<String> notShown(Capture capture) {
    return Stream.of(Input.OfAccount.values())
        .filter(input -> input.field().map(field -> !capture.shows(field)).orElse(false))
        .map(Sentences::inWords)
        .toList();
  }

  private static String inWords(Input.OfAccount input) {
    return switch (input) {
      case FOLLOWING -> "accounts followed";
      case TEXT -> "texts";
      case MEDIA -> "pictures and videos";
      case ALT_TEXT -> "picture descriptions";
      case TAGS -> "people tagged on pictures";
      case NAMED_ACCOUNTS -> "accounts that posts mention";
      case REPLY_TARGETS -> "people whom posts reply to";
      case REPOSTS -> "authors of what is reposted or quoted";
      case IDS -> "platform's own ids";
      case PERMALINKS -> "public page";
      case PLACE -> "places attached to posts";
      case CAPTURES -> "saved copies";
      default -> input.label();
    };
  }

  private static String age(long hours) {
    return hours < 72 ? plural(hours, "hour") : plural(hours / 24, "day");
  }

  private static String plural(long number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** A list as it is said: one, one and another, one, another and a third. */
  public static String list(Collection<String> items) {
    return ListFormatter.getInstance(Locale.UK).format(items);
  }

  private static String place(int place) {
    if (place <= PLACES.size()) {
      return PLACES.get(place - 1);
    }
    boolean teen = place % 100 >= 11 && place % 100 <= 13;
    return place
        + (teen
            ? "th"
            : switch (place % 10) {
              case 1 -> "st";
              case 2 -> "nd";
              case 3 -> "rd";
              default -> "th";
            });
  }

  private String say(String rule, Map<String, String> wordings, Evidence evidence) {
    if (evidence.wording().equals(Evidence.WORDED)) {
      return String.valueOf(
          shown(rule, wordings, java.util.Objects.requireNonNull(evidence.facts().get("words"))));
    }
    String wording = wordings.get(evidence.wording());
    if (wording == null) {
      throw new IllegalArgumentException(
          "rules.yaml has no wording '" + evidence.wording() + "' below " + rule);
    }
    Map<String, Object> filled = new LinkedHashMap<>();
    // Evidence that an earlier version stored explains nothing.
    filled.put(WHY, "");
    evidence.facts().forEach((name, fact) -> filled.put(name, shown(rule, wordings, fact)));
    MessageFormat format = FORMATS.computeIfAbsent(wording, w -> new MessageFormat(w, Locale.UK));
    synchronized (format) {
      return format.format(filled);
    }
  }

  private Object shown(String rule, Map<String, String> wordings, Fact fact) {
    if (fact instanceof Fact.Term term) {
      return term.words();
    }
    if (fact instanceof Fact.Person p) {
      return person.apply(p.id());
    }
    if (fact instanceof Fact.Pupil p) {
      return p.ref();
    }
    if (fact instanceof Fact.Academy a) {
      return academy.apply(a.code());
    }
    if (fact instanceof Fact.Day d) {
      return LondonTime.show(d.date());
    }
    if (fact instanceof Fact.Moment m) {
      return MOMENT.format(m.at());
    }
    if (fact instanceof Fact.Count c) {
      return c.number();
    }
    if (fact instanceof Fact.Ordinal o) {
      return place(o.place());
    }
    if (fact instanceof Fact.Many m) {
      List<String> all = new ArrayList<>();
      m.all().forEach(one -> all.add(String.valueOf(shown(rule, wordings, one))));
      return list(all);
    }
    if (fact instanceof Fact.Aside aside) {
      return aside.sentences().stream()
          .map(one -> " " + say(rule, wordings, one))
          .collect(Collectors.joining());
    }
    if (fact instanceof Fact.Part p) {
      return say(rule, wordings, p.evidence());
    }
    return fact instanceof Fact.Causes c ? reason(c.all()) : "";
  }
}
